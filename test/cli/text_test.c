/* SPDX-License-Identifier: Apache-2.0 */
/* text_test.c: numbers and strings are put together right, and never past the capacity. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

static char bytes[64];
static struct thimble_text text;

static int start(void **state) {
  (void)state;
  thimble_text_start(&text, bytes, sizeof(bytes));
  return 0;
}

static void appends_strings(void **state) {
  (void)state;
  const uint8_t middle[] = {' ', 'b'};
  thimble_text_append(&text, "a");
  thimble_text_append_bytes(&text, (struct thimble_bytes){middle, 2});
  thimble_text_append_bytes(&text, (struct thimble_bytes){NULL, 0});
  thimble_text_append(&text, "");
  assert_string_equal(bytes, "a b");
  assert_int_equal(text.length, 3);
  assert_false(text.cut);
}

static void appends_decimals(void **state) {
  (void)state;
  thimble_text_append_decimal(&text, 0);
  thimble_text_append(&text, " ");
  thimble_text_append_decimal(&text, INT64_MIN);
  thimble_text_append(&text, " ");
  thimble_text_append_decimal(&text, INT64_MAX);
  thimble_text_append(&text, " ");
  thimble_text_append_unsigned(&text, UINT64_MAX);
  assert_string_equal(bytes, "0 -9223372036854775808 9223372036854775807 18446744073709551615");
  assert_int_equal(text.length, strlen(bytes));
  assert_false(text.cut);
}

static void appends_hexadecimals(void **state) {
  (void)state;
  thimble_text_append_hex(&text, 0, 1);
  thimble_text_append(&text, " ");
  thimble_text_append_hex(&text, 0xab, 4);
  thimble_text_append(&text, " ");
  thimble_text_append_hex(&text, 0x123456789abcdef0, 1);
  thimble_text_append(&text, " ");
  thimble_text_append_hex(&text, 1, 16);
  assert_string_equal(bytes, "0x0 0x00ab 0x123456789abcdef0 0x0000000000000001");
}

static void leaves_out_what_does_not_fit(void **state) {
  (void)state;
  char small[6] = {'x', 'x', 'x', 'x', 'x', 'y'};
  thimble_text_start(&text, small, 5);
  thimble_text_append(&text, "abc");
  assert_false(text.cut);
  thimble_text_append_decimal(&text, -123);
  assert_true(text.cut);
  assert_string_equal(small, "abc-");
  thimble_text_append(&text, "more");
  assert_string_equal(small, "abc-");
  assert_int_equal(text.length, 4);
  assert_int_equal(small[5], 'y');
}

static void the_least_capacity_holds_the_nul(void **state) {
  (void)state;
  char one[2] = {'x', 'y'};
  thimble_text_start(&text, one, 1);
  thimble_text_append(&text, "a");
  assert_string_equal(one, "");
  assert_true(text.cut);
  assert_int_equal(one[1], 'y');
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(appends_strings, start),
      cmocka_unit_test_setup(appends_decimals, start),
      cmocka_unit_test_setup(appends_hexadecimals, start),
      cmocka_unit_test_setup(leaves_out_what_does_not_fit, start),
      cmocka_unit_test_setup(the_least_capacity_holds_the_nul, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
