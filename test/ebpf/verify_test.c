/* SPDX-License-Identifier: Apache-2.0 */
/* verify_test.c: programs, what the verifier says of them, of which instruction, and why. */
#include "ebpf/assembly.h"
#include "ebpf/check.h"
#include "unit.h"

static int64_t return_zero(struct thimble_call *call) {
  (void)call;
  return 0;
}

/* Numbers 0, 3 and everything above 4 are no bindings. */
static const struct thimble_binding bindings[] = {
    [1] = {.name = "one", .function = return_zero, .result = 'l', .grant = 0},
    [2] = {.name = "two", .function = return_zero, .result = 'l', .grant = 1},
    [4] = {.name = "four", .function = return_zero, .result = 'l', .grant = 30},
    [5] = {.name = "five", .function = return_zero, .result = 'l', .grant = THIMBLE_GRANT_NONE},
};
static const struct thimble_binding_table table = {bindings, 6};

struct example {
  const char *name;
  struct container_parts parts;
  struct verdict verdict;
};

/* Accepts or refuses each example as it says. */
static void check_examples(const struct example *examples, size_t count) {
  static struct container container;
  for (size_t i = 0; i < count; i++) {
    if (examples[i].verdict.reason != THIMBLE_REASON_NONE) {
      check_refused(examples[i].name, &examples[i].parts, examples[i].verdict);
      continue;
    }
    enum thimble_result result = container_verify(&container, &examples[i].parts);
    if (result != THIMBLE_OK)
      fail_msg("%s: refused at %u: %s", examples[i].name, (unsigned)container.refusal.place,
               thimble_reason_text(container.refusal.reason));
  }
}

static const struct example jumps[] = {
    {"to the next", {TEXT(JUMP(0), EXIT)}, ACCEPTED},
    {"to the last", {TEXT(JUMP(1), MOVE(0, 0), EXIT)}, ACCEPTED},
    {"to itself", {TEXT(JUMP(-1))}, ACCEPTED},
    {"to the first", {TEXT(MOVE(0, 0), JUMP(-2))}, ACCEPTED},
    {"one past the end", {TEXT(MOVE(0, 0), JUMP(1), EXIT)}, {THIMBLE_REASON_TARGET, 1, 3}},
    {"far past the end", {TEXT(JUMP(32767), EXIT)}, {THIMBLE_REASON_TARGET, 0, 32768}},
    {"before the start", {TEXT(MOVE(0, 0), JUMP(-3))}, {THIMBLE_REASON_TARGET, 1, UINT32_MAX}},
    {"far before the start",
     {TEXT(JUMP(-32768), EXIT)},
     {THIMBLE_REASON_TARGET, 0, (uint32_t)-32767}},
    {"into a wide instruction",
     {TEXT(JUMP(1), WIDE(0, 0, 0), EXIT)},
     {THIMBLE_REASON_TARGET_INSIDE, 0, 2}},
    {"back into a wide instruction",
     {TEXT(WIDE(0, 0, 0), JUMP(-2))},
     {THIMBLE_REASON_TARGET_INSIDE, 2, 1}},
    {"to a wide instruction", {TEXT(JUMP(1), EXIT, WIDE(0, 0, 0), EXIT)}, ACCEPTED},
    {"behind a wide instruction", {TEXT(JUMP(2), WIDE(0, 0, 0), EXIT)}, ACCEPTED},
    {"conditional, one past the end",
     {TEXT(JUMP_IF_EQUAL(0, 0, 1), EXIT)},
     {THIMBLE_REASON_TARGET, 0, 2}},
    {"conditional, before the start",
     {TEXT(JUMP_IF_EQUAL(0, 0, -2), EXIT)},
     {THIMBLE_REASON_TARGET, 0, UINT32_MAX}},
    {"conditional, into a wide instruction",
     {TEXT(JUMP_IF_NOT(0, 0, 1), WIDE(0, 0, 0), EXIT)},
     {THIMBLE_REASON_TARGET_INSIDE, 0, 2}},
    {"far jump to the last", {TEXT(JUMP_FAR(1), MOVE(0, 0), EXIT)}, ACCEPTED},
    {"far jump one past the end", {TEXT(JUMP_FAR(1), EXIT)}, {THIMBLE_REASON_TARGET, 0, 2}},
    {"far jump to the greatest",
     {TEXT(JUMP_FAR(INT32_MAX), EXIT)},
     {THIMBLE_REASON_TARGET, 0, 0x80000000}},
    {"far jump to the least",
     {TEXT(MOVE(0, 0), JUMP_FAR(INT32_MIN))},
     {THIMBLE_REASON_TARGET, 1, 0x80000002}},
    {"far jump into a wide instruction",
     {TEXT(JUMP_FAR(1), WIDE(0, 0, 0), EXIT)},
     {THIMBLE_REASON_TARGET_INSIDE, 0, 2}},
    {"local call to itself", {TEXT(CALL_LOCAL(-1), EXIT)}, ACCEPTED},
    {"local call one past the end", {TEXT(CALL_LOCAL(1), EXIT)}, {THIMBLE_REASON_TARGET, 0, 2}},
    {"local call before the start",
     {TEXT(CALL_LOCAL(-2), EXIT)},
     {THIMBLE_REASON_TARGET, 0, UINT32_MAX}},
    {"local call into a wide instruction",
     {TEXT(CALL_LOCAL(1), WIDE(0, 0, 0), EXIT)},
     {THIMBLE_REASON_TARGET_INSIDE, 0, 2}},
};

