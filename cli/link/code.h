/* SPDX-License-Identifier: Apache-2.0 */
/* code.h: instructions (RFC 9669, section 3) as the linker sees them. */
#ifndef THIMBLE_CLI_LINK_CODE_H
#define THIMBLE_CLI_LINK_CODE_H

#include "cli/link/state.h"
#include "engine/ebpf/instruction.h"

#define CODE_WIDE (2 * (uint64_t)THIMBLE_EBPF_SLOT) /* bytes of a wide instruction */

struct code_instruction {
  uint64_t offset; /* bytes from the section's start */
  uint8_t opcode;
  uint8_t source;
  int32_t immediate;
  uint64_t length; /* bytes: one or two slots, or one when a second is missing */
};

/* Reads the instruction at `offset`, a multiple of THIMBLE_EBPF_SLOT inside the section. */
struct code_instruction code_read(const struct elf_section *section, uint64_t offset);

/* Whether it is a call of a function in the program, and if so of which. False with a valid section
 * too: the target is outside of it. */
bool code_is_local_call(const struct link *link, size_t section,
                        const struct code_instruction *instruction, struct link_target *target);

#endif
