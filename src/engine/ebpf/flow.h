/* SPDX-License-Identifier: Apache-2.0 */
/* flow.h: how control moves: jumps, local calls and returns, and the fuel they are charged.
 *
 * Every function here either makes the whole move or changes nothing, so that a caller may refuse
 * it. The fuel contract (docs/fuel.md): the limit moves along with each taken jump, call and
 * return, and is compared there; between two of them at most one straight line of the program runs.
 */
#ifndef THIMBLE_EBPF_FLOW_H
#define THIMBLE_EBPF_FLOW_H

#include <stdbool.h>
#include <string.h>

#include "engine/ebpf/proof.h"
#include "engine/ebpf/state.h"

/* The limit of a run that starts at `entry`. It fits: an entry is below 2^17, fuel at most 2^27. */
static inline int32_t ebpf_first_limit(uint32_t entry, uint32_t fuel) {
  return (int32_t)((entry + fuel) * THIMBLE_EBPF_SLOT);
}

/* The fuel that is left once the instruction at `pc` has run, eight for each instruction. It may be
 * negative: so much was used since the last taken jump beyond the budget. */
static inline int32_t ebpf_fuel_left(const struct thimble_ebpf_state *state) {
  return state->limit - (int32_t)((state->pc + 1) * THIMBLE_EBPF_SLOT);
}

/* Goes to `target`; the instruction at `pc` was the last one before. */
static inline enum thimble_ebpf_status ebpf_go(struct thimble_ebpf_state *state, uint32_t target) {
  int32_t left = ebpf_fuel_left(state);
  if (left < 0)
    return THIMBLE_EBPF_OUT_OF_FUEL;
  state->pc = target;
  state->limit = (int32_t)(target * THIMBLE_EBPF_SLOT) + left;
  return THIMBLE_EBPF_CONTINUE;
}

/* Whether one more local call may be open. */
static inline bool ebpf_may_enter(const struct thimble_ebpf_state *state) {
  return state->depth + 1 < state->call_depth;
}

_Static_assert(THIMBLE_EBPF_SAVED_FIRST + THIMBLE_EBPF_SAVED <= THIMBLE_EBPF_FRAME,
               "the registers that are kept exist");

/* Opens a frame, which ebpf_may_enter() allowed. The caller's r6 to r9 are kept; r10 moves up. */
static inline void ebpf_enter(struct thimble_ebpf_state *state, uint32_t return_to) {
  struct thimble_ebpf_frame *frame =
      &state->frames[EBPF_INDEX(state->depth, state->call_depth - 1)];
  frame->return_to = return_to;
  /*@ assert is_text(the_program); */
  /*@ assert same_regions(state); */
  memcpy(frame->saved, &state->registers[THIMBLE_EBPF_SAVED_FIRST], sizeof frame->saved);
  state->registers[THIMBLE_EBPF_FRAME] += state->frame_size;
  state->depth++;
  if (state->depth >= state->frames_used)
    state->frames_used = state->depth + 1;
}

/* Closes the innermost frame, of which there is one beside the first. */
static inline void ebpf_leave(struct thimble_ebpf_state *state) {
  state->depth--;
  const struct thimble_ebpf_frame *frame =
      &state->frames[EBPF_INDEX(state->depth, state->call_depth - 1)];
  memcpy(&state->registers[THIMBLE_EBPF_SAVED_FIRST], frame->saved, sizeof frame->saved);
  state->registers[THIMBLE_EBPF_FRAME] -= state->frame_size;
}

/* Where the frame that was closed last goes on. */
static inline uint32_t ebpf_return_to(const struct thimble_ebpf_state *state) {
  return state->frames[EBPF_INDEX(state->depth, state->call_depth - 1)].return_to;
}

#endif