static void targets_are_instructions(void **state) {
  (void)state;
  check_examples(jumps, COUNT(jumps));
}

/* The last slot must be one that control never leaves downwards; that need not be exit. */
static const struct example ends[] = {
    {"exit", {TEXT(EXIT)}, ACCEPTED},
    {"jump", {TEXT(EXIT, JUMP(-2))}, ACCEPTED},
    {"far jump", {TEXT(EXIT, JUMP_FAR(-2))}, ACCEPTED},
    {"move", {TEXT(MOVE(0, 0))}, {THIMBLE_REASON_FALLS_OFF, 0, 0}},
    {"behind an exit", {TEXT(EXIT, MOVE(0, 0))}, {THIMBLE_REASON_FALLS_OFF, 1, 0}},
    {"conditional jump", {TEXT(EXIT, JUMP_IF_EQUAL(0, 0, -2))}, {THIMBLE_REASON_FALLS_OFF, 1, 0}},
    {"call", {TEXT(EXIT, CALL_LOCAL(-2))}, {THIMBLE_REASON_FALLS_OFF, 1, 0}},
    {"store", {TEXT(EXIT, STORE8(10, -1, 0))}, {THIMBLE_REASON_FALLS_OFF, 1, 0}},
    {"wide", {TEXT(EXIT, WIDE(0, 0, 0))}, {THIMBLE_REASON_FALLS_OFF, 1, 0}},
    {"half of a wide one", {TEXT(EXIT, SLOT(0x18, 0, 0, 0, 0))}, {THIMBLE_REASON_WIDE, 1, 0}},
    {"wide with another behind it",
     {TEXT(SLOT(0x18, 0, 0, 0, 0), MOVE(0, 0), EXIT)},
     {THIMBLE_REASON_WIDE, 0, 0}},
    {"half of a wide one alone",
     {TEXT(SLOT(0x00, 0, 0, 0, 0), EXIT)},
     {THIMBLE_REASON_OPCODE, 0, 0}},
    {"two halves behind a wide one",
     {TEXT(WIDE(0, 0, 0), SLOT(0x00, 0, 0, 0, 0), EXIT)},
     {THIMBLE_REASON_OPCODE, 2, 0}},
};

/* `detail` means nothing to some reasons: whatever stands there is accepted. */
static void control_does_not_fall_off(void **state) {
  (void)state;
  static struct container container;
  for (size_t i = 0; i < COUNT(ends); i++) {
    enum thimble_result result = container_verify(&container, &ends[i].parts);
    bool accepted = ends[i].verdict.reason == THIMBLE_REASON_NONE;
    if (result != (accepted ? THIMBLE_OK : THIMBLE_ERROR_REFUSED) ||
        (!accepted && (container.refusal.reason != ends[i].verdict.reason ||
                       container.refusal.place != ends[i].verdict.place)))
      fail_msg("%s: result %d at %u: %s", ends[i].name, result, (unsigned)container.refusal.place,
               thimble_reason_text(container.refusal.reason));
  }
}

#define BINDINGS(number, granted, permitted)                                      \
  {                                                                               \
    TEXT(MOVE(0, 0), CALL(number), EXIT), .bindings = &table, .asked = (granted), \
                                          .allowed = (permitted)                  \
  }
static const struct example binding_calls[] = {
    {"asked and allowed", BINDINGS(1, 1, 1), ACCEPTED},
    {"the other one", BINDINGS(2, 2, 3), ACCEPTED},
    {"the last grant", BINDINGS(4, 1u << 30, 1u << 30), ACCEPTED},
    {"one that needs none", BINDINGS(5, 0, 0), ACCEPTED},
    {"asked, not allowed", BINDINGS(1, 1, 2), {THIMBLE_REASON_BINDING_NOT_GRANTED, 1, 1}},
    {"allowed, not asked", BINDINGS(1, 0, 3), {THIMBLE_REASON_BINDING_NOT_GRANTED, 1, 1}},
    {"another one granted", BINDINGS(2, 1, 3), {THIMBLE_REASON_BINDING_NOT_GRANTED, 1, 2}},
    {"nothing granted", BINDINGS(4, 0, 0), {THIMBLE_REASON_BINDING_NOT_GRANTED, 1, 4}},
    {"number 0", BINDINGS(0, ~0u, ~0u), {THIMBLE_REASON_UNKNOWN_BINDING, 1, 0}},
    {"a gap", BINDINGS(3, ~0u, ~0u), {THIMBLE_REASON_UNKNOWN_BINDING, 1, 3}},
    {"one past the table", BINDINGS(6, ~0u, ~0u), {THIMBLE_REASON_UNKNOWN_BINDING, 1, 6}},
    {"-1", BINDINGS(-1, ~0u, ~0u), {THIMBLE_REASON_UNKNOWN_BINDING, 1, UINT32_MAX}},
    {"the least", BINDINGS(INT32_MIN, ~0u, ~0u), {THIMBLE_REASON_UNKNOWN_BINDING, 1, 0x80000000}},
    {"no table",
     {TEXT(CALL(1), EXIT), .asked = 1, .allowed = 1},
     {THIMBLE_REASON_UNKNOWN_BINDING, 0, 1}},
};

