/* SPDX-License-Identifier: Apache-2.0 */
/* limits_test.c: what validation may take, and what a state keeps: limits of the format, scratch
 * and branches down to the last one, the arrays of a module whose every entry is known. */
#include <stdio.h>
#include <string.h>

#include "assemble.h"
#include "engine/wasm/types.h"
#include "loaded.h"
#include "unit.h"

#define LARGE 65536u

/* A module that is too large to be written as text. */
static uint8_t large[LARGE];
static uint32_t large_length;

static void put(const uint8_t *bytes, uint32_t length) {
  assert_true(large_length + length <= LARGE);
  memcpy(large + large_length, bytes, length);
  large_length += length;
}

/* Writes a number in three bytes. */
static void put_number(uint32_t number) {
  const uint8_t bytes[3] = {(uint8_t)(number | 0x80), (uint8_t)(number >> 7 | 0x80),
                            (uint8_t)(number >> 14 & 0x7f)};
  put(bytes, sizeof(bytes));
}

static void start_large(void) {
  static const uint8_t header[8] = {0x00, 'a', 's', 'm', 0x01, 0x00, 0x00, 0x00};
  large_length = 0;
  put(header, sizeof(header));
}

/* A section of `count` times the same item. */
static void put_section(uint8_t number, uint32_t count, const uint8_t *item, uint32_t length) {
  put(&number, 1);
  put_number(3 + count * length);
  put_number(count);
  for (uint32_t i = 0; i < count; i++)
    put(item, length);
}

static void expect_large(enum thimble_reason reason, uint32_t detail) {
  struct thimble_wasm_error error = {.detail = 0};
  load_module(large, large_length, &loaded_bounds, &error);
  assert_int_equal(error.reason, reason);
  if (reason != THIMBLE_REASON_NONE)
    assert_int_equal(error.detail, detail);
}

static void test_types(void **state) {
  (void)state;
  static const uint8_t type[] = {0x60, 0, 0};
  for (uint32_t more = 0; more <= 1; more++) {
    start_large();
    put_section(THIMBLE_WASM_SECTION_TYPE, THIMBLE_WASM_TYPES_MAXIMUM + more, type, sizeof(type));
    expect_large(more == 0 ? THIMBLE_REASON_NONE : THIMBLE_REASON_WASM_LIMIT,
                 THIMBLE_WASM_TYPES_MAXIMUM);
  }
}

static void put_exports(uint32_t count) {
  static const uint8_t type[] = {0x60, 0, 0}, function[] = {0}, body[] = {2, 0, 0x0b};
  start_large();
  put_section(THIMBLE_WASM_SECTION_TYPE, 1, type, sizeof(type));
  put_section(THIMBLE_WASM_SECTION_FUNCTION, 1, function, sizeof(function));
  uint8_t section = THIMBLE_WASM_SECTION_EXPORT;
  put(&section, 1);
  put_number(3 + count * 5);
  put_number(count);
  for (uint32_t i = 0; i < count; i++) {
    const uint8_t item[] = {2, (uint8_t)('0' + i / 64), (uint8_t)('0' + i % 64), 0, 0};
    put(item, sizeof(item));
  }
  put_section(THIMBLE_WASM_SECTION_CODE, 1, body, sizeof(body));
}

/* A custom section, which makes the module as large as one with so many exports is. */
static void put_padding(uint32_t length) {
  static const uint8_t section[] = {THIMBLE_WASM_SECTION_CUSTOM}, zero[] = {0};
  put(section, 1);
  put_number(length);
  for (uint32_t i = 0; i < length; i++)
    put(zero, 1);
}

static void test_exports(void **state) {
  (void)state;
  for (uint32_t more = 0; more <= 1; more++) {
    put_exports(THIMBLE_WASM_EXPORTS_MAXIMUM + more);
    put_padding(32768);
    expect_large(more == 0 ? THIMBLE_REASON_NONE : THIMBLE_REASON_WASM_LIMIT,
                 THIMBLE_WASM_EXPORTS_MAXIMUM);
  }
}

