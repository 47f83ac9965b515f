/* SPDX-License-Identifier: Apache-2.0 */
/* value_test.c: kept values as containers see them. */
#include <string.h>

#include "binding/device.h"
#include "unit.h"

static uint8_t memory[512];
static struct thimble_key_value_store store;
static struct thimble_key_value_space spaces[THIMBLE_SPACES];
static const struct thimble_key_value_quota quota = {
    .entries = 4, .bytes = 128, .writes_per_second = 100};
static struct thimble_scope scope;

static int start(void **state) {
  (void)state;
  static const struct thimble_bytes none;
  device_start();
  thimble_key_value_start(&store, memory, sizeof memory);
  thimble_key_value_space_start(&spaces[0], &store, &quota, view("acme"), view("tested"), 0);
  thimble_key_value_space_start(&spaces[1], &store, &quota, view("acme"), none, 0);
  thimble_key_value_space_start(&spaces[2], &store, &quota, none, none, 0);
  for (uint32_t i = 0; i < THIMBLE_SPACES; i++)
    caller.spaces[i] = &spaces[i];
  scope = (struct thimble_scope){0};
  caller.scopes[THIMBLE_SCOPE_ASKED] = &scope;
  return 0;
}

static int64_t set(enum thimble_space space, const char *key, int64_t value) {
  return CALL("value_set", integer(space), string(key), integer(value));
}

static int64_t get(enum thimble_space space, const char *key, int64_t *value) {
  return CALL("value_get", integer(space), string(key), bytes(value, 8));
}