static void bindings_are_known_and_granted(void **state) {
  (void)state;
  check_examples(binding_calls, COUNT(binding_calls));
}

static const struct example entries[] = {
    {"the first", {TEXT(EXIT, EXIT), .entry = 0}, ACCEPTED},
    {"the last", {TEXT(EXIT, EXIT), .entry = 1}, ACCEPTED},
    {"one past the end", {TEXT(EXIT, EXIT), .entry = 2}, {THIMBLE_REASON_ENTRY, 0, 2}},
    {"the greatest",
     {TEXT(EXIT, EXIT), .entry = UINT32_MAX},
     {THIMBLE_REASON_ENTRY, 0, UINT32_MAX}},
    {"wide", {TEXT(EXIT, WIDE(0, 0, 0), EXIT), .entry = 1}, ACCEPTED},
    {"half of a wide one",
     {TEXT(EXIT, WIDE(0, 0, 0), EXIT), .entry = 2},
     {THIMBLE_REASON_ENTRY, 0, 2}},
    /* The first fault counts: the entry is looked at when all instructions are sound. */
    {"after the text",
     {TEXT(SLOT(0xff, 0, 0, 0, 0), EXIT), .entry = 2},
     {THIMBLE_REASON_OPCODE, 0, 255}},
};

static void the_entry_is_an_instruction(void **state) {
  (void)state;
  check_examples(entries, COUNT(entries));
}

/* What stands behind the text is data, whatever it looks like. */
static void only_the_text_is_code(void **state) {
  (void)state;
  static const uint8_t nonsense[16] = {0xff, 0xff, 0xff, 0xff};
  static const uint8_t exits[16] = {0x95, 0, 0, 0, 0, 0, 0, 0, 0x95};
  static struct container container;
  const struct container_parts sound = {TEXT(EXIT), .read_only = {nonsense, 16},
                                        .data = {nonsense, 15}};
  assert_int_equal(container_verify(&container, &sound), THIMBLE_OK);
  const struct container_parts jump = {TEXT(JUMP(0)), .read_only = {exits, 16}};
  check_refused("into constants", &jump, (struct verdict){THIMBLE_REASON_TARGET, 0, 1});
  const struct container_parts wide = {TEXT(SLOT(0x18, 0, 0, 0, 0)), .data = {nonsense + 8, 8}};
  check_refused("wide into data", &wide, (struct verdict){THIMBLE_REASON_WIDE, 0, 0});
  const struct container_parts entry = {TEXT(EXIT), .read_only = {exits, 16}, .entry = 1};
  check_refused("entry in constants", &entry, (struct verdict){THIMBLE_REASON_ENTRY, 0, 1});
}

/* Each slot is judged, also those that no jump reaches, and the first fault is what is reported. */
static void dead_code_is_verified(void **state) {
  (void)state;
  const struct container_parts dead = {TEXT(EXIT, MOVE(10, 0), SLOT(0xff, 0, 0, 0, 0), EXIT)};
  check_refused("behind exit", &dead, (struct verdict){THIMBLE_REASON_FRAME_REGISTER, 1, 10});
}

static void an_engine_must_be_there(void **state) {
  (void)state;
  static struct container container;
  const struct container_parts parts = {TEXT(EXIT)};
  static const uint32_t numbers[] = {0, 3, 4, 5, UINT32_MAX};
  const struct thimble_policy policy = {&table, 0};
  container_assemble(&container, &parts);
  for (uint32_t i = 0; i < COUNT(numbers); i++) {
    container.image.engine = numbers[i];
    assert_int_equal(
        thimble_verify(&container.program, &container.image, &policy, &container.refusal),
        THIMBLE_ERROR_UNSUPPORTED);
    assert_int_equal(container.refusal.reason, THIMBLE_REASON_NO_ENGINE);
    assert_int_equal(container.refusal.detail, numbers[i]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(targets_are_instructions),
      cmocka_unit_test(control_does_not_fall_off),
      cmocka_unit_test(bindings_are_known_and_granted),
      cmocka_unit_test(the_entry_is_an_instruction),
      cmocka_unit_test(only_the_text_is_code),
      cmocka_unit_test(dead_code_is_verified),
      cmocka_unit_test(an_engine_must_be_there),
  };
  return cmocka_run_group_tests_name("verifier", tests, NULL, NULL);
}