/* One type with so many parameters or results. */
static void put_type(uint32_t parameters, uint32_t results) {
  static const uint8_t form[] = {0x60}, value[] = {0x7f};
  start_large();
  uint8_t section[] = {THIMBLE_WASM_SECTION_TYPE};
  put(section, 1);
  put_number(3 + 1 + 3 + parameters + 3 + results);
  put_number(1);
  put(form, 1);
  put_number(parameters);
  for (uint32_t i = 0; i < parameters; i++)
    put(value, 1);
  put_number(results);
  for (uint32_t i = 0; i < results; i++)
    put(value, 1);
}

static void test_values(void **state) {
  (void)state;
  put_type(THIMBLE_WASM_VALUES_MAXIMUM, THIMBLE_WASM_VALUES_MAXIMUM);
  expect_large(THIMBLE_REASON_NONE, 0);
  put_type(THIMBLE_WASM_VALUES_MAXIMUM + 1, 0);
  expect_large(THIMBLE_REASON_WASM_LIMIT, THIMBLE_WASM_VALUES_MAXIMUM);
  put_type(0, THIMBLE_WASM_VALUES_MAXIMUM + 1);
  expect_large(THIMBLE_REASON_WASM_LIMIT, THIMBLE_WASM_VALUES_MAXIMUM);
}

/* Work that a module of so many bytes may make. */
static uint32_t work_limit(uint32_t length) {
  return THIMBLE_WASM_WORK_ALWAYS + THIMBLE_WASM_WORK_FOR_BYTE * length;
}

static void expect_work(uint32_t work) {
  uint32_t most = work_limit(large_length);
  expect_large(work <= most ? THIMBLE_REASON_NONE : THIMBLE_REASON_WASM_WORK, most);
}

/* Each name is looked at with all before it and itself. Those with the same last letter, one in 64,
 * are compared. */
static void test_work_of_exports(void **state) {
  (void)state;
  uint32_t work = 0;
  for (uint32_t count = 1; count <= 512; count++) {
    work += count + ((count - 1) / 64 + 1) * (THIMBLE_WASM_WORK_COMPARISON + 2);
    put_exports(count);
    expect_work(work);
  }
  assert_true(work > work_limit(large_length));
}

/* Types that differ in six of their results. */
static void put_types(uint32_t count) {
  static const uint8_t section[] = {THIMBLE_WASM_SECTION_TYPE}, form[] = {0x60};
  static const uint8_t value[] = {0x7f}, other[] = {0x7e};
  start_large();
  put(section, 1);
  put_number(3 + count * (1 + 3 + 3 + 2 * THIMBLE_WASM_VALUES_MAXIMUM));
  put_number(count);
  for (uint32_t i = 0; i < count; i++) {
    put(form, 1);
    put_number(THIMBLE_WASM_VALUES_MAXIMUM);
    for (uint32_t k = 0; k < THIMBLE_WASM_VALUES_MAXIMUM; k++)
      put(value, 1);
    put_number(THIMBLE_WASM_VALUES_MAXIMUM);
    for (uint32_t k = 0; k < THIMBLE_WASM_VALUES_MAXIMUM; k++)
      put(k < 6 && (i >> k & 1) != 0 ? other : value, 1);
  }
}

static void test_work_of_types(void **state) {
  (void)state;
  uint32_t work = 0;
  for (uint32_t count = 1; count <= 64; count++) {
    work += (count - 1) * (THIMBLE_WASM_WORK_COMPARISON + 2 * THIMBLE_WASM_VALUES_MAXIMUM);
    put_types(count);
    expect_work(work);
  }
  assert_true(work > work_limit(large_length));
}

