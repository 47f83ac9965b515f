/* SPDX-License-Identifier: Apache-2.0 */
/* text.h: puts text and numbers together in memory of the caller, without stdio.
 *
 * Rules of use: start once, append as often as you like, then use `bytes`, which always end in NUL.
 * What does not fit is left out, and `cut` says so; nothing is ever written past the capacity. */
#ifndef THIMBLE_BASE_TEXT_H
#define THIMBLE_BASE_TEXT_H

#include <stdbool.h>
#include <thimble/bytes.h>

struct thimble_text {
  char *bytes;
  uint32_t capacity; /* bytes there are, at least one: the NUL counts */
  uint32_t length;   /* bytes in use, without the NUL */
  bool cut;
};

void thimble_text_start(struct thimble_text *text, char *bytes, uint32_t capacity);

/* Appends a string that ends in NUL. */
void thimble_text_append(struct thimble_text *text, const char *string);

void thimble_text_append_bytes(struct thimble_text *text, struct thimble_bytes bytes);

void thimble_text_append_unsigned(struct thimble_text *text, uint64_t number);

void thimble_text_append_decimal(struct thimble_text *text, int64_t number);

/* Appends 0x and the number in lower-case hexadecimal, with zeros in front up to `digits` (1 to 16)
 * digits. */
void thimble_text_append_hex(struct thimble_text *text, uint64_t number, uint32_t digits);

#endif
