/* SPDX-License-Identifier: Apache-2.0 */
/* link_test.c: the device's linker, with bindings of the test's own: what imports are linked to,
 * and how a binding is called. */
#include "engine/wasm/link_device.h"

#include <string.h>

#include "assemble.h"
#include "unit.h"

#define MEMORY 64u
#define GRANT_GIVEN 1
#define GRANT_MISSING 2
#define CALL_COST 7u

static struct thimble_call last;
static uint32_t calls;
static bool refuse;

static int64_t called(struct thimble_call *call) {
  last = *call;
  calls++;
  call->refused = refuse;
  return -2;
}

static const struct thimble_binding bindings[] = {
    {NULL, NULL, 'v', "", 0, 0, 0},
    {"words", called, 'i', "il", GRANT_GIVEN, CALL_COST, 0},
    {"secret", called, 'v', "", GRANT_MISSING, 0, 0},
    {"bytes", called, 'l', "rw", GRANT_GIVEN, CALL_COST, 3},
    {"text", called, 'v', "s", GRANT_GIVEN, 0, 1},
};

static const struct thimble_binding_table table = {bindings, COUNT(bindings)};
static const struct thimble_program source = {.bindings = &table, .granted = 1u << GRANT_GIVEN};

static _Alignas(8) uint8_t own[4096];
static struct thimble_wasm_state *const loaded = (struct thimble_wasm_state *)(void *)own;

/* Opens, checks the imports without their types, and loads. */
static enum thimble_reason load_text(const char *text, struct thimble_wasm_error *error) {
  static const struct thimble_wasm_bounds bounds = {
      .memory = MEMORY, .elements = 4, .branches = 4, .scratch = 256};
  static struct assembled assembled;
  struct thimble_wasm_module module;
  assert_true(assemble(&assembled, text));
  assert_int_equal(thimble_wasm_open(&module, assembled.bytes, assembled.length, error),
                   THIMBLE_REASON_NONE);
  assert_true(thimble_wasm_need(&module, &bounds) <= sizeof(own));
  enum thimble_reason checked = thimble_wasm_check_imports(&module, &source, error);
  loaded->source = &source;
  loaded->caller = NULL;
  enum thimble_reason reason =
      thimble_wasm_load(loaded, &module, &bounds, &thimble_wasm_device_linker, error);
  assert_int_equal(checked,
                   reason == THIMBLE_REASON_WASM_IMPORT_TYPE ? THIMBLE_REASON_NONE : reason);
  if (reason != THIMBLE_REASON_NONE)
    assert_int_equal(error->position, assembled.mark);
  return reason;
}

/* Types 0 and 1 are those of `words` and `bytes`; 2 that of `text`. */
#define TYPES "01[ 05 60 02 7f 7e 01 7f 60 04 7f 7f 7f 7f 01 7e 60 01 7f 00 60 00 00 60 00 01 7f ] "

static void test_imports(void **state) {
  (void)state;
  struct thimble_wasm_error error;
  assert_int_equal(
      load_text(TYPES "02[ 02 \"thimble\" \"bytes\" 00 01 \"thimble\" \"words\" 00 00 ]", &error),
      THIMBLE_REASON_NONE);
  assert_int_equal(loaded->functions[0].code, 3);
  assert_int_equal(loaded->functions[1].code, 1);
  assert_int_equal(load_text(TYPES "02[ 01 @\"Thimble\" \"words\" 00 00 ]", &error),
                   THIMBLE_REASON_WASM_IMPORT);
  assert_int_equal(load_text(TYPES "02[ 01 @\"thimble\" \"word\" 00 00 ]", &error),
                   THIMBLE_REASON_WASM_IMPORT);
  assert_int_equal(load_text(TYPES "02[ 02 \"thimble\" \"words\" 00 00 "
                                   "@\"thimble\" \"word\" 00 00 ]",
                             &error),
                   THIMBLE_REASON_WASM_IMPORT);
  assert_int_equal(load_text(TYPES "02[ 01 @\"thimble\" \"\" 00 00 ]", &error),
                   THIMBLE_REASON_WASM_IMPORT);
  assert_int_equal(load_text(TYPES "02[ 01 @\"thimble\" \"words\" 03 7f 00 ]", &error),
                   THIMBLE_REASON_WASM_IMPORT);
  assert_int_equal(load_text(TYPES "02[ 01 @\"thimble\" \"secret\" 00 03 ]", &error),
                   THIMBLE_REASON_BINDING_NOT_GRANTED);
  assert_int_equal(error.detail, 2);
}

