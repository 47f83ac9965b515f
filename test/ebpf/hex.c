/* SPDX-License-Identifier: Apache-2.0 */
/* hex.c: see hex.h. */
#include "ebpf/hex.h"

#include <string.h>

static int digit(char character) {
  static const char digits[] = "0123456789abcdef0123456789ABCDEF";
  const char *place = character != '\0' ? strchr(digits, character) : NULL;
  return place != NULL ? (int)((place - digits) % 16) : -1;
}

bool hex_read(const char *text, size_t length, uint8_t *bytes, uint32_t size, uint32_t *count) {
  *count = 0;
  for (size_t i = 0; i < length; i++) {
    if (strchr(" \t\r\n", text[i]) != NULL && text[i] != '\0')
      continue;
    if (i + 1 == length || digit(text[i]) < 0 || digit(text[i + 1]) < 0 || *count == size)
      return false;
    bytes[(*count)++] = (uint8_t)(digit(text[i]) * 16 + digit(text[i + 1]));
    i++;
  }
  return true;
}
