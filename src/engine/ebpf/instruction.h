/* SPDX-License-Identifier: Apache-2.0 */
/* instruction.h: how an eBPF instruction stands in memory, and the numbers of RFC 9669.
 *
 * An instruction is eight bytes, little-endian: opcode, registers (destination in the low four
 * bits, source in the high four), a signed 16-bit offset, a signed 32-bit immediate (section 3).
 * It is read as two words, since that is one load on most machines. */
#ifndef THIMBLE_EBPF_INSTRUCTION_H
#define THIMBLE_EBPF_INSTRUCTION_H

#include <stdint.h>

/* Programs run in place, in bytes that were declared as bytes: hence may_alias. */
struct __attribute__((may_alias)) thimble_ebpf_instruction {
  uint32_t head; /* opcode, registers, offset */
  int32_t immediate;
};

#define THIMBLE_EBPF_SLOT 8u /* bytes in an instruction; a wide one takes two slots */
#define THIMBLE_EBPF_REGISTERS 11u
#define THIMBLE_EBPF_FRAME 10u /* r10 points to the end of the frame and is never written */

static inline uint8_t thimble_ebpf_opcode(struct thimble_ebpf_instruction instruction) {
  return (uint8_t)instruction.head;
}

static inline uint32_t thimble_ebpf_destination(struct thimble_ebpf_instruction instruction) {
  return instruction.head / 0x100u % 16u;
}

static inline uint32_t thimble_ebpf_source(struct thimble_ebpf_instruction instruction) {
  return instruction.head / 0x1000u % 16u;
}

/* The conversion to a narrower signed type is modular in gcc and clang (their documentation,
 * "integers implementation"). */
static inline int32_t thimble_ebpf_offset(struct thimble_ebpf_instruction instruction) {
  return (int16_t)(instruction.head / 0x10000u);
}

/* The immediate as a 64-bit number: sign-extended (section 4.1). */
static inline uint64_t thimble_ebpf_immediate(struct thimble_ebpf_instruction instruction) {
  return (uint64_t)(int64_t)instruction.immediate;
}

/* Instruction classes: the low three bits of the opcode (section 3.1). */
enum thimble_ebpf_class {
  THIMBLE_EBPF_LD = 0,
  THIMBLE_EBPF_LDX = 1,
  THIMBLE_EBPF_ST = 2,
  THIMBLE_EBPF_STX = 3,
  THIMBLE_EBPF_ALU = 4,
  THIMBLE_EBPF_JMP = 5,
  THIMBLE_EBPF_JMP32 = 6,
  THIMBLE_EBPF_ALU64 = 7,
};

/* Bit 3 of arithmetic and jumps: the second operand is the source register, not the immediate. */
#define THIMBLE_EBPF_X 0x08u

/* Arithmetic: the high four bits of the opcode (section 4.1, table 4). */
enum thimble_ebpf_arithmetic {
  THIMBLE_EBPF_ADD = 0x0,
  THIMBLE_EBPF_SUB = 0x1,
  THIMBLE_EBPF_MUL = 0x2,
  THIMBLE_EBPF_DIV = 0x3, /* signed when the offset is 1 */
  THIMBLE_EBPF_OR = 0x4,
  THIMBLE_EBPF_AND = 0x5,
  THIMBLE_EBPF_LSH = 0x6,
  THIMBLE_EBPF_RSH = 0x7,
  THIMBLE_EBPF_NEG = 0x8,
  THIMBLE_EBPF_MOD = 0x9, /* signed when the offset is 1 */
  THIMBLE_EBPF_XOR = 0xa,
  THIMBLE_EBPF_MOV = 0xb, /* sign-extends from offset bits when the offset is 8, 16 or 32 */
  THIMBLE_EBPF_ARSH = 0xc,
  THIMBLE_EBPF_END = 0xd, /* byte order; the immediate is the width in bits */
};

/* Jumps: the high four bits of the opcode (section 4.3, table 6). */
enum thimble_ebpf_jump {
  THIMBLE_EBPF_JA = 0x0,
  THIMBLE_EBPF_JEQ = 0x1,
  THIMBLE_EBPF_JGT = 0x2,
  THIMBLE_EBPF_JGE = 0x3,
  THIMBLE_EBPF_JSET = 0x4,
  THIMBLE_EBPF_JNE = 0x5,
  THIMBLE_EBPF_JSGT = 0x6,
  THIMBLE_EBPF_JSGE = 0x7,
  THIMBLE_EBPF_CALL = 0x8,
  THIMBLE_EBPF_EXIT = 0x9,
  THIMBLE_EBPF_JLT = 0xa,
  THIMBLE_EBPF_JLE = 0xb,
  THIMBLE_EBPF_JSLT = 0xc,
  THIMBLE_EBPF_JSLE = 0xd,
};

/* Whole opcodes that stand alone. */
enum thimble_ebpf_opcode {
  THIMBLE_EBPF_OPCODE_SECOND_SLOT = 0x00, /* the second slot of LDDW, and nothing else */
  THIMBLE_EBPF_OPCODE_LDDW = 0x18,
  THIMBLE_EBPF_OPCODE_JA = 0x05,
  THIMBLE_EBPF_OPCODE_JA32 = 0x06,
  THIMBLE_EBPF_OPCODE_CALL = 0x85,
  THIMBLE_EBPF_OPCODE_CALLX = 0x8d,
  THIMBLE_EBPF_OPCODE_EXIT = 0x95,
  THIMBLE_EBPF_OPCODE_ATOMIC32 = 0xc3,
  THIMBLE_EBPF_OPCODE_ATOMIC64 = 0xdb,
};

/* The source field of CALL (section 4.3.1). */
enum thimble_ebpf_call {
  THIMBLE_EBPF_CALL_BINDING = 0,
  THIMBLE_EBPF_CALL_LOCAL = 1,
};

/* Loads and stores: the mode, the high three bits of the opcode (section 5). */
enum thimble_ebpf_mode {
  THIMBLE_EBPF_MODE_IMM = 0,
  THIMBLE_EBPF_MODE_ABS = 1, /* deprecated packet access */
  THIMBLE_EBPF_MODE_IND = 2, /* deprecated packet access */
  THIMBLE_EBPF_MODE_MEM = 3,
  THIMBLE_EBPF_MODE_MEMSX = 4,
  THIMBLE_EBPF_MODE_ATOMIC = 6,
};

/* Atomic operations: the immediate (section 5.3). */
enum thimble_ebpf_atomic {
  THIMBLE_EBPF_ATOMIC_ADD = 0x00,
  THIMBLE_EBPF_ATOMIC_OR = 0x40,
  THIMBLE_EBPF_ATOMIC_AND = 0x50,
  THIMBLE_EBPF_ATOMIC_XOR = 0xa0,
  THIMBLE_EBPF_ATOMIC_FETCH = 0x01, /* flag: the source register receives the old value */
  THIMBLE_EBPF_ATOMIC_XCHG = 0xe1,
  THIMBLE_EBPF_ATOMIC_CMPXCHG = 0xf1,
};

/* Bytes that a load or store moves: bits 3 and 4 of the opcode say 4, 2, 1 or 8 (section 5). */
static inline uint32_t thimble_ebpf_width(uint8_t opcode) {
  return (0x8124u >> (opcode / 8u % 4u * 4u)) % 16u;
}

#endif
