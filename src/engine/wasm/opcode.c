/* SPDX-License-Identifier: Apache-2.0 */
/* opcode.c: see opcode.h. */
#include "engine/wasm/opcode.h"

/* Rules of the opcodes, by number; a number that is missing has the shape NOTHING. */
const uint16_t thimble_wasm_rules[256] = {
#define THIMBLE_WASM_OPCODE(code, name, text, immediate, shape, operand, result) \
  [code] = THIMBLE_WASM_RULE(shape, immediate, operand, result),
#define THIMBLE_WASM_PREFIXED(code, name, text, immediate, shape, operand, result)
#include "engine/wasm/opcodes.def"
#undef THIMBLE_WASM_OPCODE
#undef THIMBLE_WASM_PREFIXED
};

static const uint16_t prefixed_rules[] = {
#define THIMBLE_WASM_OPCODE(code, name, text, immediate, shape, operand, result)
#define THIMBLE_WASM_PREFIXED(code, name, text, immediate, shape, operand, result) \
  [code] = THIMBLE_WASM_RULE(shape, immediate, operand, result),
#include "engine/wasm/opcodes.def"
#undef THIMBLE_WASM_OPCODE
#undef THIMBLE_WASM_PREFIXED
};

uint16_t thimble_wasm_prefixed_rule(uint32_t number) {
  if (number < sizeof(prefixed_rules) / sizeof(prefixed_rules[0]))
    return prefixed_rules[number];
  return THIMBLE_WASM_SHAPE_NOTHING;
}