static void an_integer_comes_back(void **state) {
  (void)state;
  int64_t value = 0;
  assert_int_equal(set(THIMBLE_SPACE_PRIVATE, "mean", INT64_MIN), 0);
  assert_int_equal(get(THIMBLE_SPACE_PRIVATE, "mean", &value), 0);
  assert_true(value == INT64_MIN);
  assert_int_equal(get(THIMBLE_SPACE_SHARED, "mean", &value), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(get(THIMBLE_SPACE_GLOBAL, "mean", &value), THIMBLE_ERROR_NOT_FOUND);
}

static void a_missing_key_is_an_error_and_writes_nothing(void **state) {
  (void)state;
  int64_t value = 77;
  assert_int_equal(get(THIMBLE_SPACE_PRIVATE, "none", &value), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(value, 77);
  assert_int_equal(CALL("value_delete", integer(0), string("none")), THIMBLE_ERROR_NOT_FOUND);
}

static void bytes_come_back_with_their_length(void **state) {
  (void)state;
  char text[8] = "abc", seen[8] = "";
  assert_int_equal(CALL("value_set_bytes", integer(1), string("k"), bytes(text, 3)), 0);
  assert_int_equal(CALL("value_get_bytes", integer(1), string("k"), bytes(seen, 2)),
                   THIMBLE_ERROR_LIMIT);
  assert_string_equal(seen, "");
  assert_int_equal(CALL("value_get_bytes", integer(1), string("k"), bytes(seen, 8)), 3);
  assert_string_equal(seen, "abc");
}

static void types_are_kept_apart(void **state) {
  (void)state;
  char text[8] = "abc";
  int64_t value = 77;
  CALL("value_set_bytes", integer(0), string("k"), bytes(text, 8));
  assert_int_equal(get(THIMBLE_SPACE_PRIVATE, "k", &value), THIMBLE_ERROR_INVALID);
  assert_int_equal(value, 77);
  set(THIMBLE_SPACE_PRIVATE, "k", 5);
  assert_int_equal(CALL("value_get_bytes", integer(0), string("k"), bytes(text, 8)),
                   THIMBLE_ERROR_INVALID);
}

static void arguments_are_checked(void **state) {
  (void)state;
  int64_t value = 0;
  assert_int_equal(CALL("value_get", integer(0), string("k"), bytes(&value, 4)),
                   THIMBLE_ERROR_INVALID);
  assert_int_equal(set((enum thimble_space)3, "k", 1), THIMBLE_ERROR_INVALID);
  assert_int_equal(CALL("value_set", integer(-1), string("k"), integer(1)), THIMBLE_ERROR_INVALID);
  assert_int_equal(set(THIMBLE_SPACE_PRIVATE, "", 1), THIMBLE_ERROR_INVALID);
  assert_int_equal(set(THIMBLE_SPACE_PRIVATE, "a b", 1), THIMBLE_ERROR_INVALID);
  caller.spaces[THIMBLE_SPACE_GLOBAL] = NULL;
  assert_int_equal(set(THIMBLE_SPACE_GLOBAL, "k", 1), THIMBLE_ERROR_UNSUPPORTED);
}

static void the_list_is_in_order(void **state) {
  (void)state;
  char key[8];
  set(THIMBLE_SPACE_SHARED, "b", 1);
  set(THIMBLE_SPACE_SHARED, "ab", 1);
  set(THIMBLE_SPACE_SHARED, "a", 1);
  assert_int_equal(CALL("value_next", integer(1), string(""), bytes(key, 8)), 1);
  assert_string_equal(key, "a");
  assert_int_equal(CALL("value_next", integer(1), string(key), bytes(key, 8)), 2);
  assert_string_equal(key, "ab");
  assert_int_equal(CALL("value_next", integer(1), string(key), bytes(key, 1)), THIMBLE_ERROR_LIMIT);
  assert_int_equal(CALL("value_next", integer(1), string(key), bytes(key, 2)), 1);
  assert_string_equal(key, "b");
  assert_int_equal(CALL("value_next", integer(1), string("b"), bytes(key, 8)),
                   THIMBLE_ERROR_NOT_FOUND);
}

static void a_call_beyond_the_scope_is_refused_and_changes_nothing(void **state) {
  (void)state;
  int64_t value = 0;
  scope.keys_read = view("shared/t. private/");
  scope.keys_written = view("private/");
  assert_int_equal(set(THIMBLE_SPACE_PRIVATE, "k", 1), 0);
  assert_false(was_refused);
  set(THIMBLE_SPACE_SHARED, "t.k", 1);
  assert_true(was_refused);
  CALL("value_delete", integer(1), string("t.k"));
  assert_true(was_refused);
  assert_int_equal(get(THIMBLE_SPACE_SHARED, "t.k", &value), THIMBLE_ERROR_NOT_FOUND);
  assert_false(was_refused);
  get(THIMBLE_SPACE_SHARED, "u", &value);
  assert_true(was_refused);
}

static void a_list_leaves_out_what_is_beyond_the_scope(void **state) {
  (void)state;
  char key[8];
  set(THIMBLE_SPACE_SHARED, "a", 1);
  set(THIMBLE_SPACE_SHARED, "t.a", 1);
  set(THIMBLE_SPACE_SHARED, "z", 1);
  scope.keys_read = view("shared/t.");
  assert_int_equal(CALL("value_next", integer(1), string(""), bytes(key, 8)), 3);
  assert_string_equal(key, "t.a");
  assert_int_equal(CALL("value_next", integer(1), string("t.a"), bytes(key, 8)),
                   THIMBLE_ERROR_NOT_FOUND);
  assert_false(was_refused);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(an_integer_comes_back, start),
      cmocka_unit_test_setup(a_missing_key_is_an_error_and_writes_nothing, start),
      cmocka_unit_test_setup(bytes_come_back_with_their_length, start),
      cmocka_unit_test_setup(types_are_kept_apart, start),
      cmocka_unit_test_setup(arguments_are_checked, start),
      cmocka_unit_test_setup(the_list_is_in_order, start),
      cmocka_unit_test_setup(a_call_beyond_the_scope_is_refused_and_changes_nothing, start),
      cmocka_unit_test_setup(a_list_leaves_out_what_is_beyond_the_scope, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
