/* SPDX-License-Identifier: Apache-2.0 */
/* opcode.h: the instructions by number, and what validation must know of each: one halfword of
 * flash for an opcode. */
#ifndef THIMBLE_WASM_OPCODE_H
#define THIMBLE_WASM_OPCODE_H

#include <stdbool.h>
#include <stdint.h>

enum thimble_wasm_opcode {
#define THIMBLE_WASM_OPCODE(code, name, text, immediate, shape, operand, result) \
  THIMBLE_WASM_##name = (code),
#define THIMBLE_WASM_PREFIXED(code, name, text, immediate, shape, operand, result)
#include "engine/wasm/opcodes.def"
#undef THIMBLE_WASM_OPCODE
#undef THIMBLE_WASM_PREFIXED
};

/* What follows the byte 0xfc. */
enum thimble_wasm_prefixed {
#define THIMBLE_WASM_OPCODE(code, name, text, immediate, shape, operand, result)
#define THIMBLE_WASM_PREFIXED(code, name, text, immediate, shape, operand, result) \
  THIMBLE_WASM_##name = (code),
#include "engine/wasm/opcodes.def"
#undef THIMBLE_WASM_OPCODE
#undef THIMBLE_WASM_PREFIXED
};

/* What follows an opcode (core specification, section 5.4). */
enum thimble_wasm_immediate {
  THIMBLE_WASM_IMMEDIATE_NONE,
  THIMBLE_WASM_IMMEDIATE_BLOCK,  /* a block type */
  THIMBLE_WASM_IMMEDIATE_INDEX,  /* one index */
  THIMBLE_WASM_IMMEDIATE_LABELS, /* a vector of labels and one more */
  THIMBLE_WASM_IMMEDIATE_INDEX_INDEX,
  THIMBLE_WASM_IMMEDIATE_TYPES,    /* a vector of value types */
  THIMBLE_WASM_IMMEDIATE_TYPE,     /* a reference type */
  THIMBLE_WASM_IMMEDIATE_MEMORY_8, /* an alignment, at most of 8, 16, 32, 64 bits, and an offset */
  THIMBLE_WASM_IMMEDIATE_MEMORY_16,
  THIMBLE_WASM_IMMEDIATE_MEMORY_32,
  THIMBLE_WASM_IMMEDIATE_MEMORY_64,
  THIMBLE_WASM_IMMEDIATE_MEMORY,         /* the byte 0 */
  THIMBLE_WASM_IMMEDIATE_MEMORY_MEMORY,  /* twice the byte 0 */
  THIMBLE_WASM_IMMEDIATE_SEGMENT_MEMORY, /* an index and the byte 0 */
  THIMBLE_WASM_IMMEDIATE_I32,
  THIMBLE_WASM_IMMEDIATE_I64,
  THIMBLE_WASM_IMMEDIATE_F32,    /* 4 bytes */
  THIMBLE_WASM_IMMEDIATE_F64,    /* 8 bytes */
  THIMBLE_WASM_IMMEDIATE_PREFIX, /* another number, of THIMBLE_WASM_PREFIXED */
};

enum thimble_wasm_shape {
  THIMBLE_WASM_SHAPE_NOTHING, /* there is no such opcode */
  THIMBLE_WASM_SHAPE_OTHER,
  THIMBLE_WASM_SHAPE_CONSTANT,
  THIMBLE_WASM_SHAPE_UNARY,
  THIMBLE_WASM_SHAPE_BINARY,
  THIMBLE_WASM_SHAPE_LOAD,
  THIMBLE_WASM_SHAPE_STORE,
  THIMBLE_WASM_SHAPE_LOCAL,
  THIMBLE_WASM_SHAPE_CONTROL,
};

/* Value types as the binary format writes them (section 5.3). */
enum thimble_wasm_type {
  THIMBLE_WASM_I32 = 0x7f,
  THIMBLE_WASM_I64 = 0x7e,
  THIMBLE_WASM_F32 = 0x7d,
  THIMBLE_WASM_F64 = 0x7c,
  THIMBLE_WASM_FUNCREF = 0x70,
  THIMBLE_WASM_EXTERNREF = 0x6f,
  THIMBLE_WASM_UNKNOWN = 0, /* in code that is never reached: any type */
};

/* shape, immediate, operand and result of each opcode, packed; see the functions below. */
extern const uint16_t thimble_wasm_rules[256];

/* The same for what follows the byte 0xfc. */
uint16_t thimble_wasm_prefixed_rule(uint32_t number);

/* Operand and result are kept as their lowest two bits, since the others are the same. */
#define THIMBLE_WASM_RULE(shape, immediate, operand, result)                        \
  (uint16_t)(THIMBLE_WASM_SHAPE_##shape | THIMBLE_WASM_IMMEDIATE_##immediate << 4 | \
             (THIMBLE_WASM_##operand & 3) << 9 | (THIMBLE_WASM_##result & 3) << 11)

/* Whether the rule speaks of f32 or f64, whose bit 1 is not set. */
static inline bool thimble_wasm_rule_has_floats(uint16_t rule) {
  return (rule & 0x1400u) != 0x1400u;
}
static inline enum thimble_wasm_shape thimble_wasm_rule_shape(uint16_t rule) {
  return (enum thimble_wasm_shape)(rule & 15u);
}
static inline enum thimble_wasm_immediate thimble_wasm_rule_immediate(uint16_t rule) {
  return (enum thimble_wasm_immediate)(rule >> 4 & 31u);
}
static inline uint8_t thimble_wasm_rule_operand(uint16_t rule) {
  return (uint8_t)(THIMBLE_WASM_F64 | (rule >> 9 & 3u));
}
static inline uint8_t thimble_wasm_rule_result(uint16_t rule) {
  return (uint8_t)(THIMBLE_WASM_F64 | (rule >> 11 & 3u));
}

#endif
