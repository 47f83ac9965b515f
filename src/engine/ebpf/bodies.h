/* SPDX-License-Identifier: Apache-2.0 */
/* bodies.h: the instructions that run_fast.c knows, chosen by how often compilers emit them; each
 * costs about 40 bytes on a Cortex-M4. All others take the step. */
#ifndef THIMBLE_EBPF_BODIES_H
#define THIMBLE_EBPF_BODIES_H

/* BODY(operation, width, form): form K has an immediate, X a source register. */
#define EBPF_ARITHMETIC_BODIES(BODY) \
  BODY(ADD, 64, K)                   \
  BODY(ADD, 64, X)                   \
  BODY(SUB, 64, X)                   \
  BODY(AND, 64, K)                   \
  BODY(LSH, 64, K)                   \
  BODY(RSH, 64, K)                   \
  BODY(MOV, 64, K)                   \
  BODY(ADD, 32, K)                   \
  BODY(ADD, 32, X)                   \
  BODY(SUB, 32, X)                   \
  BODY(MUL, 32, K)                   \
  BODY(MUL, 32, X)                   \
  BODY(OR, 32, X)                    \
  BODY(AND, 32, K)                   \
  BODY(AND, 32, X)                   \
  BODY(LSH, 32, K)                   \
  BODY(RSH, 32, K)                   \
  BODY(XOR, 32, K)                   \
  BODY(XOR, 32, X)                   \
  BODY(MOV, 32, K)

/* BODY(operation, width, form): conditional jumps. */
#define EBPF_JUMP_BODIES(BODY) \
  BODY(JEQ, 64, K)             \
  BODY(JNE, 64, K)             \
  BODY(JNE, 64, X)             \
  BODY(JGT, 64, K)             \
  BODY(JGT, 64, X)             \
  BODY(JGE, 64, X)             \
  BODY(JLT, 64, K)             \
  BODY(JLT, 64, X)             \
  BODY(JEQ, 32, K)             \
  BODY(JEQ, 32, X)             \
  BODY(JNE, 32, K)             \
  BODY(JNE, 32, X)             \
  BODY(JGT, 32, K)             \
  BODY(JGT, 32, X)             \
  BODY(JGE, 32, X)             \
  BODY(JLT, 32, K)             \
  BODY(JLT, 32, X)             \
  BODY(JLE, 32, X)             \
  BODY(JSGT, 32, K)            \
  BODY(JSGT, 32, X)            \
  BODY(JSGE, 32, X)            \
  BODY(JSLT, 32, K)            \
  BODY(JSLT, 32, X)            \
  BODY(JSLE, 32, X)

/* BODY(direction, bits): loads to and stores from a register. */
#define EBPF_MEMORY_BODIES(BODY) \
  BODY(LOAD, 8)                  \
  BODY(LOAD, 16)                 \
  BODY(LOAD, 32)                 \
  BODY(LOAD, 64)                 \
  BODY(STORE, 8)                 \
  BODY(STORE, 16)                \
  BODY(STORE, 32)                \
  BODY(STORE, 64)

/* BODY(name, opcode): the bodies that are written out in run_fast.c. */
#define EBPF_OTHER_BODIES(BODY)        \
  BODY(move_64, 0xbf)                  \
  BODY(move_32, 0xbc)                  \
  BODY(wide, THIMBLE_EBPF_OPCODE_LDDW) \
  BODY(jump, THIMBLE_EBPF_OPCODE_JA)   \
  BODY(call, THIMBLE_EBPF_OPCODE_CALL) \
  BODY(leave, THIMBLE_EBPF_OPCODE_EXIT)

#endif
