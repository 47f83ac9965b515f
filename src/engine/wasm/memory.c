/* SPDX-License-Identifier: Apache-2.0 */
/* memory.c: moves bytes in and out of linear memory. Loops over words, since small C libraries go
 * byte by byte. */
#include "engine/wasm/memory.h"

#define WORD 4u

void thimble_wasm_copy(uint8_t *to, const uint8_t *from, uint32_t length) {
  const uint8_t *end = from + length;
  for (const uint8_t *words = from + length / WORD * WORD; from != words; from += WORD) {
    wasm_write_32(to, wasm_read_32(from));
    to += WORD;
  }
  while (from != end)
    *to++ = *from++;
}

void thimble_wasm_clear(uint8_t *bytes, uint32_t length) {
  const uint8_t *end = bytes + length;
  for (const uint8_t *words = bytes + length / WORD * WORD; bytes != words; bytes += WORD)
    wasm_write_32(bytes, 0);
  while (bytes != end)
    *bytes++ = 0;
}
