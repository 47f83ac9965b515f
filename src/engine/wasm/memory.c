/* SPDX-License-Identifier: Apache-2.0 */
/* memory.c: moves bytes in and out of linear memory. Loops over words, since small C libraries go
 * byte by byte. */
#include "engine/wasm/memory.h"

#define WORD 8u

void thimble_wasm_copy(uint8_t *to, const uint8_t *from, uint32_t length) {
  for (; length >= WORD; length -= WORD) {
    wasm_write_64(to, wasm_read_64(from));
    to += WORD;
    from += WORD;
  }
  for (; length > 0; length--)
    *to++ = *from++;
}

void thimble_wasm_clear(uint8_t *bytes, uint32_t length) {
  for (; length >= WORD; length -= WORD) {
    wasm_write_64(bytes, 0);
    bytes += WORD;
  }
  for (; length > 0; length--)
    *bytes++ = 0;
}
