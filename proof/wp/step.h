/* SPDX-License-Identifier: Apache-2.0 */
/* step.h: the theorem of one step. */
#ifndef THIMBLE_PROOF_WP_STEP_H
#define THIMBLE_PROOF_WP_STEP_H

#include "wp/state.h"

/* That the slots where control may be next were accepted is a part of `verified`. They are named,
 * since a prover looks no further than the slots that are. */
/*@ predicate accepted_slot(integer place) = place < text_length ==> accepted(place);
  @*/

/*@ requires layout && fixed(state) && runs(state) && nests(state);
  @ requires accepted(state->pc) && accepted_binding(state->pc);
  @ requires accepted_slot(state->pc + 1) && accepted_slot(state->pc + 2);
  @ terminates \true; exits \false;
  @ assigns state->registers[0 .. 10], state->pc, state->limit, state->depth, state->frames_used,
  @   state->left, state->address, the_frames[0 .. frame_count - 2],
  @   WRITABLE_BYTES;
  @ ensures fixed(state);
  @ ensures runs(state);
  @ ensures nests(state);
  @ ensures \result == THIMBLE_EBPF_CONTINUE ==>
  @   state->limit - 8 * state->pc <= \old(state->limit - 8 * state->pc) - 8;
  @*/
enum thimble_ebpf_status thimble_ebpf_step(struct thimble_ebpf_state *state);

#endif
