/* SPDX-License-Identifier: Apache-2.0 */
/* text.c: see text.h. One function writes to the caller's memory; all others are made of it. */
#include "base/text.h"

#include <string.h>

/* Room for the longest number: 20 decimal digits. */
enum {
  DIGITS_MAXIMUM = 20
};

void thimble_text_start(struct thimble_text *text, char *bytes, uint32_t capacity) {
  text->bytes = bytes;
  text->capacity = capacity;
  text->length = 0;
  text->cut = false;
  bytes[0] = '\0';
}

void thimble_text_append_bytes(struct thimble_text *text, struct thimble_bytes bytes) {
  uint32_t room = text->capacity - 1 - text->length;
  uint32_t length = bytes.length;
  if (length > room) {
    length = room;
    text->cut = true;
  }
  if (length > 0)
    memcpy(text->bytes + text->length, bytes.data, length);
  text->length += length;
  text->bytes[text->length] = '\0';
}

void thimble_text_append(struct thimble_text *text, const char *string) {
  struct thimble_bytes bytes = {(const uint8_t *)string, (uint32_t)strlen(string)};
  thimble_text_append_bytes(text, bytes);
}

/* Writes at least `least` digits; 64 bits have at most DIGITS_MAXIMUM in base 10 or 16. */
static void append_digits(struct thimble_text *text, uint64_t number, uint32_t base,
                          uint32_t least) {
  uint8_t digits[DIGITS_MAXIMUM];
  uint32_t start = DIGITS_MAXIMUM;
  while (start > 0 && (number != 0 || DIGITS_MAXIMUM - start < least)) {
    digits[--start] = (uint8_t) "0123456789abcdef"[number % base];
    number /= base;
  }
  struct thimble_bytes bytes = {digits + start, DIGITS_MAXIMUM - start};
  thimble_text_append_bytes(text, bytes);
}

void thimble_text_append_unsigned(struct thimble_text *text, uint64_t number) {
  append_digits(text, number, 10, 1);
}

void thimble_text_append_decimal(struct thimble_text *text, int64_t number) {
  uint64_t magnitude = (uint64_t)number;
  if (number < 0) {
    thimble_text_append(text, "-");
    magnitude = 0 - magnitude; /* holds for the least number too */
  }
  append_digits(text, magnitude, 10, 1);
}

void thimble_text_append_hex(struct thimble_text *text, uint64_t number, uint32_t digits) {
  thimble_text_append(text, "0x");
  append_digits(text, number, 16, digits);
}
