/* SPDX-License-Identifier: Apache-2.0 */
/* name.c: see name.h. */
#include "base/name.h"

#include <string.h>
#include <thimble/limits.h>

struct thimble_bytes thimble_name(const char *text) {
  return (struct thimble_bytes){(const uint8_t *)text, (uint32_t)strlen(text)};
}

static bool is_name_character(uint8_t character) {
  return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ||
         character == '.' || character == '_' || character == '-';
}

bool thimble_name_is_valid(struct thimble_bytes name) {
  for (uint32_t i = 0; i < name.length && i < THIMBLE_NAME_MAXIMUM; i++)
    if (!is_name_character(name.data[i]))
      return false;
  return name.length > 0 && name.length <= THIMBLE_NAME_MAXIMUM;
}

int thimble_name_compare(struct thimble_bytes left, struct thimble_bytes right) {
  uint32_t shorter = left.length < right.length ? left.length : right.length;
  for (uint32_t i = 0; i < shorter; i++)
    if (left.data[i] != right.data[i])
      return left.data[i] < right.data[i] ? -1 : 1;
  return left.length == right.length ? 0 : left.length < right.length ? -1 : 1;
}
