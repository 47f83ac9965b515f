/* SPDX-License-Identifier: Apache-2.0 */
/* validate_operands.c: see validate_operands.h. */
#include "engine/wasm/validate_operands.h"

/* `frame` of a function is 16 bits: locals, record and operands. Those of a constant expression,
 * which has no locals, are bounded by it too. */
bool thimble_wasm_raise(struct thimble_wasm_validator *validator) {
  uint32_t height = (uint32_t)(validator->highest - validator->operands);
  if (validator->highest == (uint8_t *)validator->block)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_SCRATCH, validator->bounds->scratch);
  else if (validator->local_count + THIMBLE_WASM_RECORD + height >= THIMBLE_WASM_FRAME_MAXIMUM)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_LIMIT, THIMBLE_WASM_FRAME_MAXIMUM);
  else
    validator->highest++;
  return validator->top != validator->highest;
}

uint8_t thimble_wasm_pop_slow(struct thimble_wasm_validator *validator, uint8_t type) {
  if (validator->top == validator->floor) {
    if (!validator->unreachable)
      thimble_wasm_fail(validator, THIMBLE_REASON_WASM_TYPE, 0);
    return THIMBLE_WASM_UNKNOWN;
  }
  uint8_t found = *--validator->top;
  if (found != type && found != THIMBLE_WASM_UNKNOWN && type != THIMBLE_WASM_UNKNOWN)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_TYPE, 0);
  return found;
}

void thimble_wasm_check_values(struct thimble_wasm_validator *validator,
                               struct thimble_bytes types) {
  uint8_t *top = validator->top;
  thimble_wasm_pop_values(validator, types);
  validator->top = top;
}
