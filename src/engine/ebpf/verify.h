/* SPDX-License-Identifier: Apache-2.0 */
/* verify.h: the checks that a program must pass before anything of it runs.
 *
 * Each instruction is checked on its own, with its neighbours and its target at hand: no memory,
 * one pass, and the verdict about a program is the conjunction of the verdicts about its slots. */
#ifndef THIMBLE_EBPF_VERIFY_H
#define THIMBLE_EBPF_VERIFY_H

#include <thimble/engine.h>

#include "engine/ebpf/instruction.h"

/* What is verified, and against what. */
struct thimble_ebpf_text {
  const struct thimble_ebpf_instruction *program;
  uint32_t length; /* slots, 1 to THIMBLE_IMAGE_MAXIMUM / 8 */
  const struct thimble_binding_table *bindings;
  thimble_grant_set granted;
};

/* Checks every slot and the entry. THIMBLE_REASON_NONE accepts the program; otherwise `place` is
 * the slot, and `detail` the number that the reason speaks of. */
enum thimble_reason thimble_ebpf_verify(const struct thimble_ebpf_text *text, uint32_t entry,
                                        uint32_t *place, uint32_t *detail);

#endif
