/* SPDX-License-Identifier: Apache-2.0 */
/* memory.h: the doors to guest memory touch the bytes that they were given, and the one translate
 * function gives out bytes of one region, with the permission that was asked for. */
#ifndef THIMBLE_PROOF_WP_MEMORY_H
#define THIMBLE_PROOF_WP_MEMORY_H

#include "engine/ebpf/memory.h"
#include "wp/state.h"

/*@ predicate is_width(integer size) = size == 1 || size == 2 || size == 4 || size == 8;
  @ predicate inside(wp_region *region, uint8_t *bytes, integer offset, integer size,
  @                  integer write) =
  @   bytes == region->base + offset && 0 <= offset && offset + size <= (write != 0 ? region->writable : region->readable);
  @ predicate granted(wp_region *regions, uint8_t *bytes, integer offset, integer size,
  @                   integer write) =
  @   inside(regions + 0, bytes, offset, size, write) || inside(regions + 1, bytes, offset, size, write) ||
  @   inside(regions + 2, bytes, offset, size, write) || inside(regions + 3, bytes, offset, size, write) ||
  @   inside(regions + 4, bytes, offset, size, write) || inside(regions + 5, bytes, offset, size, write) ||
  @   inside(regions + 6, bytes, offset, size, write) || inside(regions + 7, bytes, offset, size, write);
  @*/

/*@ requires \valid_read(regions + (0 .. 7));
  @ terminates \true; exits \false; assigns *bytes;
  @ ensures \result ==> granted(regions, *bytes, (uint32_t)address, size, write);
  @ ensures \result ==> (uint32_t)(address >> 32) < 8;
  @*/
static inline bool ebpf_translate(const struct thimble_ebpf_region *regions, uint64_t address,
                                  uint32_t size, bool write, uint8_t **bytes);

/*@ requires layout && fixed(state);
  @ terminates \true; exits \false; assigns state->address, *bytes;
  @ ensures \result ==> granted(&state->regions[0], *bytes, (uint32_t)address, size, write);
  @ ensures \result ==> (uint32_t)(address >> 32) < 8;
  @*/
bool thimble_ebpf_locate(struct thimble_ebpf_state *state, uint64_t address, uint32_t size,
                         bool write, uint8_t **bytes);

/*@ requires is_width(size) && \valid_read(bytes + (0 .. size - 1));
  @ terminates \true; exits \false; assigns \nothing;
  @*/
static inline uint64_t ebpf_read(const uint8_t *bytes, uint32_t size);

/*@ requires is_width(size) && \valid(bytes + (0 .. size - 1));
  @ terminates \true; exits \false; assigns bytes[0 .. size - 1];
  @*/
static inline void ebpf_write(uint8_t *bytes, uint32_t size, uint64_t value);

#endif
