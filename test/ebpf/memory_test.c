/* SPDX-License-Identifier: Apache-2.0 */
/* memory_test.c: which addresses loads and stores may touch, and which they may not. */
#include <stdio.h>
#include <string.h>

#include "ebpf/assembly.h"
#include "ebpf/check.h"
#include "unit.h"

/* A region in the container of these tests. */
struct region {
  uint32_t number, length;
  bool writable;
};

static const uint8_t pattern[24] = {0x10, 0x21, 0x32, 0x43, 0x54, 0x65, 0x76, 0x87,
                                    0x98, 0xa9, 0xba, 0xcb, 0xdc, 0xed, 0xfe, 0x0f,
                                    0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88};
static uint8_t context[GUARD_SIZE + 24 + GUARD_SIZE];

/* Lengths that no width divides, where the layout allows it. The context can be written to. */
static const struct region regions[] = {
    {STACK, 48, true}, {DATA, 21, true}, {READ_ONLY, 24, false}, {CONTEXT, 19, true}};

static struct thimble_event event = {context + GUARD_SIZE, 19, 19};

/* One access, in a program that has the regions above. r1 holds the address, r2 what is stored. */
static struct container_parts parts_with(const instruction_t *text, uint32_t slots) {
  return (struct container_parts){
      .text = text,
      .slots = slots,
      .frame_size = 16,
      .call_depth = 3,
      .read_only = {pattern, 24},
      .data = {pattern, 11},
      .zero = 10,
  };
}

struct access {
  uint8_t opcode;
  uint32_t width;
  bool stores;
};

/* Every load and store there is; atomic operations count as stores, since they write. */
static const struct access accesses[] = {
    {0x71, 1, false}, {0x69, 2, false}, {0x61, 4, false}, {0x79, 8, false}, {0x91, 1, false},
    {0x89, 2, false}, {0x81, 4, false}, {0x72, 1, true},  {0x6a, 2, true},  {0x62, 4, true},
    {0x7a, 8, true},  {0x73, 1, true},  {0x6b, 2, true},  {0x63, 4, true},  {0x7b, 8, true},
    {0xc3, 4, true},  {0xdb, 8, true},
};

static instruction_t encode(const struct access *access, int16_t offset) {
  bool loads = !access->stores;
  bool immediate = access->opcode % 8 == 2;
  instruction_t instruction =
      SLOT(access->opcode, loads ? 3 : 1, loads ? 1 : (immediate ? 0 : 2), offset, 0);
  return instruction;
}

/* The two accesses differ in where the offset comes from. */
static void run_access(const struct access *access, uint64_t base, int16_t offset, bool granted) {
  static struct container container;
  const instruction_t text[] = {
      WIDE(1, (uint32_t)(base >> 32), (uint32_t)base),
      MOVE(2, 0),
      encode(access, offset),
      MOVE(0, 1),
      EXIT,
  };
  struct container_parts parts = parts_with(text, COUNT(text));
  check_loads(&container, &parts);
  char name[64];
  uint64_t address = base + (uint64_t)(int64_t)offset;
  snprintf(name, sizeof name, "opcode %02x at 0x%08x%08x", access->opcode,
           (unsigned)(address >> 32), (unsigned)address);
  if (granted) {
    assert_int_equal(check_value(&container, &event), 1);
    return;
  }
  enum thimble_reason reason = access->stores ? THIMBLE_REASON_STORE : THIMBLE_REASON_LOAD;
  check_stops(name, &container, &event, (struct stop){reason, 3, address});
}

static uint64_t address_in(const struct region *region, uint32_t offset) {
  return GUEST_ADDRESS(region->number, offset);
}

static void for_each_access(void (*check)(const struct access *access,
                                          const struct region *region)) {
  for (uint32_t i = 0; i < COUNT(accesses); i++)
    for (uint32_t k = 0; k < COUNT(regions); k++)
      check(&accesses[i], &regions[k]);
}

/* Every offset from the first byte to the last one, and the first ones beyond the end. */
static void check_edges(const struct access *access, const struct region *region) {
  bool permitted = region->writable || !access->stores;
  for (uint32_t offset = 0; offset < region->length + 9; offset++)
    run_access(access, address_in(region, offset), 0,
               permitted && offset + access->width <= region->length);
}

static void regions_end_where_they_end(void **state) {
  (void)state;
  for_each_access(check_edges);
}

/* Below offset 0 lies another region number, so nothing is there. */
static void check_start(const struct access *access, const struct region *region) {
  bool permitted = region->writable || !access->stores;
  for (uint32_t below = 1; below <= 8; below++)
    run_access(access, address_in(region, 0) - below, 0, false);
  run_access(access, address_in(region, 1), -1, permitted);
  run_access(access, address_in(region, 0), -1, false);
  run_access(access, address_in(region, 0), INT16_MIN, false);
}

