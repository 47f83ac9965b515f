/* SPDX-License-Identifier: Apache-2.0 */
/* memory.h: the only door to guest memory: one translate function, one reader, one writer.
 *
 * The check takes constant time whatever the number of regions: number < count, permission, and
 * n <= length && offset <= length - n, which cannot wrap. All 64 bits of the address count. Any
 * alignment is allowed: bytes are moved one by one, which gcc and clang merge where the machine
 * permits it. */
#ifndef THIMBLE_EBPF_MEMORY_H
#define THIMBLE_EBPF_MEMORY_H

#include <stdbool.h>

#include "engine/ebpf/proof.h"
#include "engine/ebpf/state.h"

/* Whether `size` bytes at `address` are granted; if so, `bytes` is where they are. */
static inline bool ebpf_translate(const struct thimble_ebpf_region *regions, uint64_t address,
                                  uint32_t size, bool write, uint8_t **bytes) {
  uint32_t number = (uint32_t)(address >> 32);
  uint32_t offset = (uint32_t)address;
  if (number >= THIMBLE_EBPF_REGIONS)
    return false;
  const struct thimble_ebpf_region *region = &regions[EBPF_INDEX(number, THIMBLE_EBPF_REGIONS)];
  uint32_t length = write ? region->writable : region->readable;
  if (offset > length || length - offset < size)
    return false;
  *bytes = region->base + offset;
  return true;
}

/* The same for whoever is in no hurry; if not granted, `address` is kept as the place of the trap.
 */
bool thimble_ebpf_locate(struct thimble_ebpf_state *state, uint64_t address, uint32_t size,
                         bool write, uint8_t **bytes);

/* Reads `size` (1, 2, 4 or 8) bytes, little-endian. */
static inline uint64_t ebpf_read(const uint8_t *bytes, uint32_t size) {
  EBPF_READING(bytes, size);
  uint32_t low = bytes[0], high = 0;
  if (size >= 2)
    low |= (uint32_t)bytes[1] << 8;
  if (size >= 4)
    low |= (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
  if (size == 8)
    high = (uint32_t)bytes[4] | (uint32_t)bytes[5] << 8 | (uint32_t)bytes[6] << 16 |
           (uint32_t)bytes[7] << 24;
  return low | (uint64_t)high << 32;
}

/* Writes the low `size` (1, 2, 4 or 8) bytes of `value`, little-endian. */
static inline void ebpf_write(uint8_t *bytes, uint32_t size, uint64_t value) {
  EBPF_WRITING(bytes, size);
  uint32_t low = (uint32_t)value, high = (uint32_t)(value >> 32);
  bytes[0] = (uint8_t)low;
  if (size >= 2)
    bytes[1] = (uint8_t)(low >> 8);
  if (size >= 4) {
    bytes[2] = (uint8_t)(low >> 16);
    bytes[3] = (uint8_t)(low >> 24);
  }
  if (size == 8) {
    bytes[4] = (uint8_t)high;
    bytes[5] = (uint8_t)(high >> 8);
    bytes[6] = (uint8_t)(high >> 16);
    bytes[7] = (uint8_t)(high >> 24);
  }
}

#endif
