/* SPDX-License-Identifier: Apache-2.0 */
/* change_test.c: records of changes are what SPEC.md says, and no others are read. */
#include <string.h>

#include "value/change.h"
#include "value/values.h"

static uint8_t record[THIMBLE_CHANGE_RECORD_MAXIMUM];

static void has_the_bytes_of_the_specification(void **state) {
  struct thimble_value_change change = {THIMBLE_CHANGE_SET_BYTES, text("acme"), text("pulse"),
                                        text("k"), text("xyz")};
  (void)state;
  uint32_t length = thimble_value_change_write(&change, record);
  assert_int_equal(length, 4 + 4 + 5 + 1 + 3);
  assert_memory_equal(record, "\1\4\5\1acmepulsekxyz", length);
  assert_ptr_equal(change.value.data, record + 14);
}

static const struct {
  const char *bytes;
  uint32_t length;
  enum thimble_result result;
} records[] = {
    {"\0\0\0\1k12345678", 13, THIMBLE_OK},
    {"\0\0\0\1k1234567", 12, THIMBLE_ERROR_MALFORMED},
    {"\0\0\0\1k123456789", 14, THIMBLE_ERROR_MALFORMED},
    {"\0\0\0\00012345678", 12, THIMBLE_ERROR_MALFORMED},
    {"\1\1\2\1tcck", 8, THIMBLE_OK},
    {"\1\1\2\1tcckv", 9, THIMBLE_OK},
    {"\1\1\2\0tccv", 8, THIMBLE_ERROR_MALFORMED},
    {"\1\1\2\1tcc", 7, THIMBLE_ERROR_MALFORMED},
    {"\2\0\0\1k", 5, THIMBLE_OK},
    {"\2\0\0\1kv", 6, THIMBLE_ERROR_MALFORMED},
    {"\2\0\0\0", 4, THIMBLE_ERROR_MALFORMED},
    {"\3\1\0\0t", 5, THIMBLE_OK},
    {"\3\1\0\1tk", 6, THIMBLE_ERROR_MALFORMED},
    {"\3\1\0\0tv", 6, THIMBLE_ERROR_MALFORMED},
    {"\4\0\0\1k", 5, THIMBLE_ERROR_MALFORMED},
    {"\3\0\0", 3, THIMBLE_ERROR_MALFORMED},
    {"\1", 1, THIMBLE_ERROR_MALFORMED},
};

static void only_whole_records_are_read(void **state) {
  struct thimble_value_change change;
  (void)state;
  for (uint32_t i = 0; i < COUNT(records); i++) {
    struct thimble_bytes bytes = {(const uint8_t *)records[i].bytes, records[i].length};
    assert_int_equal(thimble_value_change_read(&change, bytes), records[i].result);
  }
}

/* Each text in turn is one byte too long for its limit, or as long as it allows. */
static void texts_have_limits(void **state) {
  static const uint32_t limits[] = {THIMBLE_NAME_MAXIMUM, THIMBLE_NAME_MAXIMUM,
                                    THIMBLE_KEY_MAXIMUM};
  uint8_t bytes[300];
  (void)state;
  memset(bytes, 'x', sizeof bytes);
  for (uint32_t i = 0; i < COUNT(limits); i++) {
    for (uint32_t more = 0; more < 2; more++) {
      struct thimble_value_change change;
      memset(bytes, 1, 4);
      bytes[1 + i] = (uint8_t)(limits[i] + more);
      struct thimble_bytes view = {bytes, 4 + 2 + limits[i] + more};
      assert_int_equal(thimble_value_change_read(&change, view),
                       more == 0 ? THIMBLE_OK : THIMBLE_ERROR_MALFORMED);
    }
  }
}

static void values_have_a_limit(void **state) {
  uint8_t bytes[300] = {1, 0, 0, 1, 'k'};
  struct thimble_value_change change;
  (void)state;
  assert_int_equal(thimble_value_change_read(&change, (struct thimble_bytes){bytes, 5 + 64}),
                   THIMBLE_OK);
  assert_int_equal(thimble_value_change_read(&change, (struct thimble_bytes){bytes, 5 + 65}),
                   THIMBLE_ERROR_MALFORMED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(has_the_bytes_of_the_specification),
      cmocka_unit_test(only_whole_records_are_read),
      cmocka_unit_test(texts_have_limits),
      cmocka_unit_test(values_have_a_limit),
  };
  return cmocka_run_group_tests_name("records of changes", tests, NULL, NULL);
}
