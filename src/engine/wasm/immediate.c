/* SPDX-License-Identifier: Apache-2.0 */
/* immediate.c: see immediate.h. */
#include "engine/wasm/immediate.h"

uint64_t thimble_wasm_long_index(const uint8_t *at) {
  uint32_t number = 0, length = 0, shift = 0;
  uint32_t byte;
  do {
    byte = at[length++];
    number |= (byte & 0x7fu) << shift;
    shift += 7;
  } while (wasm_goes_on(byte));
  return number | (uint64_t)length << 32;
}

const uint8_t *thimble_wasm_long_signed(const uint8_t *at, int64_t *value) {
  uint64_t number = 0;
  uint32_t shift = 0;
  uint32_t byte;
  do {
    byte = *at++;
    number |= (uint64_t)(byte & 0x7fu) << shift;
    shift += 7;
  } while (wasm_goes_on(byte));
  if ((byte & 0x40u) != 0 && shift < 64)
    number |= UINT64_MAX << shift;
  *value = (int64_t)number;
  return at;
}
