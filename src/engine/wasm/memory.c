/* SPDX-License-Identifier: Apache-2.0 */
/* memory.c: moves bytes in and out of linear memory. Loops over words where the
 * addresses allow it, since small C libraries go byte by byte. */
#include "engine/wasm/memory.h"

void thimble_wasm_copy(uint8_t *to, const uint8_t *from, uint32_t length) {
  wasm_copy(to, from, length);
}

void thimble_wasm_clear(uint8_t *bytes, uint32_t length) {
  for (; length > 0 && !wasm_is_aligned(bytes); length--)
    *bytes++ = 0;
  uint64_t *wide = (uint64_t *)(void *)bytes;
  for (; length >= sizeof(uint64_t); length -= (uint32_t)sizeof(uint64_t))
    *wide++ = 0;
  bytes = (uint8_t *)wide;
  for (; length > 0; length--)
    *bytes++ = 0;
}
