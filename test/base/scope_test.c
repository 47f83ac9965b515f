/* SPDX-License-Identifier: Apache-2.0 */
/* scope_test.c: lists of key prefixes, and masks of numbers. */
#include <thimble/permission.h>

#include <string.h>

#include "unit.h"

static struct thimble_bytes text(const char *string) {
  return (struct thimble_bytes){(const uint8_t *)string, (uint32_t)strlen(string)};
}

static const struct {
  const char *prefixes, *space, *key;
  bool is_included;
} keys[] = {
    {"private/", "private", "a", true},
    {"private/", "shared", "a", false},
    {"private/t.", "private", "t.1", true},
    {"private/t.", "private", "t.", true},
    {"private/t.", "private", "t", false},
    {"private/t.", "private", "u.1", false},
    {"private/t.", "shared", "t.1", false},
    {"priv", "private", "a", true},
    {"private", "private", "a", true},
    {"privat/", "private", "a", false},
    {"privatex", "private", "x", false},
    {"private//", "private", "/", true},
    {"private//", "private", "a", false},
    {"shared/ global/n", "global", "name", true},
    {"shared/ global/n", "global", "mane", false},
    {"shared/ global/n", "shared", "mane", true},
    {"shared/a shared/b shared/c", "shared", "c", true},
    {"shared/a shared/b shared/c", "shared", "d", false},
    {"shared/ab", "shared", "a b", false},
    {"g", "shared", "g", false},
    {" ", "shared", "a", false},
    {"shared/a ", "shared", "b", false},
    {"  shared/a", "shared", "b", false},
    {"  shared/a", "shared", "a", true},
};

static void a_key_begins_with_a_prefix(void **state) {
  (void)state;
  for (uint32_t i = 0; i < COUNT(keys); i++)
    assert_int_equal(
        thimble_scope_has_key(text(keys[i].prefixes), keys[i].space, text(keys[i].key)),
        keys[i].is_included);
}

static void an_empty_list_narrows_nothing(void **state) {
  struct thimble_bytes none = {NULL, 0};
  (void)state;
  assert_true(thimble_scope_has_key(none, "private", text("a")));
  assert_true(thimble_scope_has_key(text(""), "global", text("b")));
}

static void a_list_ends_with_its_length(void **state) {
  struct thimble_bytes list = {(const uint8_t *)"private/a global/", 9};
  (void)state;
  assert_true(thimble_scope_has_key(list, "private", text("a")));
  assert_false(thimble_scope_has_key(list, "global", text("a")));
}

static void masks_include_their_bits(void **state) {
  (void)state;
  assert_true(thimble_scope_has_number(0, 0));
  assert_true(thimble_scope_has_number(0, 4000000000u));
  assert_true(thimble_scope_has_number(1u << 31 | 1u << 3, 31));
  assert_true(thimble_scope_has_number(1u << 31 | 1u << 3, 3));
  assert_false(thimble_scope_has_number(1u << 31 | 1u << 3, 4));
  assert_false(thimble_scope_has_number(1u << 31 | 1u << 3, 32 + 3));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_key_begins_with_a_prefix),
      cmocka_unit_test(an_empty_list_narrows_nothing),
      cmocka_unit_test(a_list_ends_with_its_length),
      cmocka_unit_test(masks_include_their_bits),
  };
  return cmocka_run_group_tests_name("scopes", tests, NULL, NULL);
}
