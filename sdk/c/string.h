/* SPDX-License-Identifier: Apache-2.0 */
/* string.h: the part of <string.h> that containers have. A small constant length costs no call. */
#ifndef THIMBLE_STRING_H
#define THIMBLE_STRING_H

#include <stddef.h>

/** Copies `length` bytes between places that do not overlap. Returns `destination`. */
void *memcpy(void *restrict destination, const void *restrict source, size_t length);

/** Copies `length` bytes between places that may overlap. Returns `destination`. */
void *memmove(void *destination, const void *source, size_t length);

/** Fills `length` bytes with the low byte of `value`. Returns `destination`. */
void *memset(void *destination, int value, size_t length);

/** Compares bytes as unsigned numbers: negative, zero or positive as the first that differs. */
int memcmp(const void *left, const void *right, size_t length);

#endif
