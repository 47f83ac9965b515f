/* SPDX-License-Identifier: Apache-2.0 */
/* words.h: the words of a line, and the numbers in them.
 *
 * Words are separated by spaces and tabs. One that starts with a quotation mark goes on to the next
 * one; the first mark stays at its start, the last is dropped. `#` at the start of a word begins a
 * comment. */
#ifndef THIMBLE_SCENARIO_WORDS_H
#define THIMBLE_SCENARIO_WORDS_H

#include <stdbool.h>
#include <thimble/bytes.h>

/* Cuts the next line off the text, without its end. False: the text is used up. */
bool scenario_next_line(struct thimble_bytes *text, struct thimble_bytes *line);

/* Cuts the next word off the line; its length is zero when there is none. */
struct thimble_bytes scenario_next_word(struct thimble_bytes *line);

/* Cuts off what stands before the separator, or all; the separator is dropped. */
struct thimble_bytes scenario_cut(struct thimble_bytes *rest, char separator);

bool scenario_is(struct thimble_bytes word, const char *text);

/* A decimal number, perhaps with a minus, from `least` to `most`. */
bool scenario_read_number(struct thimble_bytes word, int64_t least, int64_t most, int64_t *number);

/* Hexadecimal digits, two for each byte, or, behind a quotation mark, text. False: it is neither,
 * or more than `capacity`. */
bool scenario_read_bytes(struct thimble_bytes word, uint8_t *bytes, uint32_t capacity,
                         uint32_t *length);

#endif
