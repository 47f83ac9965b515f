/* SPDX-License-Identifier: Apache-2.0 */
/* escape_test.c: text that nobody trusts reaches a terminal and JSON in a harmless form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/common/json.h"
#include "linux/escape.h"
#include "linux/linux.h"

static struct thimble_bytes bytes(const char *text, size_t length) {
  return (struct thimble_bytes){(const uint8_t *)text, (uint32_t)length};
}

static void assert_escaped(const char *text, size_t length, const char *expected) {
  char *written = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&written, &size);
  assert_non_null(stream);
  thimble_linux_write_escaped(stream, bytes(text, length));
  fclose(stream);
  assert_string_equal(written, expected);
  free(written);
}

#define ASSERT_ESCAPED(literal, expected) assert_escaped(literal, sizeof(literal) - 1, expected)

static void printable_text_stays(void **state) {
  (void)state;
  ASSERT_ESCAPED("", "");
  ASSERT_ESCAPED("21.5 °C, ≤ 3 €, 𝄞", "21.5 °C, ≤ 3 €, 𝄞");
  ASSERT_ESCAPED("a\\n", "a\\\\n");
}

static void control_characters_are_shown(void **state) {
  (void)state;
  ASSERT_ESCAPED("\x1b[31mred\n", "\\x1b[31mred\\x0a");
  ASSERT_ESCAPED("a\0b\x7f", "a\\x00b\\x7f");
  ASSERT_ESCAPED("\xc2\x9b", "\\xc2\\x9b");              /* U+009B, the C1 form of ESC [ */
  const char right_to_left[] = {'\xe2', '\x80', '\xae'}; /* U+202E; a literal upsets clang-tidy */
  assert_escaped(right_to_left, sizeof(right_to_left), "\\xe2\\x80\\xae");
  ASSERT_ESCAPED("\xe2\x80\xa8", "\\xe2\\x80\\xa8"); /* U+2028, a line's end */
}

static void bytes_that_are_not_utf8_are_shown(void **state) {
  (void)state;
  ASSERT_ESCAPED("\x80", "\\x80");
  ASSERT_ESCAPED("\xe2\x82", "\\xe2\\x82"); /* ends too early */
  ASSERT_ESCAPED("\xc0\xaf", "\\xc0\\xaf"); /* longer than needed */
  ASSERT_ESCAPED("\xe0\x80\xaf", "\\xe0\\x80\\xaf");
  ASSERT_ESCAPED("\xed\xa0\x80", "\\xed\\xa0\\x80");          /* a surrogate */
  ASSERT_ESCAPED("\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"); /* beyond U+10FFFF */
  ASSERT_ESCAPED("\xff\xfe", "\\xff\\xfe");
}

static void a_log_line_has_one_form(void **state) {
  (void)state;
  char *written = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&written, &size);
  assert_non_null(stream);
  thimble_linux_log_to(stream, THIMBLE_LOG_WARNING, bytes("box", 3), bytes("hot\n", 4));
  fclose(stream);
  assert_string_equal(written, "box: warning: hot\\x0a\n");
  free(written);
}

static void json_holds_any_value(void **state) {
  (void)state;
  char *written = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&written, &size);
  struct json json;
  assert_non_null(stream);
  json_start(&json, stream);
  json_begin_object(&json, NULL);
  json_integer(&json, "least", INT64_MIN);
  json_bytes(&json, "text", bytes("\"\\\n\x7f°\xff", 7));
  json_begin_array(&json, "list");
  json_boolean(&json, NULL, true);
  json_begin_object(&json, NULL);
  json_end_object(&json);
  json_string(&json, NULL, "");
  json_end_array(&json);
  json_address(&json, "address", UINT64_MAX);
  json_end_object(&json);
  json_end_line(&json);
  json_begin_array(&json, NULL);
  json_end_array(&json);
  fclose(stream);
  assert_string_equal(written,
                      "{\"least\":-9223372036854775808,\"text\":\"\\\"\\\\\\u000a\\u007f°\\ufffd\","
                      "\"list\":[true,{},\"\"],\"address\":\"0xffffffffffffffff\"}\n[]");
  free(written);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(printable_text_stays),
      cmocka_unit_test(control_characters_are_shown),
      cmocka_unit_test(bytes_that_are_not_utf8_are_shown),
      cmocka_unit_test(a_log_line_has_one_form),
      cmocka_unit_test(json_holds_any_value),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
