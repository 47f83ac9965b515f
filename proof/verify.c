/* SPDX-License-Identifier: Apache-2.0 */
/* verify.c: a program that the shipped verifier accepts passed the check in every slot, and the
 * verifier is safe on any bytes, of any length.
 *
 * The loop is cut by a contract (proof/loops/verify.json). */
#include "engine/ebpf/verify.c"

#include "engine/ebpf/opcode.c"
#include "world.h"

/* Any slot: what holds for it holds for all. */
uint32_t witness;
int witness_reason;

void proof_checked(uint32_t slot, int reason) {
  if (slot == witness)
    witness_reason = reason;
}

int main(void) {
  struct thimble_binding bindings[PROOF_BINDINGS];
  struct thimble_ebpf_text text;
  any_table(bindings);
  any_text(&text);
  uint32_t entry = nondet_uint32(), place, detail;
  witness = nondet_uint32();
  ASSUME(witness < text.length);
  witness_reason = -1;

  enum thimble_reason reason = thimble_ebpf_verify(&text, entry, &place, &detail);

  if (reason == THIMBLE_REASON_NONE) {
    PROVE(witness_reason == THIMBLE_REASON_NONE, "every slot of an accepted program passed");
    PROVE(is_start(&text, entry), "an accepted program starts at an instruction");
  } else {
    PROVE(place < text.length || reason == THIMBLE_REASON_ENTRY, "the refused slot is a slot");
  }
  return 0;
}
