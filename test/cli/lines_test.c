/* SPDX-License-Identifier: Apache-2.0 */
/* lines_test.c: places are found in sound line information, and damaged one does no harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <thimble/lines.h>

/* Files a.c and b.h; functions run at 0 and help at 5; rows 0: a.c:10, 2: a.c:12, 3: b.h:4,
 * 5: a.c:200, 300: b.h:200 and, for the same slot, a.c:199. */
/* clang-format off */
static const uint8_t sound[] = {
    0x83,
    0x82, 0x63, 'a', '.', 'c', 0x63, 'b', '.', 'h',
    0x82, 0x82, 0, 0x63, 'r', 'u', 'n', 0x82, 5, 0x64, 'h', 'e', 'l', 'p',
    0x54,
    0, 0, 20,
    2, 0, 4,
    1, 1, 15,
    2, 0, 0x88, 0x03,
    0xa7, 0x02, 1, 0,
    0, 0, 1,
};
/* clang-format on */
enum {
  ROWS_LENGTH_AT = 24
};

static struct thimble_bytes view(const uint8_t *bytes, size_t length) {
  return (struct thimble_bytes){bytes, (uint32_t)length};
}

static void assert_text(struct thimble_bytes actual, const char *expected) {
  assert_int_equal(actual.length, strlen(expected));
  if (actual.length > 0)
    assert_memory_equal(actual.data, expected, actual.length);
}

static void assert_place(uint32_t instruction, const char *function, const char *file,
                         uint32_t line) {
  struct thimble_lines lines;
  struct thimble_origin origin;
  assert_int_equal(thimble_lines_read(&lines, view(sound, sizeof(sound))), THIMBLE_OK);
  thimble_lines_find(&lines, instruction, &origin);
  assert_text(origin.function, function);
  assert_text(origin.file, file);
  assert_int_equal(origin.line, line);
}

static void finds_the_place_of_an_instruction(void **state) {
  (void)state;
  assert_place(0, "run", "a.c", 10);
  assert_place(1, "run", "a.c", 10);
  assert_place(2, "run", "a.c", 12);
  assert_place(3, "run", "b.h", 4);
  assert_place(4, "run", "b.h", 4);
  assert_place(5, "help", "a.c", 200);
  assert_place(299, "help", "a.c", 200);
  assert_place(300, "help", "a.c", 199);
  assert_place(UINT32_MAX, "help", "a.c", 199);
}

static void walks_over_rows_and_functions(void **state) {
  (void)state;
  static const struct thimble_line_row rows[] = {{0, 0, 10},  {2, 0, 12},    {3, 1, 4},
                                                 {5, 0, 200}, {300, 1, 200}, {300, 0, 199}};
  struct thimble_lines lines;
  struct thimble_line_walk walk;
  struct thimble_function_walk functions;
  assert_int_equal(thimble_lines_read(&lines, view(sound, sizeof(sound))), THIMBLE_OK);
  thimble_line_walk_start(&walk, &lines);
  for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
    assert_int_equal(thimble_line_next(&walk), THIMBLE_OK);
    assert_int_equal(walk.row.instruction, rows[i].instruction);
    assert_int_equal(walk.row.file, rows[i].file);
    assert_int_equal(walk.row.line, rows[i].line);
  }
  assert_int_equal(thimble_line_next(&walk), THIMBLE_ERROR_NOT_FOUND);
  thimble_function_walk_start(&functions, &lines);
  assert_int_equal(thimble_function_next(&functions), THIMBLE_OK);
  assert_text(functions.name, "run");
  assert_int_equal(thimble_function_next(&functions), THIMBLE_OK);
  assert_text(functions.name, "help");
  assert_int_equal(functions.start, 5);
  assert_int_equal(thimble_function_next(&functions), THIMBLE_ERROR_NOT_FOUND);
}

static void no_line_information_is_not_found(void **state) {
  (void)state;
  struct thimble_lines lines;
  struct thimble_origin origin;
  assert_int_equal(thimble_lines_read(&lines, view(NULL, 0)), THIMBLE_ERROR_NOT_FOUND);
  thimble_lines_find(&lines, 0, &origin);
  assert_int_equal(origin.function.length, 0);
  assert_int_equal(origin.file.length, 0);
  assert_int_equal(origin.line, 0);
}

/* Every prefix is truncated, and a byte more is malformed. */
static void refuses_another_length(void **state) {
  (void)state;
  struct thimble_lines lines;
  uint8_t longer[sizeof(sound) + 1] = {0};
  memcpy(longer, sound, sizeof(sound));
  for (size_t length = 1; length < sizeof(sound); length++) {
    assert_int_equal(thimble_lines_read(&lines, view(sound, length)), THIMBLE_ERROR_TRUNCATED);
    assert_int_equal(lines.rows.length, 0);
  }
  assert_int_equal(thimble_lines_read(&lines, view(longer, sizeof(longer))),
                   THIMBLE_ERROR_MALFORMED);
}