/* A function of type 0 whose code is so many times the same instructions. */
static void put_code(uint32_t count, const uint8_t *item, uint32_t length) {
  static const uint8_t function[] = {0}, code[] = {THIMBLE_WASM_SECTION_CODE};
  static const uint8_t start[] = {0, 0x00}, end[] = {0x0b}; /* unreachable */
  put_section(THIMBLE_WASM_SECTION_FUNCTION, 1, function, sizeof(function));
  put(code, 1);
  put_number(3 + 3 + sizeof(start) + count * length + sizeof(end));
  put_number(1);
  put_number(sizeof(start) + count * length + sizeof(end));
  put(start, sizeof(start));
  for (uint32_t i = 0; i < count; i++)
    put(item, length);
  put(end, sizeof(end));
}

/* Code that never runs needs no operands: it is shortest. */
static void test_work_of_code(void **state) {
  (void)state;
  static const uint8_t leave[] = {0x0f}, call[] = {0x10, 0};
  for (uint32_t count = 1; count <= 512; count++) {
    put_type(0, THIMBLE_WASM_VALUES_MAXIMUM);
    put_code(count, leave, sizeof(leave));
    expect_work((count + 1) * THIMBLE_WASM_VALUES_MAXIMUM);
    put_type(THIMBLE_WASM_VALUES_MAXIMUM, 0);
    put_code(count, call, sizeof(call));
    expect_work((count + 1) * THIMBLE_WASM_VALUES_MAXIMUM); /* its parameters are locals */
  }
  assert_true(512 * THIMBLE_WASM_VALUES_MAXIMUM > work_limit(large_length));
}

static enum thimble_reason load_text(const char *text, const struct thimble_wasm_bounds *bounds,
                                     struct thimble_wasm_error *error) {
  struct assembled module;
  assert_true(assemble(&module, text));
  load_module(module.bytes, module.length, bounds, error);
  if (error->reason != THIMBLE_REASON_NONE && module.mark != 0)
    assert_int_equal(error->position, module.mark);
  return error->reason;
}

/* A function of one group of locals and the instructions; numbers of 2^16 - 3 and so on. */
#define LOCALS(locals) "01[ 01 60 00 00 ] 03[ 01 00 ] 0a[ 01 [ 01 " locals " 0b ] ]"

static void test_frame(void **state) {
  (void)state;
  struct thimble_wasm_error error;
  struct thimble_wasm_bounds bounds = loaded_bounds;
  assert_int_equal(load_text(LOCALS("@fd ff 03 7f"), &bounds, &error), THIMBLE_REASON_WASM_SCRATCH);
  assert_int_equal(error.detail, bounds.scratch);
  bounds.scratch = 0x10100;
  assert_int_equal(load_text(LOCALS("fd ff 03 7f"), &bounds, &error), THIMBLE_REASON_NONE);
  assert_int_equal(load_text(LOCALS("@fe ff 03 7f"), &bounds, &error), THIMBLE_REASON_WASM_LIMIT);
  assert_int_equal(error.detail, THIMBLE_WASM_FRAME_MAXIMUM);
  assert_int_equal(load_text(LOCALS("fc ff 03 7f 41 00 1a"), &bounds, &error), THIMBLE_REASON_NONE);
  assert_int_equal(load_text(LOCALS("fc ff 03 7f 41 00 @41 00 1a 1a"), &bounds, &error),
                   THIMBLE_REASON_WASM_LIMIT);
  assert_int_equal(error.detail, THIMBLE_WASM_FRAME_MAXIMUM);
}

/* Two functions, whose locals are 2^16 - 3 and a number of three bytes. */
static void test_work_of_locals(void **state) {
  (void)state;
  struct thimble_wasm_error error;
  struct thimble_wasm_bounds bounds = loaded_bounds;
  bounds.scratch = 0x10100;
  static const char text[] = "01[ 01 60 00 00 ] 03[ 02 00 00 ] "
                             "0a[ 02 [ 01 fd ff 03 7f 0b ] [ 01 @%02x %02x 00 7f 0b ] ]";
  uint32_t most = work_limit(8 + 6 + 5 + 17), left = most - 65533;
  for (uint32_t more = 0; more <= 1; more++) {
    char module[sizeof(text) + 8];
    snprintf(module, sizeof(module), text, (unsigned)((left + more) & 0x7f) | 0x80,
             (unsigned)((left + more) >> 7) | 0x80);
    assert_int_equal(load_text(module, &bounds, &error),
                     more == 0 ? THIMBLE_REASON_NONE : THIMBLE_REASON_WASM_WORK);
  }
  assert_int_equal(error.detail, most);
}

