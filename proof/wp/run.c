/* SPDX-License-Identifier: Apache-2.0 */
/* run.c: a run of the small interpreter ends, after at most as many steps as there is fuel and
 * slots in the text, and keeps the invariant. */
#include "wp/flow.h"
#include "wp/step.h"

/* The variant is the fuel that is left, eight for each step, and the straight line that may still
 * run when it is gone. It is at most 8 * (fuel + text_length), never negative, and falls by at
 * least 8 in a step (step.h): there are at most fuel + text_length steps. */

/*@ requires layout && fixed(state) && nests(state) && state->depth == 0;
  @ requires starts(state->entry) && fuel <= THIMBLE_FUEL_MAXIMUM;
  @ terminates \true; exits \false;
  @ assigns state->registers[0 .. 10], state->pc, state->limit, state->depth, state->frames_used,
  @   state->left, state->address, the_frames[0 .. frame_count - 2],
  @   WRITABLE_BYTES;
  @ ensures fixed(state);
  @ ensures runs(state);
  @ ensures nests(state);
  @ ensures \result != THIMBLE_EBPF_CONTINUE;
  @*/
enum thimble_ebpf_status thimble_ebpf_run(struct thimble_ebpf_state *state, uint32_t fuel);

#include "engine/ebpf/run_small.c"