/* Reads the given rows with the files and functions of `sound`, up to the first error. */
static enum thimble_result read_rows(const uint8_t *rows, uint8_t length,
                                     struct thimble_line_row *last) {
  uint8_t bytes[64];
  struct thimble_lines lines;
  struct thimble_line_walk walk;
  enum thimble_result result;
  memcpy(bytes, sound, ROWS_LENGTH_AT);
  bytes[ROWS_LENGTH_AT] = (uint8_t)(0x40 | length);
  memcpy(bytes + ROWS_LENGTH_AT + 1, rows, length);
  assert_int_equal(thimble_lines_read(&lines, view(bytes, ROWS_LENGTH_AT + 1u + length)),
                   THIMBLE_OK);
  thimble_line_walk_start(&walk, &lines);
  do
    result = thimble_line_next(&walk);
  while (result == THIMBLE_OK);
  assert_int_equal(thimble_line_next(&walk), result);
  *last = walk.row;
  return result;
}

static void refuses_damaged_rows(void **state) {
  (void)state;
  struct thimble_line_row last;
  const uint8_t half[] = {1, 0, 2, 5, 0};
  assert_int_equal(read_rows(half, sizeof(half), &last), THIMBLE_ERROR_TRUNCATED);
  assert_int_equal(last.instruction, 1);
  const uint8_t unfinished[] = {1, 0, 0x80};
  assert_int_equal(read_rows(unfinished, sizeof(unfinished), &last), THIMBLE_ERROR_TRUNCATED);
  const uint8_t too_long[] = {0x80, 0x80, 0x80, 0x80, 0x80, 0x00, 0, 2};
  assert_int_equal(read_rows(too_long, sizeof(too_long), &last), THIMBLE_ERROR_MALFORMED);
  const uint8_t too_large[] = {0xff, 0xff, 0xff, 0xff, 0x1f, 0, 2};
  assert_int_equal(read_rows(too_large, sizeof(too_large), &last), THIMBLE_ERROR_MALFORMED);
  const uint8_t line_below_zero[] = {0, 0, 1};
  assert_int_equal(read_rows(line_below_zero, sizeof(line_below_zero), &last),
                   THIMBLE_ERROR_MALFORMED);
  const uint8_t past_the_end[] = {0xff, 0xff, 0xff, 0xff, 0x0f, 0, 2, 1, 0, 2};
  assert_int_equal(read_rows(past_the_end, sizeof(past_the_end), &last), THIMBLE_ERROR_MALFORMED);
  assert_int_equal(last.instruction, UINT32_MAX);
}

static void an_unknown_file_is_left_empty(void **state) {
  (void)state;
  uint8_t bytes[sizeof(sound)];
  struct thimble_lines lines;
  struct thimble_origin origin;
  memcpy(bytes, sound, sizeof(sound));
  bytes[ROWS_LENGTH_AT + 2] = 2;
  assert_int_equal(thimble_lines_read(&lines, view(bytes, sizeof(bytes))), THIMBLE_OK);
  thimble_lines_find(&lines, 0, &origin);
  assert_text(origin.function, "run");
  assert_text(origin.file, "");
  assert_int_equal(origin.line, 0);
}

/* Every value of every byte: nothing may be read outside (the sanitizers watch), and all ends. */
static void survives_any_byte(void **state) {
  (void)state;
  uint8_t bytes[sizeof(sound)];
  for (size_t place = 0; place < sizeof(sound); place++)
    for (uint32_t value = 0; value < 256; value++) {
      struct thimble_lines lines;
      struct thimble_origin found;
      memcpy(bytes, sound, sizeof(sound));
      bytes[place] = (uint8_t)value;
      (void)thimble_lines_read(&lines, view(bytes, sizeof(bytes)));
      thimble_lines_find(&lines, 4, &found);
      assert_true(found.file.length <= sizeof(bytes));
      assert_true(found.function.length <= sizeof(bytes));
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_the_place_of_an_instruction),
      cmocka_unit_test(walks_over_rows_and_functions),
      cmocka_unit_test(no_line_information_is_not_found),
      cmocka_unit_test(refuses_another_length),
      cmocka_unit_test(refuses_damaged_rows),
      cmocka_unit_test(an_unknown_file_is_left_empty),
      cmocka_unit_test(survives_any_byte),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
