/* SPDX-License-Identifier: Apache-2.0 */
/* name_test.c: which names are names, and their order. */
#include "base/name.h"

#include "base/overlap.h"
#include "unit.h"

static void names_have_their_characters(void **state) {
  (void)state;
  for (int character = 1; character <= UINT8_MAX; character++) {
    const char text[] = {'a', (char)character, 'z', '\0'};
    bool expected = (character >= 'a' && character <= 'z') ||
                    (character >= '0' && character <= '9') || character == '.' ||
                    character == '_' || character == '-';
    if (thimble_name_is_valid(thimble_name(text)) != expected)
      fail_msg("character %d", character);
  }
}

static void names_have_1_to_32_characters(void **state) {
  (void)state;
  const char *text = "abcdefghijklmnopqrstuvwxyz0123456";
  assert_false(thimble_name_is_valid(thimble_name("")));
  for (uint32_t start = 0; start < 33; start++)
    assert_int_equal(thimble_name_is_valid(thimble_name(text + start)), start > 0);
}

static void names_have_an_order(void **state) {
  (void)state;
  static const char *const names[] = {"", "-", "a", "a-", "a0", "aa", "ab", "b", "\x80"};
  for (int i = 0; i < (int)COUNT(names); i++)
    for (int j = 0; j < (int)COUNT(names); j++) {
      int order = thimble_name_compare(thimble_name(names[i]), thimble_name(names[j]));
      assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
    }
}

/* All pieces of up to four bytes within eight, against what each byte says. */
static void pieces_overlap_that_share_a_byte(void **state) {
  (void)state;
  static const uint8_t bytes[8];
  for (uint32_t number = 0; number < 8 * 8 * 4 * 4; number++) {
    uint32_t left = number % 8, right = number / 8 % 8;
    uint32_t left_length = 1 + number / 64 % 4, right_length = 1 + number / 256;
    uint32_t left_bits = ((1u << left_length) - 1) << left;
    uint32_t right_bits = ((1u << right_length) - 1) << right;
    assert_int_equal(thimble_overlap(bytes + left, left_length, bytes + right, right_length),
                     (left_bits & right_bits) != 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_have_their_characters),
      cmocka_unit_test(names_have_1_to_32_characters),
      cmocka_unit_test(names_have_an_order),
      cmocka_unit_test(pieces_overlap_that_share_a_byte),
  };
  return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
