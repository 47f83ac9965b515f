/* SPDX-License-Identifier: Apache-2.0 */
/* fields_test.c: every opcode is accepted or refused, and so is every value of every field, as the
 * list of forms.h has it. */
#include "ebpf/assembly.h"
#include "ebpf/check.h"
#include "ebpf/forms.h"
#include "unit.h"

/* An instruction in parts, so that a test can change one. */
struct parts {
  uint8_t opcode;
  uint32_t destination, source, offset; /* 4, 4 and 16 bits */
  uint32_t immediate;
};

static int64_t return_zero(struct thimble_call *call) {
  (void)call;
  return 0;
}

static enum thimble_reason verdict_of(struct parts parts, uint32_t *detail) {
  static struct container container;
  const instruction_t text[] = {
      SLOT(parts.opcode, parts.destination, parts.source, parts.offset, parts.immediate),
      SLOT(parts.opcode == 0x18 ? 0 : 0x95, 0, 0, 0, 0),
      EXIT,
  };
  static const struct thimble_binding bindings[2] = {
      [1] = {.name = "one", .function = return_zero, .grant = 0}};
  static const struct thimble_binding_table table = {bindings, 2};
  const struct container_parts container_parts = {
      .text = text, .slots = 3, .bindings = &table, .asked = 1, .allowed = 1};
  if (container_verify(&container, &container_parts) == THIMBLE_OK)
    return THIMBLE_REASON_NONE;
  assert_int_equal(container.refusal.place, 0);
  *detail = container.refusal.detail;
  return container.refusal.reason;
}

static void check_verdict(struct parts parts, enum thimble_reason expected) {
  uint32_t detail = 0;
  enum thimble_reason reason = verdict_of(parts, &detail);
  if (reason != expected)
    fail_msg("%02x, r%u, r%u, offset 0x%x, immediate 0x%x: %s", parts.opcode,
             (unsigned)parts.destination, (unsigned)parts.source, (unsigned)parts.offset,
             (unsigned)parts.immediate, thimble_reason_text(reason));
}

static void check_detail(struct parts parts, enum thimble_reason expected, uint32_t number) {
  uint32_t detail = 0;
  assert_int_equal(verdict_of(parts, &detail), expected);
  assert_int_equal(detail, number);
}

/* The plainest sound instruction of a form. */
static struct parts sound(uint8_t opcode) {
  const char *fields = form_of(opcode);
  struct parts parts = {.opcode = opcode};
  parts.destination = form_has(fields, "Dd") ? 1 : 0;
  parts.source = form_has(fields, "s") ? 2 : 0;
  if (form_has(fields, "e"))
    parts.immediate = 16;
  if (form_has(fields, "c"))
    parts.immediate = 1;
  return parts;
}

/* Calls `check` for every form with its soundest instruction. */
static void for_each_form(void (*check)(const char *fields, struct parts parts)) {
  for (uint32_t opcode = 0; opcode < 256; opcode++)
    if (form_of((uint8_t)opcode) != NULL)
      check(form_of((uint8_t)opcode), sound((uint8_t)opcode));
}

static void only_the_listed_opcodes_exist(void **state) {
  (void)state;
  uint32_t accepted = 0;
  for (uint32_t opcode = 0; opcode < 256; opcode++) {
    if (form_of((uint8_t)opcode) != NULL) {
      check_verdict(sound((uint8_t)opcode), THIMBLE_REASON_NONE);
      accepted++;
      continue;
    }
    enum thimble_reason reason = THIMBLE_REASON_OPCODE;
    if (opcode == 0x8d)
      reason = THIMBLE_REASON_CALL_REGISTER;
    if (opcode % 8 == 0 && (opcode >> 5 == 1 || opcode >> 5 == 2))
      reason = THIMBLE_REASON_PACKET_ACCESS;
    check_detail((struct parts){.opcode = (uint8_t)opcode}, reason, opcode);
  }
  assert_int_equal(accepted, 119);
}

