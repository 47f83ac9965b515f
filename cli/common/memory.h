/* SPDX-License-Identifier: Apache-2.0 */
/* memory.h: the heap, for a program that has nothing better to do than stop when it is exhausted:
 * the functions print a message and exit instead of returning null. */
#ifndef THIMBLE_CLI_COMMON_MEMORY_H
#define THIMBLE_CLI_COMMON_MEMORY_H

#include <stddef.h>

/* Zeroed memory for `count` items of `size` bytes; free() gives it back. */
void *memory_get(size_t count, size_t size);

/* The array, perhaps moved, with room for at least one item beyond `count`. Call it before every
 * append: it grows when `count` is zero or a power of two. */
void *memory_grow(void *array, size_t count, size_t size);

/* A copy of the text; free() gives it back. */
char *memory_text(const char *text);

/* A formatted text; free() gives it back. */
char *memory_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