static void test_types(void **state) {
  (void)state;
  struct thimble_wasm_error error;
  static const char *const wrong[] = {
      TYPES "02[ 01 @\"thimble\" \"words\" 00 01 ]",
      TYPES "02[ 01 @\"thimble\" \"bytes\" 00 00 ]",
      TYPES "02[ 01 @\"thimble\" \"text\" 00 04 ]",
      "01[ 01 60 02 7f 7e 00 ] 02[ 01 @\"thimble\" \"words\" 00 00 ]",
      "01[ 01 60 02 7f 7e 01 7e ] 02[ 01 @\"thimble\" \"words\" 00 00 ]",
      "01[ 01 60 02 7f 7e 02 7f 7f ] 02[ 01 @\"thimble\" \"words\" 00 00 ]",
      "01[ 01 60 02 7f 7f 01 7f ] 02[ 01 @\"thimble\" \"words\" 00 00 ]",
      "01[ 01 60 04 7f 7f 7f 7f 01 7f ] 02[ 01 @\"thimble\" \"bytes\" 00 00 ]",
      "01[ 01 60 01 7f 01 7f ] 02[ 01 @\"thimble\" \"text\" 00 00 ]",
  };
  for (size_t i = 0; i < COUNT(wrong); i++) {
    assert_int_equal(load_text(wrong[i], &error), THIMBLE_REASON_WASM_IMPORT_TYPE);
    assert_true(error.detail > 0 && error.detail < COUNT(bindings));
  }
}

/* Loads a module whose functions 0, 1 and 2 are words, bytes and text, with a memory of 64 bytes.
 */
static void load_all(void) {
  struct thimble_wasm_error error;
  assert_int_equal(load_text(TYPES "02[ 03 \"thimble\" \"words\" 00 00 \"thimble\" \"bytes\" 00 01 "
                                   "\"thimble\" \"text\" 00 02 ] 05[ 01 08 c0 00 00 ]",
                             &error),
                   THIMBLE_REASON_NONE);
  memset(loaded->memory->data, 'x', MEMORY);
  loaded->fuel = 1000;
  calls = 0;
  refuse = false;
}

static enum thimble_reason call(uint32_t function, union thimble_wasm_slot *values) {
  return thimble_wasm_device_linker.call(loaded, function, values);
}

static void test_words(void **state) {
  (void)state;
  union thimble_wasm_slot values[2];
  load_all();
  values[0].wide = 0xffffffff00000000u; /* the upper half is anything */
  values[0].word = 0x80000000u;
  values[1].wide = 0x8000000000000001u;
  assert_int_equal(call(0, values), THIMBLE_REASON_NONE);
  assert_true(last.arguments[0].integer == INT32_MIN);
  assert_true(last.arguments[1].integer == INT64_MIN + 1);
  assert_int_equal(values[0].word, (uint32_t)-2);
  assert_int_equal(loaded->fuel, 1000 - CALL_COST);
}

static enum thimble_reason call_bytes(uint32_t address, uint32_t length, uint32_t to, uint32_t room,
                                      union thimble_wasm_slot *values) {
  values[0].word = address;
  values[1].word = length;
  values[2].word = to;
  values[3].word = room;
  return call(1, values);
}

static void test_bytes(void **state) {
  (void)state;
  union thimble_wasm_slot values[4];
  load_all();
  const uint8_t *memory = loaded->memory->data;
  assert_int_equal(call_bytes(0, MEMORY, MEMORY - 1, 1, values), THIMBLE_REASON_NONE);
  assert_ptr_equal(last.arguments[0].data, memory);
  assert_null(last.arguments[0].writable);
  assert_int_equal(last.arguments[0].length, MEMORY);
  assert_ptr_equal(last.arguments[1].writable, memory + MEMORY - 1);
  assert_ptr_equal(last.arguments[1].data, memory + MEMORY - 1);
  assert_true(values[0].wide == (uint64_t)-2);
  assert_int_equal(loaded->fuel, 1000 - CALL_COST - 3 * (MEMORY + 1));
  assert_int_equal(call_bytes(UINT32_MAX, 0, MEMORY + 1, 0, values), THIMBLE_REASON_NONE);
  assert_null(last.arguments[0].data);
  assert_null(last.arguments[1].writable);
}

