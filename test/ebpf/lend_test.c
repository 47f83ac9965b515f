/* SPDX-License-Identifier: Apache-2.0 */
/* lend_test.c: memory that is lent for one run: regions 5 to 7. */
#include <string.h>

#include "ebpf/assembly.h"
#include "ebpf/check.h"
#include "unit.h"

enum {
  LENT = 5
};

static struct container container;
static _Alignas(8) uint8_t shelf[64]; /* what is lent */
static uint8_t context[8];
static const struct thimble_event event = {context, sizeof context, sizeof context};

/* Loads a container with something in every region of its own: a stack of two frames, data, and
 * bytes that are read only. */
static void load(const instruction_t *text, uint32_t slots) {
  const struct container_parts parts = {.text = text,
                                        .slots = slots,
                                        .frame_size = 16,
                                        .call_depth = 2,
                                        .read_only = {(const uint8_t *)"abcdefgh", 8},
                                        .data = {(const uint8_t *)"12345678", 8},
                                        .zero = 4};
  check_loads(&container, &parts);
  for (uint32_t i = 0; i < sizeof shelf; i++)
    shelf[i] = (uint8_t)i;
}
#define LOAD(...) \
  load((const instruction_t[]){__VA_ARGS__}, COUNT(((const instruction_t[]){__VA_ARGS__})))

static enum thimble_result lend(uint8_t *bytes, uint32_t length, bool writable, uint32_t *slot) {
  const struct thimble_loan loan = {bytes, length, writable};
  return thimble_lend(&container.instance, &loan, slot);
}

/* Lends what can be lent. */
static void lend_in_slot(uint32_t expected, uint8_t *bytes, uint32_t length, bool writable) {
  uint32_t slot = 99;
  assert_int_equal(lend(bytes, length, writable, &slot), THIMBLE_OK);
  assert_int_equal(slot, expected);
}

static void expect_invalid(void *bytes, uint32_t length) {
  uint32_t slot = 99;
  assert_int_equal(lend(bytes, length, false, &slot), THIMBLE_ERROR_INVALID);
  assert_int_equal(slot, 99);
}

static void slots_are_filled_in_order(void **state) {
  (void)state;
  LOAD(ADDRESS(1, LENT, 0), LOAD8(0, 1, 0), ADDRESS(1, LENT + 1, 0), LOAD8(2, 1, 0),
       SHIFT_LEFT(2, 8), ADD_REGISTER(0, 2), ADDRESS(1, LENT + 2, 0), LOAD8(2, 1, 0),
       SHIFT_LEFT(2, 16), ADD_REGISTER(0, 2), EXIT);
  lend_in_slot(0, shelf + 1, 1, false);
  lend_in_slot(1, shelf + 5, 1, false);
  lend_in_slot(2, shelf + 9, 1, false);
  uint32_t slot = 99;
  assert_int_equal(lend(shelf + 13, 1, false, &slot), THIMBLE_ERROR_LIMIT);
  assert_int_equal(slot, 99);
  assert_int_equal(check_value(&container, &event), 0x090501);
  thimble_reclaim(&container.instance);
  lend_in_slot(0, shelf + 13, 1, false);
}

/* The first byte, the last, and one byte more on both sides. */
static void a_loan_reaches_as_far_as_it_says(void **state) {
  (void)state;
  for (int32_t offset = 0; offset < 10; offset++) {
    LOAD(ADDRESS(1, LENT, offset), LOAD8(0, 1, 0), EXIT);
    lend_in_slot(0, shelf + 20, 10, false);
    assert_int_equal(check_value(&container, &event), 20 + offset);
  }
  static const int32_t outside[] = {-1, 10, 11, INT32_MAX};
  for (uint32_t i = 0; i < COUNT(outside); i++) {
    LOAD(ADDRESS(1, LENT, outside[i]), LOAD8(0, 1, 0), EXIT);
    lend_in_slot(0, shelf + 20, 10, true);
    check_stops("outside", &container, &event,
                (struct stop){THIMBLE_REASON_LOAD, 2, GUEST_ADDRESS(LENT, outside[i])});
  }
}

static void a_writable_loan_is_written(void **state) {
  (void)state;
  LOAD(ADDRESS(1, LENT + 1, 8), MOVE(0, -2), STORE64(1, 0, 0), LOAD8(0, 1, 7), EXIT);
  lend_in_slot(0, shelf, 8, false);
  lend_in_slot(1, shelf + 24, 16, true);
  assert_int_equal(check_value(&container, &event), 0xff);
  assert_int_equal(shelf[31], 31);
  assert_memory_equal(shelf + 32, "\xfe\xff\xff\xff\xff\xff\xff\xff", 8);
  assert_int_equal(shelf[40], 40);
}

static void a_read_only_loan_traps_a_write(void **state) {
  (void)state;
  LOAD(ADDRESS(1, LENT, 0), LOAD8(0, 1, 3), STORE8(1, 3, 0), EXIT);
  lend_in_slot(0, shelf, 8, false);
  check_stops("read only", &container, &event,
              (struct stop){THIMBLE_REASON_STORE, 3, GUEST_ADDRESS(LENT, 3)});
  assert_int_equal(shelf[3], 3);
}

