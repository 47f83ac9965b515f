/* SPDX-License-Identifier: Apache-2.0 */
/* memory.c: moves bytes in and out of linear memory. Loops over words, since small C libraries go
 * byte by byte. */
#include "engine/wasm/memory.h"

#include <string.h>

#define BLOCK 8u

void thimble_wasm_copy(uint8_t *to, const uint8_t *from, uint32_t length) {
  for (; length >= BLOCK; length -= BLOCK) {
    uint32_t first, second;
    memcpy(&first, from, sizeof first);
    memcpy(&second, from + sizeof first, sizeof second);
    memcpy(to, &first, sizeof first);
    memcpy(to + sizeof first, &second, sizeof second);
    to += BLOCK;
    from += BLOCK;
  }
  for (; length > 0; length--)
    *to++ = *from++;
}

void thimble_wasm_clear(uint8_t *bytes, uint32_t length) {
  static const uint32_t zero[BLOCK / sizeof(uint32_t)];
  for (; length >= BLOCK; length -= BLOCK) {
    memcpy(bytes, zero, BLOCK);
    bytes += BLOCK;
  }
  for (; length > 0; length--)
    *bytes++ = 0;
}
