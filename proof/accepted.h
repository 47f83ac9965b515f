/* SPDX-License-Identifier: Apache-2.0 */
/* accepted.h: what the verifier said of a slot, by the verifier itself. proof/verify.c proves that
 * it is safe on any bytes; here it only states an assumption, so its own accesses are not checked
 * again. */
#ifndef THIMBLE_PROOF_ACCEPTED_H
#define THIMBLE_PROOF_ACCEPTED_H

#pragma CPROVER check push
#pragma CPROVER check disable "pointer"
#pragma CPROVER check disable "pointer-overflow"
#pragma CPROVER check disable "bounds"
#pragma CPROVER check disable "signed-overflow"
#pragma CPROVER check disable "undefined-shift"
#include "engine/ebpf/opcode.c"
#include "engine/ebpf/verify.c"
#pragma CPROVER check pop

#include "state.h"

void proof_checked(uint32_t slot, int reason) {
  (void)slot, (void)reason;
}

static bool is_accepted(uint32_t place) {
  uint32_t detail;
  return place >= text.length || check(&text, place, &detail) == THIMBLE_REASON_NONE;
}

/* Any state, and the verdict on the slots where control may go on without a jump. That on the
 * target of a jump is part of the verdict on the jump. */
static void any_accepted_state(struct thimble_binding *bindings) {
  any_table(bindings);
  any_state();
  ASSUME(is_accepted(state.pc));
  ASSUME(is_accepted(state.pc + 1));
  ASSUME(is_accepted(state.pc + 2));
}

#endif