static void regions_start_where_they_start(void **state) {
  (void)state;
  for_each_access(check_start);
}

/* Offsets whose sum with the width leaves 32 bits. */
static void check_wrap(const struct access *access, const struct region *region) {
  for (uint32_t below = 0; below < 9; below++)
    run_access(access, address_in(region, UINT32_MAX - below), 0, false);
  run_access(access, address_in(region, 0x80000000), 0, false);
  run_access(access, address_in(region, 0x7fffffff), 1, false);
}

static void offsets_do_not_wrap(void **state) {
  (void)state;
  for_each_access(check_wrap);
}

/* The address itself is computed in 64 bits, modulo 2^64. */
static void addresses_wrap_in_64_bits(void **state) {
  (void)state;
  const struct access *load = &accesses[0];
  run_access(load, UINT64_MAX, 1, false);                         /* 0 */
  run_access(load, UINT64_MAX - 3, 4, false);                     /* 0 */
  run_access(load, 0, -1, false);                                 /* 2^64 - 1 */
  run_access(load, address_in(&regions[1], 0) + 100, -100, true); /* a base outside is harmless */
  run_access(load, address_in(&regions[1], 0) - 100, 100, true);
}

/* A region number with any bit above the lowest three set, or of a region that is not there. */
static void check_upper_half(const struct access *access, const struct region *region) {
  for (uint32_t bit = 3; bit < 32; bit++)
    run_access(access, address_in(region, 0) | (uint64_t)1 << (32 + bit), 0, false);
}

static void the_upper_half_of_an_address_counts(void **state) {
  (void)state;
  for_each_access(check_upper_half);
  static const uint32_t absent[] = {0, 5, 6, 7};
  for (uint32_t i = 0; i < COUNT(accesses); i++)
    for (uint32_t k = 0; k < COUNT(absent); k++)
      run_access(&accesses[i], GUEST_ADDRESS(absent[k], 0), 0, false);
}

/* A context that is lent for reading only, and one that is empty. */
static void the_context_is_as_the_event_says(void **state) {
  (void)state;
  const struct thimble_event usual = event;
  for (uint32_t i = 0; i < COUNT(accesses); i++) {
    event.writable = 0;
    run_access(&accesses[i], GUEST_ADDRESS(CONTEXT, 0), 0, !accesses[i].stores);
    event = (struct thimble_event){NULL, 0, 0};
    run_access(&accesses[i], GUEST_ADDRESS(CONTEXT, 0), 0, false);
    for (event.length = 1; event.length < 8; event.length++) { /* shorter than the access */
      event.context = context + GUARD_SIZE;
      event.writable = event.length;
      run_access(&accesses[i], GUEST_ADDRESS(CONTEXT, 0), 0, accesses[i].width <= event.length);
    }
    event = usual;
  }
}

/* Without frame, data and constants there is nothing to touch. */
static void empty_regions_hold_nothing(void **state) {
  (void)state;
  static struct container container;
  for (uint32_t i = 0; i < COUNT(accesses); i++)
    for (uint32_t number = 0; number < 8; number++) {
      const instruction_t text[] = {WIDE(1, number, 0), encode(&accesses[i], 0), EXIT};
      const struct container_parts parts = {.text = text, .slots = COUNT(text)};
      enum thimble_reason reason = accesses[i].stores ? THIMBLE_REASON_STORE : THIMBLE_REASON_LOAD;
      check_loads(&container, &parts);
      check_stops("empty region", &container, NULL,
                  (struct stop){reason, 2, GUEST_ADDRESS(number, 0)});
    }
}

/* Offsets have 32 bits: a context of more than 64 KiB, each byte of which says where it is. */
static void regions_may_be_large(void **state) {
  (void)state;
  static uint8_t large[200000];
  static const struct thimble_event lent = {large, sizeof large, 0};
  static const uint32_t offsets[] = {65535, 65536, 131072, 199999, 200000, 262144};
  static struct container container;
  for (uint32_t i = 0; i < sizeof large; i++)
    large[i] = (uint8_t)(i % 251);
  for (uint32_t i = 0; i < COUNT(offsets); i++) {
    const instruction_t text[] = {ADDRESS(3, CONTEXT, offsets[i]), LOAD8(0, 3, 0), EXIT};
    const struct container_parts parts = {.text = text, .slots = COUNT(text)};
    check_loads(&container, &parts);
    if (offsets[i] < sizeof large)
      assert_int_equal(check_value(&container, &lent), offsets[i] % 251);
    else
      check_stops("large", &container, &lent,
                  (struct stop){THIMBLE_REASON_LOAD, 2, GUEST_ADDRESS(CONTEXT, offsets[i])});
  }
}

