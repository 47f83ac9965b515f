/* SPDX-License-Identifier: Apache-2.0 */
/* files_test.c: board.h keeps its word wherever the test runs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "board/board.h"

static void reads_a_file(void **state) {
  (void)state;
  uint8_t bytes[64];
  const char *first_line = "/* SPDX-License-Identifier: Apache-2.0 */\n";
  assert_int_equal(board_file_read(__FILE__, bytes, sizeof bytes), sizeof bytes);
  assert_memory_equal(bytes, first_line, strlen(first_line));
}

static void stops_at_the_end_of_a_file(void **state) {
  (void)state;
  static uint8_t bytes[65536];
  int32_t length = board_file_read(__FILE__, bytes, sizeof bytes);
  assert_in_range(length, 100, 65535);
  assert_int_equal(bytes[length - 2], '}');
  assert_int_equal(bytes[length - 1], '\n');
}

static void says_that_a_file_is_missing(void **state) {
  (void)state;
  uint8_t byte;
  assert_int_equal(board_file_read("/no/such/file", &byte, 1), -1);
}

static void an_unset_setting_is_null(void **state) {
  (void)state;
  assert_null(board_setting("THIMBLE_NO_SUCH_SETTING"));
  assert_null(board_setting("THIMBLE_TEST"));
}

static void a_setting_has_its_value(void **state) {
  (void)state;
  assert_non_null(board_setting("THIMBLE_TEST_SECONDS"));
  assert_string_equal(board_setting("THIMBLE_TEST_SECONDS"), "7");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_a_file),
      cmocka_unit_test(stops_at_the_end_of_a_file),
      cmocka_unit_test(says_that_a_file_is_missing),
      cmocka_unit_test(an_unset_setting_is_null),
      cmocka_unit_test(a_setting_has_its_value),
  };
  return cmocka_run_group_tests_name("board files", tests, NULL, NULL);
}