/* What an opcode that does not exist has in its other fields makes no difference. */
static void unknown_opcodes_have_no_sound_fields(void **state) {
  (void)state;
  for (uint32_t opcode = 0; opcode < 256; opcode++)
    for (uint32_t bits = 0; bits < 16 && form_of((uint8_t)opcode) == NULL; bits++) {
      struct parts parts = {(uint8_t)opcode, bits & 1, bits >> 1 & 1, bits >> 2 & 1, bits >> 3};
      uint32_t detail;
      assert_int_not_equal(verdict_of(parts, &detail), THIMBLE_REASON_NONE);
    }
}

static void check_destinations(const char *fields, struct parts parts) {
  for (parts.destination = 0; parts.destination < 16; parts.destination++) {
    enum thimble_reason expected = THIMBLE_REASON_NONE;
    if (!form_has(fields, "Dd") && parts.destination != 0)
      expected = THIMBLE_REASON_RESERVED;
    if (form_has(fields, "D") && parts.destination == 10)
      expected = THIMBLE_REASON_FRAME_REGISTER;
    if (parts.destination > 10)
      expected = THIMBLE_REASON_REGISTER;
    check_verdict(parts, expected);
    if (parts.destination > 10)
      check_detail(parts, expected, parts.destination);
  }
}

static void destinations(void **state) {
  (void)state;
  for_each_form(check_destinations);
}

static void check_sources(const char *fields, struct parts parts) {
  for (parts.source = 0; parts.source < 16; parts.source++) {
    enum thimble_reason expected = THIMBLE_REASON_NONE;
    if (!form_has(fields, "swc") && parts.source != 0)
      expected = THIMBLE_REASON_RESERVED;
    if (form_has(fields, "w") && parts.source != 0)
      expected = THIMBLE_REASON_WIDE_KIND;
    if (form_has(fields, "c") && parts.source > 1)
      expected = THIMBLE_REASON_CALL_KIND;
    if (parts.source > 10)
      expected = THIMBLE_REASON_REGISTER;
    check_verdict(parts, expected);
    if (expected != THIMBLE_REASON_NONE && expected != THIMBLE_REASON_RESERVED)
      check_detail(parts, expected, parts.source);
  }
}

static void sources(void **state) {
  (void)state;
  for_each_form(check_sources);
}

/* Numbers to try in a field of `bits`: the small ones, and each bit alone, set and cleared. */
static uint32_t number_at(uint32_t index, uint32_t bits) {
  if (index < 512)
    return index;
  uint32_t bit = 1u << (index - 512) % bits;
  uint32_t all = bits == 32 ? UINT32_MAX : (1u << bits) - 1;
  return index - 512 < bits ? bit : all & ~bit;
}

static enum thimble_reason verdict_on_offset(const char *fields, struct parts parts) {
  if (form_has(fields, "o") || parts.offset == 0)
    return THIMBLE_REASON_NONE;
  if (form_has(fields, "j")) { /* from slot 0 of 3; a wide instruction has another form */
    uint32_t target = 1 + parts.offset;
    return target % 0x10000 < 3 ? THIMBLE_REASON_NONE : THIMBLE_REASON_TARGET;
  }
  if (form_has(fields, "v"))
    return parts.offset == 1 ? THIMBLE_REASON_NONE : THIMBLE_REASON_VARIANT;
  if (form_has(fields, "m")) {
    bool known =
        parts.offset == 8 || parts.offset == 16 || (parts.offset == 32 && parts.opcode == 0xbf);
    return known ? THIMBLE_REASON_NONE : THIMBLE_REASON_VARIANT;
  }
  return THIMBLE_REASON_RESERVED;
}

static void check_offsets(const char *fields, struct parts parts) {
  for (uint32_t i = 0; i < 512 + 2 * 16; i++) {
    parts.offset = number_at(i, 16);
    enum thimble_reason expected = verdict_on_offset(fields, parts);
    check_verdict(parts, expected);
    if (expected == THIMBLE_REASON_VARIANT)
      check_detail(parts, expected, parts.offset);
  }
}