/* What a load gives at any alignment, and that a store changes its own bytes alone. */
static uint64_t little_endian(const uint8_t *bytes, uint32_t width) {
  uint64_t value = 0;
  for (uint32_t i = width; i > 0; i--)
    value = value * 256 + bytes[i - 1];
  return value;
}

static uint64_t with_sign(uint64_t value, uint32_t width) {
  switch (width) {
  case 1:
    return (uint64_t)(int64_t)(int8_t)(uint8_t)value;
  case 2:
    return (uint64_t)(int64_t)(int16_t)(uint16_t)value;
  default:
    return (uint64_t)(int64_t)(int32_t)(uint32_t)value;
  }
}

static void loads_take_any_alignment(void **state) {
  (void)state;
  for (uint32_t i = 0; i < COUNT(accesses) && !accesses[i].stores; i++)
    for (uint32_t offset = 0; offset < 16; offset++) {
      const struct access *access = &accesses[i];
      const instruction_t text[] = {
          WIDE(1, READ_ONLY, 0),
          encode(access, (int16_t)offset),
          COPY(0, 3),
          EXIT,
      };
      const struct container_parts parts = parts_with(text, COUNT(text));
      uint64_t expected = little_endian(pattern + offset, access->width);
      if (access->opcode > 0x80)
        expected = with_sign(expected, access->width);
      assert_true((uint64_t)check_value_of(&parts) == expected);
    }
}

static void stores_change_their_own_bytes(void **state) {
  (void)state;
  static struct container container;
  for (uint32_t i = 0; i < COUNT(accesses); i++)
    for (uint32_t offset = 0; offset + accesses[i].width <= 19 && accesses[i].stores; offset++) {
      const struct access *access = &accesses[i];
      bool immediate = access->opcode % 8 == 2;
      instruction_t store = encode(access, (int16_t)offset);
      store.immediate = immediate ? 0x71625344 : 0;
      const instruction_t text[] = {WIDE(2, 0x18273645, 0x71625344), store, MOVE(0, 0), EXIT};
      const struct container_parts parts = parts_with(text, COUNT(text));
      uint8_t expected[sizeof context];
      memset(context, 0, sizeof context);
      memset(expected, 0, sizeof expected);
      uint64_t value = immediate ? 0x71625344 : 0x1827364571625344;
      for (uint32_t byte = 0; byte < access->width; byte++)
        expected[GUARD_SIZE + offset + byte] = (uint8_t)(value >> 8 * byte);
      check_loads(&container, &parts);
      check_value(&container, &event);
      assert_memory_equal(context, expected, sizeof context);
    }
}

/* A negative immediate fills the upper half of eight bytes. */
static void stored_immediates_have_a_sign(void **state) {
  (void)state;
  const struct container_parts parts = {TEXT(STORE64_NUMBER(10, -8, -2), LOAD64(0, 10, -8), EXIT),
                                        .frame_size = 8};
  assert_int_equal(check_value_of(&parts), -2);
}

/* What traps has changed nothing: neither memory nor, for a load, a register that could be seen in
 * the next run. */
static void a_store_over_the_end_writes_nothing(void **state) {
  (void)state;
  static struct container container;
  for (uint32_t i = 0; i < COUNT(accesses); i++)
    for (uint32_t over = 1; over < accesses[i].width && accesses[i].stores; over++) {
      uint32_t offset = event.length - accesses[i].width + over;
      const instruction_t text[] = {MOVE(2, -1), encode(&accesses[i], (int16_t)offset), EXIT};
      const struct container_parts parts = parts_with(text, COUNT(text));
      uint8_t expected[sizeof context];
      memset(context, 0x5a, sizeof context);
      memset(expected, 0x5a, sizeof expected);
      check_loads(&container, &parts);
      check_stops("over the end", &container, &event,
                  (struct stop){THIMBLE_REASON_STORE, 1, GUEST_ADDRESS(CONTEXT, offset)});
      assert_memory_equal(context, expected, sizeof context);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(regions_end_where_they_end),
      cmocka_unit_test(regions_start_where_they_start),
      cmocka_unit_test(offsets_do_not_wrap),
      cmocka_unit_test(addresses_wrap_in_64_bits),
      cmocka_unit_test(the_upper_half_of_an_address_counts),
      cmocka_unit_test(the_context_is_as_the_event_says),
      cmocka_unit_test(empty_regions_hold_nothing),
      cmocka_unit_test(regions_may_be_large),
      cmocka_unit_test(loads_take_any_alignment),
      cmocka_unit_test(stores_change_their_own_bytes),
      cmocka_unit_test(stored_immediates_have_a_sign),
      cmocka_unit_test(a_store_over_the_end_writes_nothing),
  };
  return cmocka_run_group_tests_name("guest memory", tests, NULL, NULL);
}
