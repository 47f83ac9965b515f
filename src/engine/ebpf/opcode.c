/* SPDX-License-Identifier: Apache-2.0 */
/* opcode.c: the table of opcode.h, from RFC 9669, appendix A. Rows stand by class and operation. */
#include "engine/ebpf/opcode.h"

#include "engine/ebpf/instruction.h"

#define IMMEDIATE_FORM (EBPF_DESTINATION | EBPF_WRITES | EBPF_IMMEDIATE)
#define REGISTER_FORM (EBPF_DESTINATION | EBPF_WRITES | EBPF_SOURCE)
#define VARIANTS (EBPF_OFFSET | EBPF_SPECIAL)
#define COMPARE_IMMEDIATE (EBPF_DESTINATION | EBPF_IMMEDIATE | EBPF_OFFSET | EBPF_JUMPS)
#define COMPARE_REGISTER (EBPF_DESTINATION | EBPF_SOURCE | EBPF_OFFSET | EBPF_JUMPS)
#define LOAD (EBPF_DESTINATION | EBPF_WRITES | EBPF_SOURCE | EBPF_OFFSET)
#define STORE_IMMEDIATE (EBPF_DESTINATION | EBPF_OFFSET | EBPF_IMMEDIATE)
#define STORE_REGISTER (EBPF_DESTINATION | EBPF_SOURCE | EBPF_OFFSET)
#define ATOMIC (STORE_REGISTER | EBPF_IMMEDIATE | EBPF_SPECIAL)

/* An operation in both arithmetic classes, with an immediate and with a register. */
#define ARITHMETIC(operation, extra)                                                    \
  [(operation) << 4 |                                                                   \
      THIMBLE_EBPF_ALU] = IMMEDIATE_FORM | (extra),                                     \
      [(operation) << 4 | THIMBLE_EBPF_X | THIMBLE_EBPF_ALU] = REGISTER_FORM | (extra), \
      [(operation) << 4 | THIMBLE_EBPF_ALU64] = IMMEDIATE_FORM | (extra),               \
      [(operation) << 4 | THIMBLE_EBPF_X | THIMBLE_EBPF_ALU64] = REGISTER_FORM | (extra)

/* A condition in both jump classes, with an immediate and with a register. */
#define JUMP(operation)                                                                          \
  [(operation) << 4 | THIMBLE_EBPF_JMP] = COMPARE_IMMEDIATE,                                     \
                      [(operation) << 4 | THIMBLE_EBPF_X | THIMBLE_EBPF_JMP] = COMPARE_REGISTER, \
                      [(operation) << 4 | THIMBLE_EBPF_JMP32] = COMPARE_IMMEDIATE,               \
                      [(operation) << 4 | THIMBLE_EBPF_X | THIMBLE_EBPF_JMP32] = COMPARE_REGISTER

/* The four widths of a load or store: word, half word, byte, double word. */
#define WIDTHS(mode, class, uses)                                                   \
  [(mode) << 5 | 0x00 | (class)] = (uses), [(mode) << 5 | 0x08 | (class)] = (uses), \
                        [(mode) << 5 | 0x10 | (class)] = (uses),                    \
                        [(mode) << 5 | 0x18 | (class)] = (uses)

