/* SPDX-License-Identifier: Apache-2.0 */
/* reply_test.c: answers built piece by piece, and numbers as text. */
#include <string.h>

#include "binding/device.h"
#include "unit.h"

static uint8_t memory[16];
static struct thimble_reply reply;

static int start(void **state) {
  (void)state;
  device_start();
  memset(memory, '?', sizeof memory);
  reply = (struct thimble_reply){memory, 12, 0};
  caller.reply = &reply;
  return 0;
}

static void check_reply(const char *expected) {
  assert_int_equal(reply.length, strlen(expected));
  assert_memory_equal(memory, expected, reply.length);
  for (uint32_t i = reply.length; i < sizeof memory; i++)
    assert_int_equal(memory[i], '?');
}

static void pieces_follow_each_other(void **state) {
  (void)state;
  char text[] = "xyz";
  assert_int_equal(CALL("reply_text", string("t=")), 0);
  assert_int_equal(CALL("reply_number", integer(-2150), integer(-2)), 0);
  assert_int_equal(CALL("reply_bytes", bytes(text, 3)), 0);
  assert_int_equal(CALL("reply_text", string("")), 0);
  check_reply("t=-21.50xyz");
}

static void what_does_not_fit_is_left_out_whole(void **state) {
  (void)state;
  assert_int_equal(CALL("reply_text", string("0123456789")), 0);
  assert_int_equal(CALL("reply_text", string("abc")), THIMBLE_ERROR_LIMIT);
  assert_int_equal(CALL("reply_number", integer(123), integer(0)), THIMBLE_ERROR_LIMIT);
  check_reply("0123456789");
  assert_int_equal(CALL("reply_text", string("ab")), 0);
  check_reply("0123456789ab");
  assert_int_equal(CALL("reply_text", string("c")), THIMBLE_ERROR_LIMIT);
}

static void an_event_without_answer_says_so(void **state) {
  (void)state;
  caller.reply = NULL;
  assert_int_equal(CALL("reply_text", string("a")), THIMBLE_ERROR_UNSUPPORTED);
  assert_int_equal(CALL("reply_number", integer(1), integer(0)), THIMBLE_ERROR_UNSUPPORTED);
}

static void check_format(int64_t value, int32_t scale, const char *expected) {
  char text[24] = "";
  assert_int_equal(CALL("format", integer(value), integer(scale), bytes(text, sizeof text)),
                   strlen(expected));
  assert_string_equal(text, expected);
}

static void numbers_have_all_their_places(void **state) {
  (void)state;
  check_format(0, 0, "0");
  check_format(7, 0, "7");
  check_format(-7, 0, "-7");
  check_format(2150, -2, "21.50");
  check_format(-5, -2, "-0.05");
  check_format(0, -3, "0.000");
  check_format(10, -1, "1.0");
  check_format(INT64_MAX, 0, "9223372036854775807");
  check_format(INT64_MIN, 0, "-9223372036854775808");
  check_format(INT64_MIN, -18, "-9.223372036854775808");
  check_format(1, -18, "0.000000000000000001");
}

static void format_demands_room_and_scale(void **state) {
  (void)state;
  char text[8] = "???????";
  assert_int_equal(CALL("format", integer(2150), integer(-2), bytes(text, 5)), THIMBLE_ERROR_LIMIT);
  assert_int_equal(CALL("format", integer(1), integer(0), bytes(text, 0)), THIMBLE_ERROR_LIMIT);
  assert_int_equal(CALL("format", integer(1), integer(1), bytes(text, 8)), THIMBLE_ERROR_INVALID);
  assert_int_equal(CALL("format", integer(1), integer(-19), bytes(text, 8)), THIMBLE_ERROR_INVALID);
  assert_int_equal(CALL("reply_number", integer(1), integer(INT32_MIN)), THIMBLE_ERROR_INVALID);
  assert_string_equal(text, "???????");
  assert_int_equal(CALL("format", integer(2150), integer(-2), bytes(text, 6)), 5);
  assert_string_equal(text, "21.50");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(pieces_follow_each_other, start),
      cmocka_unit_test_setup(what_does_not_fit_is_left_out_whole, start),
      cmocka_unit_test_setup(an_event_without_answer_says_so, start),
      cmocka_unit_test_setup(numbers_have_all_their_places, start),
      cmocka_unit_test_setup(format_demands_room_and_scale, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
