/* SPDX-License-Identifier: Apache-2.0 */
/* flow.h: how control moves: jumps, local calls and returns, and the fuel they are charged.
 *
 * Every function here either makes the whole move or changes nothing, so that a caller may refuse
 * it. The fuel contract (docs/fuel.md): the limit moves along with each taken jump, call and return,
 * and is compared there; between two of them at most one straight line of the program runs. */
#ifndef THIMBLE_EBPF_FLOW_H
#define THIMBLE_EBPF_FLOW_H

#include "engine/ebpf/state.h"

/* Goes to `target`; the instruction at `pc` was the last one before. */
static inline enum thimble_ebpf_status ebpf_go(struct thimble_ebpf_state *state, uint32_t target) {
  int32_t limit = state->limit + (int32_t)target - (int32_t)(state->pc + 1);
  if ((int32_t)target > limit)
    return THIMBLE_EBPF_OUT_OF_FUEL;
  state->pc = target;
  state->limit = limit;
  return THIMBLE_EBPF_CONTINUE;
}

/* Opens a frame. The caller's r6 to r9 are kept; r10 moves up by one frame. */
static inline enum thimble_ebpf_status ebpf_enter(struct thimble_ebpf_state *state,
                                                  uint32_t target) {
  if (state->depth + 1 >= state->call_depth)
    return THIMBLE_EBPF_TOO_DEEP;
  uint32_t return_to = state->pc + 1;
  enum thimble_ebpf_status status = ebpf_go(state, target);
  if (status != THIMBLE_EBPF_CONTINUE)
    return status;
  struct thimble_ebpf_frame *frame = &state->frames[state->depth];
  for (uint32_t i = 0; i < THIMBLE_EBPF_SAVED; i++)
    frame->saved[i] = state->registers[THIMBLE_EBPF_SAVED_FIRST + i];
  frame->return_to = return_to;
  state->registers[THIMBLE_EBPF_FRAME] += state->frame_size;
  state->depth++;
  if (state->depth > state->deepest)
    state->deepest = state->depth;
  return THIMBLE_EBPF_CONTINUE;
}

/* Closes a frame that is open: depth > 0. */
static inline enum thimble_ebpf_status ebpf_leave(struct thimble_ebpf_state *state) {
  const struct thimble_ebpf_frame *frame = &state->frames[state->depth - 1];
  enum thimble_ebpf_status status = ebpf_go(state, frame->return_to);
  if (status != THIMBLE_EBPF_CONTINUE)
    return status;
  for (uint32_t i = 0; i < THIMBLE_EBPF_SAVED; i++)
    state->registers[THIMBLE_EBPF_SAVED_FIRST + i] = frame->saved[i];
  state->registers[THIMBLE_EBPF_FRAME] -= state->frame_size;
  state->depth--;
  return THIMBLE_EBPF_CONTINUE;
}

#endif
