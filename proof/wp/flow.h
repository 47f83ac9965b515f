/* SPDX-License-Identifier: Apache-2.0 */
/* flow.h: moves of control charge their fuel, keep the frames and leave the program as it is. */
#ifndef THIMBLE_PROOF_WP_FLOW_H
#define THIMBLE_PROOF_WP_FLOW_H

#include <string.h>

#include "wp/state.h"

/* The C library's memcpy, of the registers of one frame, with their type: the prover's memory is
 * typed. Which registers they are is demanded, since bytes of the state are valid for the prover
 * beyond the end of an array in it. */
/*@ requires size == 4 * sizeof(uint64_t) && \valid(to + (0 .. 3)) && \valid_read(from + (0 .. 3));
  @ requires \separated(to + (0 .. 3), from + (0 .. 3));
  @ requires from == &the_state->registers[THIMBLE_EBPF_SAVED_FIRST] ||
  @   to == &the_state->registers[THIMBLE_EBPF_SAVED_FIRST];
  @ terminates \true; exits \false; assigns to[0 .. 3] \from from[0 .. 3];
  @*/
void wp_copy_registers(uint64_t *to, const uint64_t *from, size_t size);

#define memcpy wp_copy_registers
#include "engine/ebpf/flow.h"
#undef memcpy

/*@ requires entry < WP_SLOTS && fuel <= THIMBLE_FUEL_MAXIMUM;
  @ terminates \true; exits \false; assigns \nothing;
  @ ensures \result == 8 * (entry + fuel);
  @*/
static inline int32_t ebpf_first_limit(uint32_t entry, uint32_t fuel);

/*@ requires \valid_read(state) && state->pc < WP_SLOTS && 0 <= state->limit;
  @ terminates \true; exits \false; assigns \nothing;
  @ ensures \result == state->limit - 8 * (state->pc + 1);
  @*/
static inline int32_t ebpf_fuel_left(const struct thimble_ebpf_state *state);

/*@ requires layout && fixed(state) && runs(state) && nests(state);
  @ requires starts(target);
  @ terminates \true; exits \false; assigns state->pc, state->limit;
  @ ensures same_fields(state);
  @ ensures same_regions(state);
  @ ensures is_text(the_program);
  @ ensures same_table(state);
  @ ensures runs(state);
  @ ensures nests(state);
  @ ensures \result == THIMBLE_EBPF_CONTINUE ==> state->pc == target;
  @ ensures \result == THIMBLE_EBPF_CONTINUE || \result == THIMBLE_EBPF_OUT_OF_FUEL;
  @ ensures \result == THIMBLE_EBPF_CONTINUE ==>
  @   state->limit - 8 * state->pc == \old(state->limit - 8 * state->pc) - 8;
  @ ensures \result != THIMBLE_EBPF_CONTINUE ==>
  @   state->pc == \old(state->pc) && state->limit == \old(state->limit);
  @ ensures \old(state->limit - 8 * state->pc) >= 8 ==> \result == THIMBLE_EBPF_CONTINUE;
  @*/
static inline enum thimble_ebpf_status ebpf_go(struct thimble_ebpf_state *state, uint32_t target);

/*@ requires layout && fixed(state) && nests(state); terminates \true; exits \false; assigns \nothing;
  @ ensures \result ==> state->depth + 1 < frame_count;
  @*/
static inline bool ebpf_may_enter(const struct thimble_ebpf_state *state);

/*@ requires valid_state && fixed(state) && runs(state) && nests(state);
  @ requires state->depth + 1 < frame_count;
  @ requires starts(return_to);
  @ requires \valid(state->frames + state->depth) && \separated(state->frames + state->depth, state);
  @ requires \separated(state->frames + state->depth, WP_PROGRAM);
  @ requires \separated(state->frames + state->depth, the_bindings);
  @ requires \separated(state, WP_PROGRAM) && \separated(state, the_bindings);
  @ terminates \true; exits \false;
  @ assigns state->registers[10], state->depth, state->frames_used,
  @   the_frames[0 .. frame_count - 2];
  @ ensures same_fields(state);
  @ ensures same_regions(state);
  @ ensures is_text(the_program);
  @ ensures same_table(state);
  @ ensures runs(state);
  @ ensures nests(state);
  @*/
static inline void ebpf_enter(struct thimble_ebpf_state *state, uint32_t return_to);

/*@ requires layout && runs(state) && nests(state) && state->depth > 0;
  @ requires same_fields(state);
  @ requires same_regions(state);
  @ requires is_text(the_program);
  @ requires same_table(state);
  @ terminates \true; exits \false;
  @ assigns state->registers[6 .. 10], state->depth;
  @ ensures same_fields(state);
  @ ensures same_regions(state);
  @ ensures is_text(the_program);
  @ ensures same_table(state);
  @ ensures runs(state);
  @ ensures nests(state);
  @ ensures state->depth == \old(state->depth) - 1;
  @ ensures starts(the_frames[state->depth].return_to);
  @*/
static inline void ebpf_leave(struct thimble_ebpf_state *state);

/*@ requires layout && fixed(state) && state->depth + 1 < frame_count;
  @ terminates \true; exits \false; assigns \nothing;
  @ ensures \result == the_frames[state->depth].return_to;
  @*/
static inline uint32_t ebpf_return_to(const struct thimble_ebpf_state *state);

#endif
