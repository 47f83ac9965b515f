/* SPDX-License-Identifier: Apache-2.0 */
/* hex_text.c: see hex_text.h. */
#include "cli/common/hex_text.h"

#include <stddef.h>

#include "cli/common/memory.h"

char *hex_text(struct thimble_bytes bytes) {
  static const char digits[] = "0123456789abcdef";
  char *text = memory_get(2 * (size_t)bytes.length + 1, 1);
  for (size_t index = 0; index < bytes.length; index++) {
    text[2 * index] = digits[bytes.data[index] >> 4];
    text[2 * index + 1] = digits[bytes.data[index] & 15];
  }
  return text;
}