/* A constant expression of 255 bytes, its end included. */
static void test_constant(void **state) {
  (void)state;
  static const uint8_t section[] = {THIMBLE_WASM_SECTION_GLOBAL};
  static const uint8_t type[] = {0x7f, 0}, first[] = {0x41, 0}, sum[] = {0x41, 0, 0x6a};
  static const uint8_t longer[] = {0x41, 0x80, 0}, end[] = {0x0b};
  for (uint32_t more = 0; more <= 1; more++) {
    start_large();
    put(section, 1);
    put_number(3 + 2 + THIMBLE_WASM_CONSTANT_MAXIMUM + more);
    put_number(1);
    put(type, sizeof(type));
    put(more == 0 ? first : longer, 2 + more);
    for (uint32_t i = 0; i < (THIMBLE_WASM_CONSTANT_MAXIMUM - 3) / sizeof(sum); i++)
      put(sum, sizeof(sum));
    put(end, sizeof(end));
    expect_large(more == 0 ? THIMBLE_REASON_NONE : THIMBLE_REASON_WASM_LIMIT,
                 THIMBLE_WASM_CONSTANT_MAXIMUM);
  }
}

/* Two nested blocks, two locals and seven operands, a global and an element segment; the operands
 * are most before the blocks are, or after. */
#define SCRATCH(code)                                                        \
  "01[ 01 60 00 00 ] 03[ 01 00 ] 06[ 01 7f 00 41 00 0b ] 09[ 01 01 00 00 ] " \
  "0a[ 01 [ 01 02 7f " code " 0b ] ]"

#define OPERANDS "20 00 20 00 20 00 20 00 20 00 20 00 20 00 1a 1a 1a 1a 1a 1a 1a"

static void check_scratch(const char *text) {
  struct thimble_wasm_error error;
  struct thimble_wasm_bounds bounds = loaded_bounds;
  bounds.memory = 0;
  bounds.elements = 0;
  assert_int_equal(load_text(text, &bounds, &error), THIMBLE_REASON_NONE);
  /* global, segment, declared functions, locals and operands: 12 bytes; three blocks of 12 bytes */
  assert_int_equal(error.use.scratch, 12 + 36);
  bounds.scratch = error.use.scratch;
  assert_int_equal(load_text(text, &bounds, &error), THIMBLE_REASON_NONE);
  for (bounds.scratch = 0; bounds.scratch < 12 + 36; bounds.scratch++) {
    assert_int_equal(load_text(text, &bounds, &error), THIMBLE_REASON_WASM_SCRATCH);
    assert_int_equal(error.detail, bounds.scratch);
  }
}

static void test_scratch(void **state) {
  (void)state;
  struct thimble_wasm_error error;
  struct thimble_wasm_bounds bounds = {.scratch = 4};
  check_scratch(SCRATCH("02 40 02 40 " OPERANDS " 0b 0b"));
  check_scratch(SCRATCH("" OPERANDS " 02 40 02 40 0b 0b"));
  assert_int_equal(load_text("02[ 04 \"a\" \"a\" 03 7f 00 \"a\" \"b\" 03 7f 00 "
                             "\"a\" \"c\" 03 7f 00 \"a\" \"d\" 03 7f 00 ]",
                             &bounds, &error),
                   THIMBLE_REASON_NONE);
}

static void test_branches(void **state) {
  (void)state;
  static const char text[] =
      "01[ 01 60 00 00 ] 03[ 01 00 ] 0a[ 01 [ 00 41 00 04 40 0c 00 @05 0b 0b ] ]";
  struct thimble_wasm_error error;
  struct thimble_wasm_bounds bounds = loaded_bounds;
  assert_int_equal(load_text(text, &bounds, &error), THIMBLE_REASON_NONE);
  assert_int_equal(error.use.branches, 3);
  bounds.branches = 3;
  assert_int_equal(load_text(text, &bounds, &error), THIMBLE_REASON_NONE);
  bounds.branches = 2;
  assert_int_equal(load_text(text, &bounds, &error), THIMBLE_REASON_WASM_BRANCHES);
  assert_int_equal(error.detail, 2);
}

