/* SPDX-License-Identifier: Apache-2.0 */
/* call.h: what a step relies on when it calls a binding. */
#ifndef THIMBLE_PROOF_WP_CALL_H
#define THIMBLE_PROOF_WP_CALL_H

#include "engine/ebpf/call.h"
#include "wp/state.h"

/*@ requires layout && fixed(state) && runs(state) && nests(state);
  @ requires callable(number);
  @ terminates \true; exits \false;
  @ assigns state->registers[0], state->address, state->limit,
  @   WRITABLE_BYTES;
  @ ensures fixed(state);
  @ ensures runs(state);
  @ ensures nests(state);
  @ ensures state->limit <= \old(state->limit);
  @*/
enum thimble_ebpf_status thimble_ebpf_call_binding(struct thimble_ebpf_state *state,
                                                   uint32_t number);

#endif
