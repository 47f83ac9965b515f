/* SPDX-License-Identifier: Apache-2.0 */
/* bodies.h: the instructions that run.c computes itself, chosen by how often compilers emit them;
 * each costs about 40 bytes on a Cortex-M4. The other numeric ones are numeric.h's. */
#ifndef THIMBLE_WASM_BODIES_H
#define THIMBLE_WASM_BODIES_H

/* The low bits of a shift's distance count (core specification, section 4.3.2). */
#define WASM_DISTANCE(value) ((value)&31u)

/* BODY(name, operand, result, value): of the operands `a` and `b`; slots are used as `operand` and
 * `result`. */
#define WASM_BINARY_BODIES(BODY)                                             \
  BODY(I32_EQ, word, word, a == b)                                           \
  BODY(I32_NE, word, word, a != b)                                           \
  BODY(I32_LT_S, word, word, (int32_t)a < (int32_t)b)                        \
  BODY(I32_LT_U, word, word, a < b)                                          \
  BODY(I32_GT_S, word, word, (int32_t)a > (int32_t)b)                        \
  BODY(I32_GT_U, word, word, a > b)                                          \
  BODY(I32_LE_S, word, word, (int32_t)a <= (int32_t)b)                       \
  BODY(I32_LE_U, word, word, a <= b)                                         \
  BODY(I32_GE_S, word, word, (int32_t)a >= (int32_t)b)                       \
  BODY(I32_GE_U, word, word, a >= b)                                         \
  BODY(I64_EQ, wide, word, a == b)                                           \
  BODY(I64_NE, wide, word, a != b)                                           \
  BODY(I64_LT_S, wide, word, (int64_t)a < (int64_t)b)                        \
  BODY(I64_LT_U, wide, word, a < b)                                          \
  BODY(I64_GT_S, wide, word, (int64_t)a > (int64_t)b)                        \
  BODY(I64_GT_U, wide, word, a > b)                                          \
  BODY(I32_ADD, word, word, a + b)                                           \
  BODY(I32_SUB, word, word, a - b)                                           \
  BODY(I32_MUL, word, word, a *b)                                            \
  BODY(I32_AND, word, word, a &b)                                            \
  BODY(I32_OR, word, word, a | b)                                            \
  BODY(I32_XOR, word, word, a ^ b)                                           \
  BODY(I32_SHL, word, word, a << WASM_DISTANCE(b))                           \
  BODY(I32_SHR_S, word, word, (uint32_t)((int32_t)a >> WASM_DISTANCE(b)))    \
  BODY(I32_SHR_U, word, word, a >> WASM_DISTANCE(b))                         \
  BODY(I32_ROTL, word, word, a << WASM_DISTANCE(b) | a >> WASM_DISTANCE(-b)) \
  BODY(I64_ADD, wide, wide, a + b)                                           \
  BODY(I64_SUB, wide, wide, a - b)                                           \
  BODY(I64_MUL, wide, wide, a *b)                                            \
  BODY(I64_AND, wide, wide, a &b)                                            \
  BODY(I64_OR, wide, wide, a | b)                                            \
  BODY(I64_XOR, wide, wide, a ^ b)

/* BODY(name, operand, result, value): of the operand `a`. */
#define WASM_UNARY_BODIES(BODY)                                          \
  BODY(I32_EQZ, word, word, a == 0)                                      \
  BODY(I64_EQZ, wide, word, a == 0)                                      \
  BODY(I32_WRAP_I64, wide, word, (uint32_t)a)                            \
  BODY(I64_EXTEND_I32_S, word, wide, (uint64_t)(int64_t)(int32_t)a)      \
  BODY(I64_EXTEND_I32_U, word, wide, a)                                  \
  BODY(I32_EXTEND8_S, word, word, (uint32_t)(int32_t)(int8_t)(uint8_t)a) \
  BODY(I32_EXTEND16_S, word, word, (uint32_t)(int32_t)(int16_t)(uint16_t)a)

/* BODY(name, bits, result, type): what is read is converted to `type`, whose sign it keeps. */
#define WASM_LOAD_BODIES(BODY)           \
  BODY(I32_LOAD, 32, word, uint32_t)     \
  BODY(I32_LOAD8_S, 8, word, int8_t)     \
  BODY(I32_LOAD8_U, 8, word, uint8_t)    \
  BODY(I32_LOAD16_S, 16, word, int16_t)  \
  BODY(I32_LOAD16_U, 16, word, uint16_t) \
  BODY(I64_LOAD, 64, wide, uint64_t)     \
  BODY(I64_LOAD8_S, 8, wide, int8_t)     \
  BODY(I64_LOAD8_U, 8, wide, uint8_t)    \
  BODY(I64_LOAD16_S, 16, wide, int16_t)  \
  BODY(I64_LOAD16_U, 16, wide, uint16_t) \
  BODY(I64_LOAD32_S, 32, wide, int32_t)  \
  BODY(I64_LOAD32_U, 32, wide, uint32_t)

/* What a store of so many bits keeps of its operand. */
#define WASM_STORED_8 uint32_t
#define WASM_STORED_16 uint32_t
#define WASM_STORED_32 uint32_t
#define WASM_STORED_64 uint64_t

/* BODY(name, bits, operand). */
#define WASM_STORE_BODIES(BODY) \
  BODY(I32_STORE, 32, word)     \
  BODY(I32_STORE8, 8, word)     \
  BODY(I32_STORE16, 16, word)   \
  BODY(I64_STORE, 64, wide)     \
  BODY(I64_STORE8, 8, wide)     \
  BODY(I64_STORE16, 16, wide)   \
  BODY(I64_STORE32, 32, wide)

/* BODY(name, label): instructions that share a body, or have one that is written out in run.c. */
#define WASM_OTHER_BODIES(BODY)                    \
  BODY(UNREACHABLE, unreachable)                   \
  BODY(NOP, nop)                                   \
  BODY(BLOCK, block)                               \
  BODY(LOOP, block)                                \
  BODY(IF, if_true)                                \
  BODY(ELSE, jump)                                 \
  BODY(END, end)                                   \
  BODY(BR, jump)                                   \
  BODY(BR_IF, jump_if)                             \
  BODY(BR_TABLE, jump_table)                       \
  BODY(RETURN, leave)                              \
  BODY(CALL, call)                                 \
  BODY(CALL_INDIRECT, call_indirect)               \
  BODY(RETURN_CALL, return_call)                   \
  BODY(RETURN_CALL_INDIRECT, return_call_indirect) \
  BODY(DROP, drop)                                 \
  BODY(SELECT, select)                             \
  BODY(SELECT_TYPED, select_typed)                 \
  BODY(LOCAL_GET, local_get)                       \
  BODY(LOCAL_SET, local_set)                       \
  BODY(LOCAL_TEE, local_tee)                       \
  BODY(GLOBAL_GET, global_get)                     \
  BODY(GLOBAL_SET, global_set)                     \
  BODY(F32_LOAD, I32_LOAD)                         \
  BODY(F64_LOAD, I64_LOAD)                         \
  BODY(F32_STORE, I32_STORE)                       \
  BODY(F64_STORE, I64_STORE)                       \
  BODY(MEMORY_SIZE, rare)                          \
  BODY(MEMORY_GROW, rare)                          \
  BODY(I32_CONST, constant_32)                     \
  BODY(I64_CONST, constant_64)                     \
  BODY(F32_CONST, constant_float_32)               \
  BODY(F64_CONST, constant_float_64)

#endif
