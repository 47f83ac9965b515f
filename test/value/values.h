/* SPDX-License-Identifier: Apache-2.0 */
/* values.h: sets and expects values in one line, at the time 0. */
#ifndef THIMBLE_TEST_VALUE_VALUES_H
#define THIMBLE_TEST_VALUE_VALUES_H

#include <string.h>
#include <thimble/key_value.h>

#include "unit.h"

static inline struct thimble_bytes text(const char *string) {
  return (struct thimble_bytes){(const uint8_t *)string, (uint32_t)strlen(string)};
}

static inline enum thimble_result set_integer(struct thimble_key_value_space *space,
                                              const char *key, int64_t integer) {
  struct thimble_value value = {.type = THIMBLE_VALUE_INTEGER, .integer = integer};
  return thimble_key_value_set(space, text(key), &value, 0);
}

static inline enum thimble_result set_bytes(struct thimble_key_value_space *space, const char *key,
                                            const void *bytes, uint32_t length) {
  struct thimble_value value = {.type = THIMBLE_VALUE_BYTES, .bytes = {bytes, length}};
  return thimble_key_value_set(space, text(key), &value, 0);
}

static inline void expect_integer(const struct thimble_key_value_space *space, const char *key,
                                  int64_t integer) {
  struct thimble_value value;
  assert_int_equal(thimble_key_value_get(space, text(key), &value), THIMBLE_OK);
  assert_int_equal(value.type, THIMBLE_VALUE_INTEGER);
  assert_true(value.integer == integer);
}

static inline void expect_bytes(const struct thimble_key_value_space *space, const char *key,
                                const void *bytes, uint32_t length) {
  struct thimble_value value;
  assert_int_equal(thimble_key_value_get(space, text(key), &value), THIMBLE_OK);
  assert_int_equal(value.type, THIMBLE_VALUE_BYTES);
  assert_int_equal(value.bytes.length, length);
  assert_memory_equal(value.bytes.data, bytes, length);
}

#endif
