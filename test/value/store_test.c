/* SPDX-License-Identifier: Apache-2.0 */
/* store_test.c: values in RAM, and every error of key_value.h that does not come from flash. */
#include <string.h>

#include "unit.h"
#include "value/values.h"

static uint8_t memory[512];
static struct thimble_key_value_store store;
static struct thimble_key_value_quota quota;
static struct thimble_key_value_space space, other;

static int start(void **state) {
  (void)state;
  quota = (struct thimble_key_value_quota){.entries = 4, .bytes = 100};
  thimble_key_value_start(&store, memory, sizeof memory);
  thimble_key_value_space_start(&space, &store, &quota, text("acme"), text("pulse"), 0);
  thimble_key_value_space_start(&other, &store, &quota, text("acme"), text(""), 0);
  return 0;
}

static void a_missing_key_is_an_error(void **state) {
  struct thimble_value value;
  (void)state;
  assert_int_equal(thimble_key_value_get(&space, text("a"), &value), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(set_integer(&space, "b", 0), THIMBLE_OK);
  assert_int_equal(thimble_key_value_get(&space, text("a"), &value), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(thimble_key_value_delete(&space, text("a"), 0), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(thimble_key_value_get(&other, text("b"), &value), THIMBLE_ERROR_NOT_FOUND);
}

static void integers_are_kept_whole(void **state) {
  static const int64_t integers[] = {0, 1, -1, INT64_MAX, INT64_MIN, 0x0123456789abcdef};
  (void)state;
  for (uint32_t i = 0; i < COUNT(integers); i++) {
    assert_int_equal(set_integer(&space, "n", integers[i]), THIMBLE_OK);
    expect_integer(&space, "n", integers[i]);
  }
}

static void bytes_have_any_length_up_to_the_limit(void **state) {
  uint8_t bytes[THIMBLE_VALUE_MAXIMUM + 1];
  (void)state;
  memset(bytes, 0, sizeof bytes);
  for (uint32_t length = 0; length <= THIMBLE_VALUE_MAXIMUM; length++) {
    bytes[0] = (uint8_t)length;
    assert_int_equal(set_bytes(&space, "b", bytes, length), THIMBLE_OK);
    expect_bytes(&space, "b", bytes, length);
  }
  assert_int_equal(set_bytes(&space, "b", bytes, sizeof bytes), THIMBLE_ERROR_LIMIT);
  bytes[0] = THIMBLE_VALUE_MAXIMUM;
  expect_bytes(&space, "b", bytes, THIMBLE_VALUE_MAXIMUM);
}

static void a_value_may_change_its_type(void **state) {
  (void)state;
  assert_int_equal(set_integer(&space, "x", 5), THIMBLE_OK);
  assert_int_equal(set_bytes(&space, "x", "12345678", 8), THIMBLE_OK);
  expect_bytes(&space, "x", "12345678", 8);
  assert_int_equal(set_integer(&space, "x", 5), THIMBLE_OK);
  expect_integer(&space, "x", 5);
}

static void keys_are_checked(void **state) {
  static const char *const wrong[] = {
      "", " ", "a b", "a\x7f", "\x80", "a\n", "012345678901234567890123456789012"};
  struct thimble_value value;
  (void)state;
  for (uint32_t i = 0; i < COUNT(wrong); i++) {
    assert_int_equal(set_integer(&space, wrong[i], 1), THIMBLE_ERROR_INVALID);
    assert_int_equal(thimble_key_value_get(&space, text(wrong[i]), &value), THIMBLE_ERROR_INVALID);
    assert_int_equal(thimble_key_value_delete(&space, text(wrong[i]), 0), THIMBLE_ERROR_INVALID);
  }
  struct thimble_bytes nul = {(const uint8_t *)"a\0", 2};
  assert_int_equal(thimble_key_value_get(&space, nul, &value), THIMBLE_ERROR_INVALID);
  assert_int_equal(set_integer(&space, "!01234567890123456789012345678~.", 1), THIMBLE_OK);
}

static void entries_have_a_quota(void **state) {
  (void)state;
  assert_int_equal(set_integer(&space, "a", 1), THIMBLE_OK);
  assert_int_equal(set_integer(&space, "b", 1), THIMBLE_OK);
  assert_int_equal(set_integer(&space, "c", 1), THIMBLE_OK);
  assert_int_equal(set_integer(&space, "d", 1), THIMBLE_OK);
  assert_int_equal(set_integer(&space, "e", 1), THIMBLE_ERROR_QUOTA);
  assert_int_equal(set_integer(&space, "d", 2), THIMBLE_OK);
  assert_int_equal(set_integer(&other, "e", 1), THIMBLE_OK);
  assert_int_equal(thimble_key_value_delete(&space, text("a"), 0), THIMBLE_OK);
  assert_int_equal(set_integer(&space, "e", 1), THIMBLE_OK);
}

static void bytes_have_a_quota(void **state) {
  uint8_t bytes[64] = {0};
  (void)state;
  quota.bytes = 20;
  assert_int_equal(set_bytes(&space, "ab", bytes, 19), THIMBLE_ERROR_QUOTA);
  assert_int_equal(set_bytes(&space, "ab", bytes, 18), THIMBLE_OK);
  assert_int_equal(set_bytes(&space, "c", bytes, 0), THIMBLE_ERROR_QUOTA);
  assert_int_equal(set_bytes(&space, "ab", bytes, 9), THIMBLE_OK);
  assert_int_equal(set_integer(&space, "c", 1), THIMBLE_OK);
  assert_int_equal(set_integer(&space, "ab", 1), THIMBLE_OK);
  assert_int_equal(set_bytes(&space, "ab", bytes, 10), THIMBLE_ERROR_QUOTA);
  expect_integer(&space, "ab", 1);
}

static void writes_have_a_quota(void **state) {
  struct thimble_value value = {.type = THIMBLE_VALUE_INTEGER, .integer = 1};
  (void)state;
  quota.writes_per_second = 2;
  thimble_key_value_space_start(&space, &store, &quota, text("acme"), text("pulse"), 1000);
  assert_int_equal(thimble_key_value_set(&space, text("a"), &value, 1000), THIMBLE_OK);
  assert_int_equal(thimble_key_value_delete(&space, text("a"), 1000), THIMBLE_OK);
  assert_int_equal(thimble_key_value_delete(&space, text("a"), 1000), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(thimble_key_value_set(&space, text("a"), &value, 1000), THIMBLE_ERROR_QUOTA);
  assert_int_equal(thimble_key_value_set(&other, text("a"), &value, 1000), THIMBLE_OK);
  assert_int_equal(thimble_key_value_set(&space, text("a"), &value, 1500), THIMBLE_OK);
  assert_int_equal(thimble_key_value_delete(&space, text("a"), 1500), THIMBLE_ERROR_QUOTA);
  assert_int_equal(thimble_key_value_erase(&space), THIMBLE_OK);
}

/* A write that cannot be made costs nothing. */
static void refused_writes_are_not_counted(void **state) {
  (void)state;
  quota.writes_per_second = 1;
  thimble_key_value_space_start(&space, &store, &quota, text("acme"), text("pulse"), 0);
  assert_int_equal(set_integer(&space, "a b", 1), THIMBLE_ERROR_INVALID);
  assert_int_equal(set_bytes(&space, "a", memory, 65), THIMBLE_ERROR_LIMIT);
  quota.entries = 0;
  assert_int_equal(set_integer(&space, "a", 1), THIMBLE_ERROR_QUOTA);
  quota.entries = 1;
  assert_int_equal(set_integer(&space, "a", 1), THIMBLE_OK);
}

static void without_a_quota_nothing_is_written(void **state) {
  (void)state;
  quota = (struct thimble_key_value_quota){0};
  assert_int_equal(set_bytes(&space, "a", memory, 0), THIMBLE_ERROR_QUOTA);
  assert_int_equal(thimble_key_value_need(&quota), 0);
  assert_int_equal(thimble_key_value_bank_need(&quota, 8), 0);
  assert_int_equal(thimble_key_value_erase(&space), THIMBLE_OK);
}

/* A group's head has 8 bytes and its owner's name 9, an entry's head 3. */
static void a_store_may_be_too_small(void **state) {
  (void)state;
  thimble_key_value_start(&store, memory, 8 + 9 + 3 + 1 + 8 + 4);
  assert_int_equal(set_integer(&space, "a", 1), THIMBLE_OK);
  assert_int_equal(set_bytes(&space, "b", memory, 1), THIMBLE_ERROR_NO_MEMORY);
  assert_int_equal(set_bytes(&space, "b", memory, 0), THIMBLE_OK);
  assert_int_equal(store.used, store.capacity);
  assert_int_equal(set_bytes(&space, "a", "123456789", 9), THIMBLE_ERROR_NO_MEMORY);
  expect_integer(&space, "a", 1);
  assert_int_equal(set_bytes(&space, "a", "1234567", 7), THIMBLE_OK);
  assert_int_equal(set_bytes(&other, "a", memory, 0), THIMBLE_ERROR_NO_MEMORY);
  assert_int_equal(thimble_key_value_erase(&space), THIMBLE_OK);
  assert_int_equal(store.used, 0);
}

static void the_longest_names_and_keys_fit_what_is_needed(void **state) {
  char name[THIMBLE_NAME_MAXIMUM + 1];
  (void)state;
  memset(name, 'n', THIMBLE_NAME_MAXIMUM);
  name[THIMBLE_NAME_MAXIMUM] = '\0';
  quota = (struct thimble_key_value_quota){.entries = 3, .bytes = 3 + 64 + 64 + 8};
  thimble_key_value_start(&store, memory, thimble_key_value_need(&quota));
  thimble_key_value_space_start(&space, &store, &quota, text(name), text(name), 0);
  assert_int_equal(set_bytes(&space, "a", name, 32), THIMBLE_OK);
  assert_int_equal(set_integer(&space, "b", 1), THIMBLE_OK);
  assert_int_equal(set_bytes(&space, "c", memory, 64), THIMBLE_OK);
  assert_int_equal(set_bytes(&space, "a", memory, 64), THIMBLE_OK);
  assert_int_equal(store.used, store.capacity);
}

/* No owner is another one whose names run together with its own. */
static void owners_are_told_apart(void **state) {
  struct thimble_key_value_space spaces[5];
  static const char *const names[][2] = {
      {"ab", "c"}, {"a", "bc"}, {"abc", ""}, {"", "abc"}, {"", ""}};
  (void)state;
  for (uint32_t i = 0; i < COUNT(names); i++) {
    thimble_key_value_space_start(&spaces[i], &store, &quota, text(names[i][0]), text(names[i][1]),
                                  0);
    assert_int_equal(set_integer(&spaces[i], "k", i), THIMBLE_OK);
  }
  for (uint32_t i = 0; i < COUNT(names); i++)
    expect_integer(&spaces[i], "k", i);
}

static void keys_are_listed_in_order_whatever_changes(void **state) {
  struct thimble_bytes at = {NULL, 0};
  (void)state;
  set_integer(&space, "b", 1);
  set_integer(&space, "a", 1);
  set_integer(&space, "aa", 1);
  set_integer(&other, "ab", 1);
  assert_int_equal(thimble_key_value_next(&space, at, &at), THIMBLE_OK);
  assert_memory_equal(at.data, "a", at.length);
  assert_int_equal(at.length, 1);
  assert_int_equal(thimble_key_value_delete(&space, at, 0), THIMBLE_OK);
  assert_int_equal(thimble_key_value_next(&space, text("a"), &at), THIMBLE_OK);
  assert_memory_equal(at.data, "aa", at.length);
  assert_int_equal(thimble_key_value_next(&space, at, &at), THIMBLE_OK);
  assert_memory_equal(at.data, "b", at.length);
  assert_int_equal(thimble_key_value_next(&space, at, &at), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(thimble_key_value_next(&space, text("~"), &at), THIMBLE_ERROR_NOT_FOUND);
}

/* What was read from a store may be written to it, although it points into it. */
static void values_of_the_store_may_be_set(void **state) {
  struct thimble_value value;
  struct thimble_bytes key;
  (void)state;
  quota.bytes = 200;
  set_bytes(&space, "from", "0123456789", 10);
  set_bytes(&space, "to", "x", 1);
  set_integer(&other, "z", 9);
  assert_int_equal(thimble_key_value_get(&space, text("from"), &value), THIMBLE_OK);
  assert_int_equal(thimble_key_value_set(&space, text("to"), &value, 0), THIMBLE_OK);
  assert_int_equal(thimble_key_value_get(&space, text("to"), &value), THIMBLE_OK);
  assert_int_equal(thimble_key_value_next(&space, text(""), &key), THIMBLE_OK);
  value.bytes.data += 2;
  value.bytes.length -= 5;
  assert_int_equal(thimble_key_value_set(&space, key, &value, 0), THIMBLE_OK);
  expect_bytes(&space, "from", "23456", 5);
  expect_bytes(&space, "to", "0123456789", 10);
  expect_integer(&other, "z", 9);
}

static void usage_is_as_the_quota_counts(void **state) {
  uint32_t entries, bytes;
  (void)state;
  thimble_key_value_usage(&space, &entries, &bytes);
  assert_int_equal(entries, 0);
  assert_int_equal(bytes, 0);
  set_integer(&space, "abc", 1);
  set_bytes(&space, "d", "xyz", 3);
  set_integer(&other, "abc", 1);
  thimble_key_value_usage(&space, &entries, &bytes);
  assert_int_equal(entries, 2);
  assert_int_equal(bytes, 3 + 8 + 1 + 3);
}

#define TEST(function) cmocka_unit_test_setup(function, start)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(a_missing_key_is_an_error),
      TEST(integers_are_kept_whole),
      TEST(bytes_have_any_length_up_to_the_limit),
      TEST(a_value_may_change_its_type),
      TEST(keys_are_checked),
      TEST(entries_have_a_quota),
      TEST(bytes_have_a_quota),
      TEST(writes_have_a_quota),
      TEST(refused_writes_are_not_counted),
      TEST(without_a_quota_nothing_is_written),
      TEST(a_store_may_be_too_small),
      TEST(the_longest_names_and_keys_fit_what_is_needed),
      TEST(owners_are_told_apart),
      TEST(keys_are_listed_in_order_whatever_changes),
      TEST(values_of_the_store_may_be_set),
      TEST(usage_is_as_the_quota_counts),
  };
  return cmocka_run_group_tests_name("values", tests, NULL, NULL);
}