static void test_bytes_outside(void **state) {
  (void)state;
  union thimble_wasm_slot values[4];
  static const uint32_t outside[][2] = {
      {0, MEMORY + 1}, {1, MEMORY},     {MEMORY, 1},     {UINT32_MAX, 1},
      {UINT32_MAX, 2}, {1, UINT32_MAX}, {MEMORY + 1, 1},
  };
  load_all();
  for (size_t i = 0; i < COUNT(outside); i++) {
    assert_int_equal(call_bytes(outside[i][0], outside[i][1], 0, 0, values),
                     THIMBLE_REASON_ARGUMENT);
    assert_true(loaded->detail == outside[i][0]);
    assert_int_equal(call_bytes(0, 0, outside[i][0], outside[i][1], values),
                     THIMBLE_REASON_ARGUMENT);
    assert_true(loaded->detail == outside[i][0]);
  }
  assert_int_equal(calls, 0);
  assert_int_equal(loaded->fuel, 1000);
}

static void test_text(void **state) {
  (void)state;
  union thimble_wasm_slot values[1];
  load_all();
  values[0].word = 60;
  assert_int_equal(call(2, values), THIMBLE_REASON_ARGUMENT); /* no NUL up to the end */
  assert_true(loaded->detail == 60);
  values[0].word = MEMORY;
  assert_int_equal(call(2, values), THIMBLE_REASON_ARGUMENT);
  loaded->memory->data[MEMORY - 1] = 0;
  values[0].word = 60;
  assert_int_equal(call(2, values), THIMBLE_REASON_NONE);
  assert_ptr_equal(last.arguments[0].data, loaded->memory->data + 60);
  assert_int_equal(last.arguments[0].length, 3);
  assert_int_equal(loaded->fuel, 1000 - 3);
  values[0].word = MEMORY - 1;
  assert_int_equal(call(2, values), THIMBLE_REASON_NONE);
  assert_int_equal(last.arguments[0].length, 0);
  assert_null(last.arguments[0].data);
}

static void test_fuel(void **state) {
  (void)state;
  union thimble_wasm_slot values[4];
  load_all();
  loaded->fuel = CALL_COST + 3 * 4;
  assert_int_equal(call_bytes(0, 2, 0, 3, values), THIMBLE_REASON_FUEL);
  assert_int_equal(loaded->fuel, CALL_COST + 3 * 4);
  assert_int_equal(calls, 0);
  assert_int_equal(call_bytes(0, 2, 0, 2, values), THIMBLE_REASON_NONE);
  assert_int_equal(loaded->fuel, 0);
}

static void test_scope(void **state) {
  (void)state;
  union thimble_wasm_slot values[2] = {{.wide = 0}, {.wide = 0}};
  load_all();
  refuse = true;
  assert_int_equal(call(0, values), THIMBLE_REASON_SCOPE);
  assert_true(loaded->detail == 1);
}

/* A module without memory has no bytes to point at. */
static void test_no_memory(void **state) {
  (void)state;
  struct thimble_wasm_error error;
  union thimble_wasm_slot values[4];
  assert_int_equal(load_text(TYPES "02[ 01 \"thimble\" \"bytes\" 00 01 ]", &error),
                   THIMBLE_REASON_NONE);
  loaded->fuel = 1000;
  for (size_t i = 0; i < COUNT(values); i++)
    values[i].word = i == 1;
  assert_int_equal(thimble_wasm_device_linker.call(loaded, 0, values), THIMBLE_REASON_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_imports),       cmocka_unit_test(test_types),
      cmocka_unit_test(test_words),         cmocka_unit_test(test_bytes),
      cmocka_unit_test(test_bytes_outside), cmocka_unit_test(test_text),
      cmocka_unit_test(test_fuel),          cmocka_unit_test(test_scope),
      cmocka_unit_test(test_no_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
