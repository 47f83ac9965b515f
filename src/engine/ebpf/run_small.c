/* SPDX-License-Identifier: Apache-2.0 */
/* run_small.c: the small interpreter: one step after the other. Chosen by THIMBLE_EBPF_RUN=small.
 */
#include "engine/ebpf/flow.h"

/* Ends: each taken jump, call or return is charged, and between two of them the program counter
 * grows, which it can do at most `length` times (flow.h). */
enum thimble_ebpf_status thimble_ebpf_run(struct thimble_ebpf_state *state, uint32_t fuel) {
  state->pc = state->entry;
  state->limit = ebpf_first_limit(state->entry, fuel);
  enum thimble_ebpf_status status;
  /*@ loop invariant same_fields(state);
    @ loop invariant same_regions(state);
    @ loop invariant is_text(the_program);
    @ loop invariant same_table(state);
    @ loop invariant runs(state);
    @ loop invariant nests(state);
    @ loop invariant state->limit - 8 * state->pc <= 8 * fuel;
    @ loop assigns status, state->registers[0 .. 10], state->pc, state->limit, state->depth,
    @   state->frames_used, state->left, state->address, the_frames[0 .. frame_count - 2],
    @   WRITABLE_BYTES;
    @ loop variant state->limit - 8 * state->pc + 8 * text_length;
    @*/
  do
    status = thimble_ebpf_step(state);
  while (status == THIMBLE_EBPF_CONTINUE);
  return status;
}
