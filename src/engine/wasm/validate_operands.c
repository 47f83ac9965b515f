/* SPDX-License-Identifier: Apache-2.0 */
/* validate_operands.c: see validate_operands.h. */
#include "engine/wasm/validate_operands.h"

/* `frame` of a function is 16 bits: locals, record and operands. Those of a constant expression,
 * which has no locals, are bounded by it too. */
static bool is_frame_full(const struct thimble_wasm_validator *validator) {
  uint32_t height = (uint32_t)(validator->highest - validator->operands);
  return validator->local_count + THIMBLE_WASM_RECORD + height >= THIMBLE_WASM_FRAME_MAXIMUM;
}

bool thimble_wasm_raise(struct thimble_wasm_validator *validator) {
  if (validator->highest == (uint8_t *)validator->block || is_frame_full(validator))
    return false;
  validator->highest++;
  return true;
}

void thimble_wasm_push_highest(struct thimble_wasm_validator *validator, uint8_t type) {
  if (thimble_wasm_raise(validator))
    *validator->top++ = type;
  else if (is_frame_full(validator))
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_LIMIT, THIMBLE_WASM_FRAME_MAXIMUM);
  else
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_SCRATCH, validator->bounds->scratch);
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

/* The sum fits: it grows by at most 2^21 at a time, and hardly after the error. */
void thimble_wasm_work(struct thimble_wasm_validator *validator, uint32_t work) {
  uint32_t most = THIMBLE_WASM_WORK_ALWAYS + THIMBLE_WASM_WORK_FOR_BYTE * validator->module->length;
  validator->work += work;
  if (validator->work > most)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_WORK, most);
}

void thimble_wasm_pop_values(struct thimble_wasm_validator *validator, struct thimble_bytes types) {
  thimble_wasm_work(validator, types.length);
  for (uint32_t i = types.length; i > 0; i--)
    thimble_wasm_pop(validator, types.data[i - 1]);
}

void thimble_wasm_push_values(struct thimble_wasm_validator *validator,
                              struct thimble_bytes types) {
  thimble_wasm_work(validator, types.length);
  for (uint32_t i = 0; i < types.length; i++)
    thimble_wasm_push(validator, types.data[i]);
}

void thimble_wasm_check_values(struct thimble_wasm_validator *validator,
                               struct thimble_bytes types) {
  uint8_t *top = validator->top;
  thimble_wasm_pop_values(validator, types);
  validator->top = top;
}
