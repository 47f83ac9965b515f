/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

#include <string.h>

static const char *name_of(uint32_t number) {
  switch (number) {
  case 0:
    return "zero";
  case 1:
    return "one hundred and eleven";
  case 2:
    return "two";
  case 7:
    return "seven";
  default:
    return "many";
  }
}

static uint32_t length_of(const char *text) {
  uint32_t length = 0;
  while (text[length])
    length++;
  return length;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  char buffer[8] = "abcdefg";
  memcpy(buffer, name_of(context->count), 4);
  return length_of(name_of(context->count)) * 1000 + buffer[0] + buffer[6];
}
