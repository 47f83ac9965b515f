/* SPDX-License-Identifier: Apache-2.0 */
/* runtime.c: what compiled containers call without their author having written it. `thimble build`
 * links it when it is needed and leaves out what is not.
 *
 * The names that start with underscores are what `thimble build` makes of the large copies and
 * fills that the compiler generates; the usual names are the same functions, weak, so that a
 * container may bring its own. Compiled with -fno-builtin, or the compiler would turn these loops
 * into calls of themselves.
 *
 * Eight bytes are moved at a time although the addresses need not be multiples of eight: guest
 * memory allows every alignment, and fuel is counted in instructions. */
#include <stddef.h>
#include <stdint.h>

typedef uint64_t __attribute__((may_alias)) word;

#define SAME_AS(function) __attribute__((weak, alias(#function)))

void *__thimble_memcpy(void *destination, const void *source, size_t length);
void *__thimble_memmove(void *destination, const void *source, size_t length);
void *__thimble_memset(void *destination, int value, size_t length);

void *memcpy(void *destination, const void *source, size_t length) SAME_AS(__thimble_memcpy);
void *memmove(void *destination, const void *source, size_t length) SAME_AS(__thimble_memmove);
void *memset(void *destination, int value, size_t length) SAME_AS(__thimble_memset);
int memcmp(const void *left, const void *right, size_t length);

void *__thimble_memcpy(void *destination, const void *source, size_t length) {
  uint8_t *to = destination;
  const uint8_t *from = source;
  for (; length >= sizeof(word); length -= sizeof(word)) {
    *(word *)to = *(const word *)from;
    to += sizeof(word);
    from += sizeof(word);
  }
  for (; length > 0; length--)
    *to++ = *from++;
  return destination;
}

/* A copy in ascending order is right when it writes nothing that it has yet to read. */
void *__thimble_memmove(void *destination, const void *source, size_t length) {
  if ((uintptr_t)destination <= (uintptr_t)source)
    return __thimble_memcpy(destination, source, length);
  uint8_t *to = (uint8_t *)destination + length;
  const uint8_t *from = (const uint8_t *)source + length;
  for (; length >= sizeof(word); length -= sizeof(word)) {
    to -= sizeof(word);
    from -= sizeof(word);
    *(word *)to = *(const word *)from;
  }
  for (; length > 0; length--)
    *--to = *--from;
  return destination;
}

/* The compiler's own fills pass one byte, and what stands above it in the register is not defined.
 */
void *__thimble_memset(void *destination, int value, size_t length) {
  uint8_t *to = destination;
  uint64_t bytes = (uint8_t)value * UINT64_C(0x0101010101010101);
  for (; length >= sizeof(word); length -= sizeof(word)) {
    *(word *)to = bytes;
    to += sizeof(word);
  }
  for (; length > 0; length--)
    *to++ = (uint8_t)bytes;
  return destination;
}

__attribute__((weak)) int memcmp(const void *left, const void *right, size_t length) {
  const uint8_t *a = left;
  const uint8_t *b = right;
  for (; length >= sizeof(word) && *(const word *)a == *(const word *)b; length -= sizeof(word)) {
    a += sizeof(word);
    b += sizeof(word);
  }
  for (; length > 0; length--, a++, b++) {
    if (*a != *b)
      return *a - *b;
  }
  return 0;
}
