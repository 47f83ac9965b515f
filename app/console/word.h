/* SPDX-License-Identifier: Apache-2.0 */
/* word.h: the words of a command. */
#ifndef THIMBLE_CONSOLE_WORD_H
#define THIMBLE_CONSOLE_WORD_H

#include <stdbool.h>
#include <thimble/bytes.h>

/* Cuts the next word off the line; its length is zero when there is none. */
struct thimble_bytes word_next(struct thimble_bytes *line);

bool word_is(struct thimble_bytes word, const char *text);

#define WORD_NO_NUMBER UINT32_MAX

/* A decimal number from 0 to `most`, at most 100 000 000, or WORD_NO_NUMBER. */
uint32_t word_number(struct thimble_bytes word, uint32_t most);

/* Prints what is wrong with a word, and returns false. */
bool word_complain(const char *message, struct thimble_bytes word);

#endif
