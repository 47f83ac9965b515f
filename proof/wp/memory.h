/* SPDX-License-Identifier: Apache-2.0 */
/* memory.h: the doors to guest memory touch the bytes that they were given, and the one translate
 * function gives out bytes of one region, with the permission that was asked for. */
#ifndef THIMBLE_PROOF_WP_MEMORY_H
#define THIMBLE_PROOF_WP_MEMORY_H

#include "engine/ebpf/memory.h"
#include "wp/state.h"

/*@ predicate is_width(integer size) = size == 1 || size == 2 || size == 4 || size == 8;
  @ predicate inside(integer number, uint8_t *bytes, integer offset, integer size, integer write) =
  @   bytes == base_of(number) + offset && 0 <= offset &&
  @   offset + size <= (write != 0 ? writable_of(number) : readable_of(number));
  @ predicate granted(uint8_t *bytes, integer offset, integer size, integer write) =
  @   inside(0, bytes, offset, size, write) || inside(1, bytes, offset, size, write) ||
  @   inside(2, bytes, offset, size, write) || inside(3, bytes, offset, size, write) ||
  @   inside(4, bytes, offset, size, write) || inside(5, bytes, offset, size, write) ||
  @   inside(6, bytes, offset, size, write) || inside(7, bytes, offset, size, write);
  @
  @ lemma region_is_named: \forall wp_state *state, integer number; same_regions(state) ==>
  @   0 <= number < 8 ==> state->regions[number].base == base_of(number) &&
  @   state->regions[number].readable == readable_of(number) &&
  @   state->regions[number].writable == writable_of(number);
  @ lemma inside_is_granted: \forall integer number, uint8_t *bytes, integer offset, integer size,
  @   integer write; 0 <= number < 8 ==> inside(number, bytes, offset, size, write) ==>
  @   granted(bytes, offset, size, write);
  @ // What is inside of a region is as valid as that, and as far from the rest.
  @ lemma inside_is_valid: \forall integer number, uint8_t *bytes, integer offset, integer size;
  @   valid_region(number) ==> inside(number, bytes, offset, size, 1) ==>
  @   \valid(bytes + (0 .. size - 1));
  @ lemma inside_is_readable: \forall integer number, uint8_t *bytes, integer offset, integer size;
  @   valid_region(number) ==> inside(number, bytes, offset, size, 0) ==>
  @   \valid_read(bytes + (0 .. size - 1));
  @ lemma inside_is_apart: \forall integer number, uint8_t *bytes, integer offset, integer size;
  @   apart_region(number) ==> inside(number, bytes, offset, size, 1) ==> size > 0 ==>
  @   \separated(bytes + (0 .. size - 1), WP_TABLE);
  @*/

/*@ requires valid_state && regions == &the_state->regions[0] && same_regions(the_state);
  @ terminates \true; exits \false; assigns *bytes;
  @ ensures \result ==>
  @   inside((uint32_t)(address >> 32), *bytes, (uint32_t)address, size, write);
  @ ensures \result ==> (uint32_t)(address >> 32) < 8;
  @*/
static inline bool ebpf_translate(const struct thimble_ebpf_region *regions, uint64_t address,
                                  uint32_t size, bool write, uint8_t **bytes);

/*@ requires layout && fixed(state) && size > 0 && (write == 0 || write == 1);
  @ terminates \true; exits \false; assigns state->address, *bytes;
  @ ensures \result ==> granted(*bytes, (uint32_t)address, size, write);
  @ ensures \result ==> (uint32_t)(address >> 32) < 8;
  @ ensures \result && write == 1 ==> \valid(*bytes + (0 .. size - 1));
  @ ensures \result && write == 1 ==> \separated(*bytes + (0 .. size - 1), WP_TABLE);
  @ ensures \result && write == 0 ==> \valid_read(*bytes + (0 .. size - 1));
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