/* Nothing is left for the next run once it was reclaimed, whichever the slot. */
static void what_was_reclaimed_is_gone(void **state) {
  (void)state;
  for (int32_t slot = 0; slot < 3; slot++) {
    LOAD(ADDRESS(1, LENT + slot, 0), LOAD8(0, 1, 0), EXIT);
    for (uint32_t i = 0; i < 3; i++)
      lend_in_slot(i, shelf + i, 1, true);
    assert_int_equal(check_value(&container, &event), slot);
    thimble_reclaim(&container.instance);
    check_stops("reclaimed", &container, &event,
                (struct stop){THIMBLE_REASON_LOAD, 2, GUEST_ADDRESS(LENT + slot, 0)});
  }
}

/* A failed run keeps its loans, as a good one does, until they are reclaimed. */
static void a_failure_does_not_reclaim(void **state) {
  (void)state;
  LOAD(ADDRESS(1, LENT, 0), LOAD8(0, 1, 0), LOAD8(0, 0, 0), EXIT);
  lend_in_slot(0, shelf + 2, 1, false);
  for (uint32_t i = 0; i < 2; i++)
    check_stops("null", &container, &event, (struct stop){THIMBLE_REASON_LOAD, 3, 2});
  thimble_reclaim(&container.instance);
  check_stops("reclaimed", &container, &event,
              (struct stop){THIMBLE_REASON_LOAD, 2, GUEST_ADDRESS(LENT, 0)});
}

/* A piece of memory that the container has. */
struct piece {
  uint8_t *bytes;
  uint32_t length;
};

/* Whole, its first byte, its last byte. */
static void expect_parts_not_lent(struct piece piece) {
  expect_invalid(piece.bytes, piece.length);
  expect_invalid(piece.bytes, 1);
  expect_invalid(piece.bytes + piece.length - 1, 1);
}

/* Nor a loan that begins before it. */
static void expect_not_lent(struct piece piece) {
  expect_parts_not_lent(piece);
  expect_invalid(piece.bytes - 1, 2);
  expect_invalid(piece.bytes - 8, piece.length + 16);
}

/* The memory of its own holds the engine's state and the data, the memory for runs the records of
 * calls, in which a container must not choose where it returns to, and the stack. */
static void what_it_has_is_not_lent(void **state) {
  (void)state;
  LOAD(EXIT);
  const struct thimble_bytes program = container.image.program;
  expect_not_lent((struct piece){guarded_bytes(&container.own), container.own.size});
  expect_not_lent((struct piece){guarded_bytes(&container.run), container.run.size - 32});
  expect_not_lent((struct piece){guarded_bytes(&container.run) + container.run.size - 32, 32});
  expect_parts_not_lent((struct piece){container.bytes, 8});
  expect_not_lent((struct piece){container.bytes + 8, program.length - 8});
  expect_invalid(guarded_bytes(&container.own) + container.own.size - 12, 12);
  lend_in_slot(0, shelf, 1, false);
}

static void what_is_lent_is_not_lent_again(void **state) {
  (void)state;
  LOAD(EXIT);
  lend_in_slot(0, shelf + 16, 8, false);
  expect_not_lent((struct piece){shelf + 16, 8});
  lend_in_slot(1, shelf + 40, 8, true);
  expect_not_lent((struct piece){shelf + 40, 8});
}

static void neighbours_are_lent(void **state) {
  (void)state;
  LOAD(EXIT);
  lend_in_slot(0, shelf + 16, 8, false);
  lend_in_slot(1, shelf + 24, 8, true);
  lend_in_slot(2, shelf + 15, 1, true);
  thimble_reclaim(&container.instance);
  lend_in_slot(0, guarded_bytes(&container.own) - 1, 1, false);
  lend_in_slot(1, guarded_bytes(&container.own) + container.own.size, 1, false);
  lend_in_slot(2, guarded_bytes(&container.run) + container.run.size, 1, false);
}

static void nothing_is_not_lent(void **state) {
  (void)state;
  LOAD(EXIT);
  expect_invalid(shelf, 0);
  expect_invalid(NULL, 0);
}

/* Loading ends all loans. */
static void a_loaded_container_has_no_loans(void **state) {
  (void)state;
  LOAD(ADDRESS(1, LENT, 0), LOAD8(0, 1, 0), EXIT);
  lend_in_slot(0, shelf, 8, true);
  assert_int_equal(container_load(&container), THIMBLE_OK);
  check_stops("loaded anew", &container, &event,
              (struct stop){THIMBLE_REASON_LOAD, 2, GUEST_ADDRESS(LENT, 0)});
  lend_in_slot(0, shelf, 8, true);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(slots_are_filled_in_order),
      cmocka_unit_test(a_loan_reaches_as_far_as_it_says),
      cmocka_unit_test(a_writable_loan_is_written),
      cmocka_unit_test(a_read_only_loan_traps_a_write),
      cmocka_unit_test(what_was_reclaimed_is_gone),
      cmocka_unit_test(a_failure_does_not_reclaim),
      cmocka_unit_test(what_it_has_is_not_lent),
      cmocka_unit_test(what_is_lent_is_not_lent_again),
      cmocka_unit_test(neighbours_are_lent),
      cmocka_unit_test(nothing_is_not_lent),
      cmocka_unit_test(a_loaded_container_has_no_loans),
  };
  return cmocka_run_group_tests_name("loans", tests, NULL, NULL);
}
