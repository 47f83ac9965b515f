/* SPDX-License-Identifier: Apache-2.0 */
/* float_none.c: a build without floating point: in the place of float.c and convert.c. Validation
 * refuses whatever would call these (THIMBLE_REASON_WASM_FLOAT). */
#include "engine/wasm/float.h"
#include "engine/wasm/numeric.h"

const bool thimble_wasm_has_floats = false;

void thimble_wasm_float(uint8_t opcode, union thimble_wasm_slot *operands) {
  (void)opcode;
  (void)operands;
}

enum thimble_reason thimble_wasm_convert(uint8_t opcode, union thimble_wasm_slot *operand) {
  (void)opcode;
  (void)operand;
  return THIMBLE_REASON_WASM_FLOAT;
}

void thimble_wasm_saturate(uint32_t number, union thimble_wasm_slot *operand) {
  (void)number;
  (void)operand;
}