static void offsets(void **state) {
  (void)state;
  for_each_form(check_offsets);
}

static bool is_atomic_operation(uint32_t number) {
  static const uint32_t operations[] = {0x00, 0x01, 0x40, 0x41, 0x50, 0x51, 0xa0, 0xa1, 0xe1, 0xf1};
  for (uint32_t i = 0; i < COUNT(operations); i++)
    if (operations[i] == number)
      return true;
  return false;
}

static enum thimble_reason verdict_on_immediate(const char *fields, uint32_t immediate) {
  if (form_has(fields, "iw"))
    return THIMBLE_REASON_NONE;
  if (form_has(fields, "J"))
    return immediate + 1 < 3 ? THIMBLE_REASON_NONE : THIMBLE_REASON_TARGET;
  if (form_has(fields, "e"))
    return immediate == 16 || immediate == 32 || immediate == 64 ? THIMBLE_REASON_NONE
                                                                 : THIMBLE_REASON_VARIANT;
  if (form_has(fields, "a"))
    return is_atomic_operation(immediate) ? THIMBLE_REASON_NONE : THIMBLE_REASON_VARIANT;
  if (form_has(fields, "c"))
    return immediate == 1 ? THIMBLE_REASON_NONE : THIMBLE_REASON_UNKNOWN_BINDING;
  return immediate == 0 ? THIMBLE_REASON_NONE : THIMBLE_REASON_RESERVED;
}

static void check_immediates(const char *fields, struct parts parts) {
  for (uint32_t i = 0; i < 512 + 2 * 32; i++) {
    parts.immediate = number_at(i, 32);
    enum thimble_reason expected = verdict_on_immediate(fields, parts.immediate);
    check_verdict(parts, expected);
    if (expected == THIMBLE_REASON_VARIANT || expected == THIMBLE_REASON_UNKNOWN_BINDING)
      check_detail(parts, expected, parts.immediate);
  }
}

static void immediates(void **state) {
  (void)state;
  for_each_form(check_immediates);
}

/* The operations that give the old value to the source register write it; XCHG is one of them, and
 * CMPXCHG gives it to r0. */
static void atomic_operations_do_not_write_the_frame_register(void **state) {
  (void)state;
  static const uint8_t opcodes[] = {0xc3, 0xdb};
  for (uint32_t i = 0; i < COUNT(opcodes); i++)
    for (uint32_t operation = 0; operation < 256; operation++) {
      bool writes = operation % 2 == 1 && operation != 0xf1;
      struct parts parts = {opcodes[i], 1, 10, 0, operation};
      if (is_atomic_operation(operation))
        check_verdict(parts, writes ? THIMBLE_REASON_FRAME_REGISTER : THIMBLE_REASON_NONE);
    }
}

/* A first slot of 0x18 needs a second one that is zero but for the immediate. */
static void second_halves_are_zero(void **state) {
  (void)state;
  static struct container container;
  for (uint32_t bit = 0; bit < 64; bit++) {
    const instruction_t text[] = {
        MOVE(0, 0),
        SLOT(0x18, 1, 0, 0, 5),
        {bit < 32 ? 1u << bit : 0, bit < 32 ? 0 : (int32_t)(1u << (bit - 32))},
        EXIT,
    };
    const struct container_parts parts = {.text = text, .slots = 4};
    if (bit >= 32)
      assert_int_equal(container_verify(&container, &parts), THIMBLE_OK);
    else
      check_refused("second half", &parts, (struct verdict){THIMBLE_REASON_WIDE, 1, 0});
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_the_listed_opcodes_exist),
      cmocka_unit_test(unknown_opcodes_have_no_sound_fields),
      cmocka_unit_test(destinations),
      cmocka_unit_test(sources),
      cmocka_unit_test(offsets),
      cmocka_unit_test(immediates),
      cmocka_unit_test(atomic_operations_do_not_write_the_frame_register),
      cmocka_unit_test(second_halves_are_zero),
  };
  return cmocka_run_group_tests_name("fields of instructions", tests, NULL, NULL);
}
