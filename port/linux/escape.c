/* SPDX-License-Identifier: Apache-2.0 */
/* escape.c: see escape.h. */
#include "linux/escape.h"

#include <stdbool.h>

/* Bytes in the sequence that starts with `first`, and the least code point that needs so many. */
static uint32_t sequence_length(uint8_t first, uint32_t *least) {
  *least = 0;
  if (first < 0x80)
    return 1;
  *least = 0x80;
  if (first >= 0xc2 && first < 0xe0)
    return 2;
  *least = 0x800;
  if (first >= 0xe0 && first < 0xf0)
    return 3;
  *least = 0x10000;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

uint32_t thimble_linux_decode_utf8(struct thimble_bytes text, uint32_t *point) {
  if (text.length == 0)
    return 0;
  uint32_t least;
  uint32_t length = sequence_length(text.data[0], &least);
  if (length == 0 || length > text.length)
    return 0;
  uint32_t value = length == 1 ? text.data[0] : text.data[0] & (0x7fu >> length);
  for (uint32_t i = 1; i < length; i++) {
    if ((text.data[i] & 0xc0) != 0x80)
      return 0;
    value = value << 6 | (text.data[i] & 0x3f);
  }
  if (value < least || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
    return 0;
  *point = value;
  return length;
}

static bool is_printable(uint32_t point) {
  bool control = point < 0x20 || (point >= 0x7f && point < 0xa0);
  bool separator = point == 0x2028 || point == 0x2029;
  bool direction = (point >= 0x200e && point <= 0x200f) || (point >= 0x202a && point <= 0x202e) ||
                   (point >= 0x2066 && point <= 0x2069) || point == 0x61c;
  return !control && !separator && !direction;
}

void thimble_linux_write_escaped(FILE *stream, struct thimble_bytes text) {
  while (text.length > 0) {
    uint32_t point = 0;
    uint32_t length = thimble_linux_decode_utf8(text, &point);
    bool printable = length > 0 && is_printable(point);
    if (length == 0)
      length = 1;
    for (uint32_t i = 0; i < length; i++)
      fprintf(stream, printable ? "%c" : "\\x%02x", text.data[i]);
    if (printable && point == '\\')
      putc('\\', stream);
    text.data += length;
    text.length -= length;
  }
}
