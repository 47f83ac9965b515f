/* SPDX-License-Identifier: Apache-2.0 */
/* opcode.h: the instruction set as a table: which fields each opcode uses. */
#ifndef THIMBLE_EBPF_OPCODE_H
#define THIMBLE_EBPF_OPCODE_H

#include <stdint.h>

/* What an opcode uses; a field that is not used must be zero. An opcode without any flag does not
 * exist, or never starts an instruction. */
enum thimble_ebpf_uses {
  EBPF_DESTINATION = 1 << 0, /* reads the destination register, or an address from it */
  EBPF_SOURCE = 1 << 1,
  EBPF_OFFSET = 1 << 2,
  EBPF_IMMEDIATE = 1 << 3,
  EBPF_WRITES = 1 << 4,  /* writes the destination register */
  EBPF_JUMPS = 1 << 5,   /* the offset is a jump target */
  EBPF_SPECIAL = 1 << 6, /* check_special() in verify.c knows more */
  EBPF_ENDS = 1 << 7,    /* control never goes on to the next instruction */
};

extern const uint8_t thimble_ebpf_uses[256];

#endif
