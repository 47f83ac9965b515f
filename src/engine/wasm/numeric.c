/* SPDX-License-Identifier: Apache-2.0 */
/* numeric.c: see numeric.h: which file computes an instruction, by its number. */
#include "engine/wasm/numeric.h"

#include "engine/wasm/float.h"
#include "engine/wasm/integer.h"
#include "engine/wasm/opcode.h"

static bool is_within(uint8_t opcode, uint8_t first, uint8_t last) {
  return opcode >= first && opcode <= last;
}

static bool computes_floats(uint8_t opcode) {
  return is_within(opcode, THIMBLE_WASM_F32_EQ, THIMBLE_WASM_F64_GE) ||
         is_within(opcode, THIMBLE_WASM_F32_ABS, THIMBLE_WASM_F64_COPYSIGN);
}

static bool converts_floats(uint8_t opcode) {
  return is_within(opcode, THIMBLE_WASM_I32_TRUNC_F32_S, THIMBLE_WASM_F64_REINTERPRET_I64) &&
         !is_within(opcode, THIMBLE_WASM_I64_EXTEND_I32_S, THIMBLE_WASM_I64_EXTEND_I32_U);
}

enum thimble_reason thimble_wasm_numeric(uint8_t opcode, union thimble_wasm_slot *operands) {
  if (converts_floats(opcode))
    return thimble_wasm_convert(opcode, operands);
  if (!computes_floats(opcode))
    return thimble_wasm_integer(opcode, operands);
  thimble_wasm_float(opcode, operands);
  return THIMBLE_REASON_NONE;
}
