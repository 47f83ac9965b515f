/* SPDX-License-Identifier: Apache-2.0 */
/* memory.h: the door to linear memory. No guest address becomes a pointer but here: the base of the
 * memory and an offset that was compared with its size.
 *
 * Values are put together byte by byte, the lowest first (core specification, section 4.3.4), which
 * is right for every byte order and alignment; compilers make one access of it where they can. */
#ifndef THIMBLE_WASM_MEMORY_H
#define THIMBLE_WASM_MEMORY_H

#include "engine/wasm/state.h"

/* Whether `length` bytes from `address` + `offset`, a sum of 33 bits, are inside a memory of `size`
 * bytes; `place` is that sum. The one check. */
static inline bool wasm_reaches(uint32_t address, uint32_t offset, uint32_t length, uint32_t size,
                                uint32_t *place) {
  uint32_t end;
  return !__builtin_add_overflow(address, offset, place) &&
         !__builtin_add_overflow(*place, length, &end) && end <= size;
}

static inline uint32_t wasm_read_8(const uint8_t *bytes) {
  return bytes[0];
}
static inline uint32_t wasm_read_16(const uint8_t *bytes) {
  return (uint32_t)(bytes[0] | bytes[1] << 8);
}
static inline uint32_t wasm_read_32(const uint8_t *bytes) {
  return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}
static inline uint64_t wasm_read_64(const uint8_t *bytes) {
  uint32_t low = wasm_read_32(bytes), high = wasm_read_32(bytes + 4);
  return low | (uint64_t)high << 32;
}

static inline void wasm_write_8(uint8_t *bytes, uint32_t value) {
  bytes[0] = (uint8_t)value;
}
static inline void wasm_write_16(uint8_t *bytes, uint32_t value) {
  bytes[0] = (uint8_t)value;
  bytes[1] = (uint8_t)(value >> 8);
}
static inline void wasm_write_32(uint8_t *bytes, uint32_t value) {
  bytes[0] = (uint8_t)value;
  bytes[1] = (uint8_t)(value >> 8);
  bytes[2] = (uint8_t)(value >> 16);
  bytes[3] = (uint8_t)(value >> 24);
}
static inline void wasm_write_64(uint8_t *bytes, uint64_t value) {
  wasm_write_32(bytes, (uint32_t)value);
  wasm_write_32(bytes + 4, (uint32_t)(value >> 32));
}

static inline bool wasm_is_aligned(const uint8_t *bytes) {
  return (uintptr_t)bytes % _Alignof(uint64_t) == 0;
}

/* Copies bytes; the ranges do not overlap. By words where the addresses allow it, since small C
 * libraries go byte by byte. */
static inline void wasm_copy(uint8_t *to, const uint8_t *from, uint32_t length) {
  if (__builtin_expect(wasm_is_aligned(to) && wasm_is_aligned(from), 1)) {
    uint64_t *wide_to = (uint64_t *)(void *)to;
    const uint64_t *wide_from = (const uint64_t *)(const void *)from;
    const uint64_t *end = wide_from + length / sizeof(uint64_t);
    while (wide_from != end)
      *wide_to++ = *wide_from++;
    to = (uint8_t *)wide_to;
    from = (const uint8_t *)wide_from;
    length %= sizeof(uint64_t);
  }
  for (; length > 0; length--)
    *to++ = *from++;
}

/* The same out of line. */
void thimble_wasm_copy(uint8_t *to, const uint8_t *from, uint32_t length);

void thimble_wasm_clear(uint8_t *bytes, uint32_t length);

#endif