static void test_need(void **state) {
  (void)state;
  struct assembled text;
  struct thimble_wasm_module module;
  struct thimble_wasm_error error;
  struct thimble_wasm_bounds bounds = loaded_bounds;
  assert_true(assemble(&text, "05[ 01 00 00 ]"));
  assert_int_equal(thimble_wasm_open(&module, text.bytes, text.length, &error),
                   THIMBLE_REASON_NONE);
  size_t need = thimble_wasm_need(&module, &bounds);
  bounds.memory += 8;
  assert_int_equal(thimble_wasm_need(&module, &bounds), need + 8);
  bounds.scratch = bounds.memory + 4 * bounds.elements;
  assert_int_equal(thimble_wasm_need(&module, &bounds), need + 8);
  bounds.scratch += 8;
  assert_int_equal(thimble_wasm_need(&module, &bounds), need + 16);
  if (SIZE_MAX == UINT32_MAX) {
    bounds.elements = UINT32_MAX;
    assert_true(thimble_wasm_need(&module, &bounds) == SIZE_MAX);
  }
}

/* What is left goes in equal shares to tables that can grow, at most to their maximum. */
static void test_tables(void **state) {
  (void)state;
  struct assembled text;
  struct thimble_wasm_error error;
  assert_true(assemble(&text, "04[ 03 70 00 02 6f 01 03 04 70 01 01 01 ]"));
  const struct thimble_wasm_state *loaded =
      load_module(text.bytes, text.length, &loaded_bounds, &error);
  assert_non_null(loaded);
  assert_int_equal(loaded->tables[0]->capacity, 2 + 5);
  assert_int_equal(loaded->tables[1]->capacity, 4);
  assert_int_equal(loaded->tables[2]->capacity, 1);
  assert_ptr_equal(loaded->tables[1]->entries, loaded->tables[0]->entries + 7);
  assert_ptr_equal(loaded->tables[2]->entries, loaded->tables[1]->entries + 4);
  assert_int_equal(loaded->tables[1]->type, THIMBLE_WASM_EXTERNREF);
  assert_int_equal(loaded->tables[0]->maximum, UINT32_MAX);
}

static void check_branch(const struct thimble_wasm_branch *branch, uint32_t position, uint32_t keep,
                         uint32_t next, uint32_t height) {
  assert_int_equal(branch->position, position);
  assert_int_equal(branch->keep, keep);
  assert_int_equal(branch->branch, next);
  assert_int_equal(branch->height, height);
}

/* Positions are counted from the function's code, which begins at byte `at`. */
static void test_arrays(void **state) {
  (void)state;
  struct assembled text;
  struct thimble_wasm_error error;
  assert_true(assemble(&text, "01[ 03 60 00 00 60 02 7f 7e 01 7f 60 80 00 00 ] 03[ 02 02 01 ] "
                              "0a[ 02 [ 00 0b ] [ 01 03 7c "
                              "@42 00 03 40 20 00 0d 00 0b 02 7f 41 05 41 00 0e 01 00 01 "
                              "0b 04 7f 41 01 05 41 02 0b 21 00 1a 20 00 0b ] ]"));
  const struct thimble_wasm_state *loaded =
      load_module(text.bytes, text.length, &loaded_bounds, &error);
  assert_non_null(loaded);
  uint32_t at = text.mark;
  assert_int_equal(loaded->types[2].canonical, 0);
  assert_int_equal(loaded->functions[0].type, 0);
  const struct thimble_wasm_function *function = &loaded->functions[1];
  assert_int_equal(function->code, at);
  assert_int_equal(function->end, text.length - 1);
  assert_int_equal(function->type, 1);
  assert_int_equal(function->parameters, 2);
  assert_int_equal(function->results, 1);
  assert_int_equal(function->locals, 3);
  assert_int_equal(function->frame, 3 + THIMBLE_WASM_RECORD + 3);
  assert_int_equal(error.use.branches, 5);
  check_branch(&loaded->branches[0], at + 4, 0, 0, 1);          /* br_if of the loop */
  check_branch(&loaded->branches[1], at + 20, 1, 3, 1);         /* label 0: the block */
  check_branch(&loaded->branches[2], text.length - 1, 1, 5, 0); /* label 1: the function */
  check_branch(&loaded->branches[3], at + 25, 0, 5, 1);         /* if: behind else */
  check_branch(&loaded->branches[4], at + 28, 1, 5, 1);         /* else: behind end */
}

