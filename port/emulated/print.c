/* SPDX-License-Identifier: Apache-2.0 */
/* print.c: text and numbers on the console. */
#include "emulated/print.h"
#include "emulated/board.h"

#include <string.h>

static const char digits[] = "0123456789abcdef";

void thimble_print(const char *text) {
  thimble_board_write(text, (uint32_t)strlen(text));
}

void thimble_print_decimal(int64_t value) {
  char text[20]; /* a sign and 19 digits */
  uint32_t start = sizeof text;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  do {
    text[--start] = digits[rest % 10];
    rest /= 10;
  } while (rest != 0);
  if (value < 0)
    text[--start] = '-';
  thimble_board_write(text + start, (uint32_t)sizeof text - start);
}

void thimble_print_number(const char *before, int64_t value, const char *after) {
  thimble_print(before);
  thimble_print_decimal(value);
  thimble_print(after);
}

void thimble_print_hexadecimal(uint64_t value) {
  uint32_t shift = value > UINT32_MAX ? 64 : 32;
  thimble_print("0x");
  while (shift > 0) {
    shift -= 4;
    thimble_board_write(&digits[value >> shift & 15], 1);
  }
}

static void print_byte_escaped(uint8_t byte) {
  const char text[] = {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
  thimble_board_write(text, sizeof text);
}

void thimble_print_escaped(struct thimble_bytes text) {
  for (uint32_t index = 0; index < text.length; index++) {
    uint8_t byte = text.data[index];
    if (byte == '\\')
      thimble_print("\\\\");
    else if (byte < ' ' || byte > '~')
      print_byte_escaped(byte);
    else
      thimble_board_write((const char *)&text.data[index], 1);
  }
}
