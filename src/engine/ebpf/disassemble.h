/* SPDX-License-Identifier: Apache-2.0 */
/* disassemble.h: eBPF instructions as text, in the assembly that clang and llvm-objdump use.
 *
 * For people only: nothing is decided here. Any bytes may be given, verified or not. Numbers are
 * decimal; wide constants, which are mostly addresses, are hexadecimal. What the assembler could
 * not express (an unknown opcode, a reserved field that is not zero) is shown as `.8byte 0x…`. */
#ifndef THIMBLE_EBPF_DISASSEMBLE_H
#define THIMBLE_EBPF_DISASSEMBLE_H

#include "base/text.h"
#include "engine/ebpf/instruction.h"

/* Bytes that hold the text of any instruction, with the NUL. */
#define THIMBLE_EBPF_TEXT_MAXIMUM 64u

/* Appends the instruction in slot `place` of a program of `length` slots, place < length. Returns
 * the slots it takes: 2 for a complete wide instruction, else 1. A binding is called by its number
 * (`call 4`), a local function by its distance (`call pc+5`). */
uint32_t thimble_ebpf_disassemble(struct thimble_text *text,
                                  const struct thimble_ebpf_instruction *program, uint32_t length,
                                  uint32_t place);

#endif
