/* SPDX-License-Identifier: Apache-2.0 */
/* print.h: text and numbers on the console, without the C library's printf, which costs flash. */
#ifndef THIMBLE_EMULATED_PRINT_H
#define THIMBLE_EMULATED_PRINT_H

#include <thimble/bytes.h>

/* `text` ends in NUL. */
void thimble_print(const char *text);

void thimble_print_decimal(int64_t value);

/* A number between two texts. */
void thimble_print_number(const char *before, int64_t value, const char *after);

/* 0x and eight digits or more. */
void thimble_print_hexadecimal(uint64_t value);

/* Text that is not trusted: a backslash comes out twice, and what is not printable ASCII as \xNN.
 */
void thimble_print_escaped(struct thimble_bytes text);

#endif