/* A loop goes on behind its block type, however long that is. */
static void test_loop(void **state) {
  (void)state;
  struct assembled text;
  struct thimble_wasm_error error;
  assert_true(
      assemble(&text, "01[ 01 60 00 00 ] 03[ 01 00 ] 0a[ 01 [ 00 03 80 80 00 @0c 00 0b 0b ] ]"));
  const struct thimble_wasm_state *loaded =
      load_module(text.bytes, text.length, &loaded_bounds, &error);
  assert_non_null(loaded);
  check_branch(&loaded->branches[0], text.mark, 0, 0, 0);
}

static void test_module_length(void **state) {
  (void)state;
  struct assembled text;
  struct thimble_wasm_module module;
  struct thimble_wasm_error error;
  assert_true(assemble(&text, "ff 00"));
  thimble_wasm_open(&module, text.bytes, THIMBLE_WASM_MODULE_MAXIMUM, &error);
  assert_int_equal(error.reason, THIMBLE_REASON_WASM_SECTION);
  thimble_wasm_open(&module, text.bytes, THIMBLE_WASM_MODULE_MAXIMUM + 1, &error);
  assert_int_equal(error.reason, THIMBLE_REASON_WASM_LIMIT);
  assert_int_equal(error.detail, THIMBLE_WASM_MODULE_MAXIMUM);
}

/* Sections that were never read: before it looks at them, load asks how many functions there are.
 */
static void test_functions(void **state) {
  (void)state;
  static _Alignas(8) uint8_t own[1024];
  static const uint8_t bytes[8] = {0};
  static const struct thimble_wasm_bounds bounds = {.scratch = 4};
  struct thimble_wasm_module module = {.bytes = bytes, .length = sizeof(bytes)};
  struct thimble_wasm_state *loaded = (struct thimble_wasm_state *)(void *)own;
  struct thimble_wasm_error error;
  for (uint32_t more = 0; more <= 1; more++) {
    module.sections[THIMBLE_WASM_SECTION_FUNCTION] =
        (struct thimble_wasm_section){8, 8, THIMBLE_WASM_FUNCTIONS_MAXIMUM + more};
    assert_int_equal(thimble_wasm_load(loaded, &module, &bounds, NULL, &error),
                     more == 0 ? THIMBLE_REASON_WASM_SCRATCH : THIMBLE_REASON_WASM_LIMIT);
    assert_int_equal(error.detail, more == 0 ? bounds.scratch : THIMBLE_WASM_FUNCTIONS_MAXIMUM);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_types),          cmocka_unit_test(test_exports),
      cmocka_unit_test(test_values),         cmocka_unit_test(test_frame),
      cmocka_unit_test(test_work_of_types),  cmocka_unit_test(test_work_of_exports),
      cmocka_unit_test(test_constant),       cmocka_unit_test(test_work_of_code),
      cmocka_unit_test(test_work_of_locals), cmocka_unit_test(test_scratch),
      cmocka_unit_test(test_branches),       cmocka_unit_test(test_need),
      cmocka_unit_test(test_tables),         cmocka_unit_test(test_arrays),
      cmocka_unit_test(test_loop),           cmocka_unit_test(test_module_length),
      cmocka_unit_test(test_functions),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
