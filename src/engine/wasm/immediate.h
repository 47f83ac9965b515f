/* SPDX-License-Identifier: Apache-2.0 */
/* immediate.h: reads what follows an opcode while it runs. Validation has read the same bytes, with
 * reader.h: every number ends, inside the function and after as many bytes as its kind allows. So
 * nothing is checked again here; a `while` below turns at most ten times. */
#ifndef THIMBLE_WASM_IMMEDIATE_H
#define THIMBLE_WASM_IMMEDIATE_H

#include <stdbool.h>
#include <stdint.h>

/* Whether a number goes on behind this byte of it. */
static inline bool wasm_goes_on(uint32_t byte) {
  return (byte & 0x80u) != 0;
}

/* The first byte behind the number at `at`. */
static inline const uint8_t *wasm_skip(const uint8_t *at) {
  while (wasm_goes_on(*at++))
    ;
  return at;
}

/* The unsigned number at `at`, and behind which byte it ends: for any length, and therefore out of
 * line. The second is the upper half of what is returned, counted from `at`, since two registers
 * cost less than memory. */
__attribute__((cold)) uint64_t thimble_wasm_long_index(const uint8_t *at);

/* The signed number at `at` goes to `value`; returns the first byte behind it. */
const uint8_t *thimble_wasm_long_signed(const uint8_t *at, int64_t *value);

/* The unsigned number at `*at`, which moves behind it. */
static inline uint32_t wasm_index(const uint8_t **at) {
  if (!wasm_goes_on(**at))
    return *(*at)++;
  uint64_t number = thimble_wasm_long_index(*at);
  *at += (uint32_t)(number >> 32);
  return (uint32_t)number;
}

/* The low seven bits of `byte`, a signed number that it ends. */
static inline uint32_t wasm_short_signed(uint32_t byte) {
  return (uint32_t)((int32_t)(byte << 25) >> 25);
}

/* The rest of a signed number of 32 bits whose first byte is `first`, unrolled, since addresses and
 * masks are that long. Each byte that goes on has added 0x80 at its own place too much. */
static inline uint32_t wasm_long_i32(uint32_t first, const uint8_t **at) {
  const uint8_t *next = *at;
  uint32_t byte = *next++;
  uint32_t value = first + (byte << 7);
  if (!wasm_goes_on(byte)) {
    *at = next;
    return ((value - 0x80u) ^ 0x2000u) - 0x2000u;
  }
  byte = *next++;
  value += byte << 14;
  if (!wasm_goes_on(byte)) {
    *at = next;
    return ((value - 0x4080u) ^ 0x100000u) - 0x100000u;
  }
  byte = *next++;
  value += byte << 21;
  if (!wasm_goes_on(byte)) {
    *at = next;
    return ((value - 0x204080u) ^ 0x8000000u) - 0x8000000u;
  }
  value += (uint32_t)*next++ << 28;
  *at = next;
  return value - 0x10204080u;
}

#endif