const uint8_t thimble_ebpf_uses[256] = {
    ARITHMETIC(THIMBLE_EBPF_ADD, 0),
    ARITHMETIC(THIMBLE_EBPF_SUB, 0),
    ARITHMETIC(THIMBLE_EBPF_MUL, 0),
    ARITHMETIC(THIMBLE_EBPF_DIV, VARIANTS),
    ARITHMETIC(THIMBLE_EBPF_OR, 0),
    ARITHMETIC(THIMBLE_EBPF_AND, 0),
    ARITHMETIC(THIMBLE_EBPF_LSH, 0),
    ARITHMETIC(THIMBLE_EBPF_RSH, 0),
    ARITHMETIC(THIMBLE_EBPF_MOD, VARIANTS),
    ARITHMETIC(THIMBLE_EBPF_XOR, 0),
    ARITHMETIC(THIMBLE_EBPF_ARSH, 0),
    [THIMBLE_EBPF_NEG << 4 | THIMBLE_EBPF_ALU] = EBPF_DESTINATION | EBPF_WRITES,
    [THIMBLE_EBPF_NEG << 4 | THIMBLE_EBPF_ALU64] = EBPF_DESTINATION | EBPF_WRITES,
    [THIMBLE_EBPF_MOV << 4 | THIMBLE_EBPF_ALU] = IMMEDIATE_FORM,
    [THIMBLE_EBPF_MOV << 4 | THIMBLE_EBPF_X | THIMBLE_EBPF_ALU] = REGISTER_FORM | VARIANTS,
    [THIMBLE_EBPF_MOV << 4 | THIMBLE_EBPF_ALU64] = IMMEDIATE_FORM,
    [THIMBLE_EBPF_MOV << 4 | THIMBLE_EBPF_X | THIMBLE_EBPF_ALU64] = REGISTER_FORM | VARIANTS,
    /* To little-endian, to big-endian, reversed. */
    [THIMBLE_EBPF_END << 4 | THIMBLE_EBPF_ALU] = IMMEDIATE_FORM | EBPF_SPECIAL,
    [THIMBLE_EBPF_END << 4 | THIMBLE_EBPF_X | THIMBLE_EBPF_ALU] = IMMEDIATE_FORM | EBPF_SPECIAL,
    [THIMBLE_EBPF_END << 4 | THIMBLE_EBPF_ALU64] = IMMEDIATE_FORM | EBPF_SPECIAL,

    JUMP(THIMBLE_EBPF_JEQ),
    JUMP(THIMBLE_EBPF_JGT),
    JUMP(THIMBLE_EBPF_JGE),
    JUMP(THIMBLE_EBPF_JSET),
    JUMP(THIMBLE_EBPF_JNE),
    JUMP(THIMBLE_EBPF_JSGT),
    JUMP(THIMBLE_EBPF_JSGE),
    JUMP(THIMBLE_EBPF_JLT),
    JUMP(THIMBLE_EBPF_JLE),
    JUMP(THIMBLE_EBPF_JSLT),
    JUMP(THIMBLE_EBPF_JSLE),
    [THIMBLE_EBPF_OPCODE_JA] = EBPF_OFFSET | EBPF_JUMPS | EBPF_ENDS,
    [THIMBLE_EBPF_OPCODE_JA32] = EBPF_IMMEDIATE | EBPF_SPECIAL | EBPF_ENDS,
    /* The source of a call is its kind, not a register: check_special() looks at it. */
    [THIMBLE_EBPF_OPCODE_CALL] = EBPF_SOURCE | EBPF_IMMEDIATE | EBPF_SPECIAL,
    [THIMBLE_EBPF_OPCODE_EXIT] = EBPF_ENDS,

    WIDTHS(THIMBLE_EBPF_MODE_MEM, THIMBLE_EBPF_LDX, LOAD),
    [THIMBLE_EBPF_MODE_MEMSX << 5 | 0x00 | THIMBLE_EBPF_LDX] = LOAD,
    [THIMBLE_EBPF_MODE_MEMSX << 5 | 0x08 | THIMBLE_EBPF_LDX] = LOAD,
    [THIMBLE_EBPF_MODE_MEMSX << 5 | 0x10 | THIMBLE_EBPF_LDX] = LOAD,
    WIDTHS(THIMBLE_EBPF_MODE_MEM, THIMBLE_EBPF_ST, STORE_IMMEDIATE),
    WIDTHS(THIMBLE_EBPF_MODE_MEM, THIMBLE_EBPF_STX, STORE_REGISTER),
    [THIMBLE_EBPF_OPCODE_ATOMIC32] = ATOMIC,
    [THIMBLE_EBPF_OPCODE_ATOMIC64] = ATOMIC,
    /* The source of a wide instruction is its kind. */
    [THIMBLE_EBPF_OPCODE_LDDW] =
        EBPF_DESTINATION | EBPF_WRITES | EBPF_SOURCE | EBPF_IMMEDIATE | EBPF_SPECIAL,
};
