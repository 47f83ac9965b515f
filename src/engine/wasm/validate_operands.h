/* SPDX-License-Identifier: Apache-2.0 */
/* validate_operands.h: the stack of operand types, one byte each (core specification, appendix
 * A.3).
 *
 * operands <= floor <= top <= highest <= block holds always: top rises by one at a time, and past
 * `highest` only where there is room; it falls only while it is above `floor`. */
#ifndef THIMBLE_WASM_VALIDATE_OPERANDS_H
#define THIMBLE_WASM_VALIDATE_OPERANDS_H

#include "engine/wasm/numeric.h"
#include "engine/wasm/opcode.h"
#include "engine/wasm/validate.h"

/* Makes room for one more operand where `top` is `highest`. False: there is none, and nothing was
 * changed. */
bool thimble_wasm_raise(struct thimble_wasm_validator *validator);

/* Pushes where `top` is `highest`, or sets the error. */
void thimble_wasm_push_highest(struct thimble_wasm_validator *validator, uint8_t type);

/* Takes an operand where none is left, or where it has another type than `type`. Returns its type;
 * an error, or UNKNOWN in code that never runs. */
uint8_t thimble_wasm_pop_slow(struct thimble_wasm_validator *validator, uint8_t type);

static inline void thimble_wasm_push(struct thimble_wasm_validator *validator, uint8_t type) {
  if (validator->top == validator->highest)
    thimble_wasm_push_highest(validator, type);
  else
    *validator->top++ = type;
}

/* Takes an operand that must have the type, if `type` is not UNKNOWN, and returns its type. */
static inline uint8_t thimble_wasm_pop(struct thimble_wasm_validator *validator, uint8_t type) {
  if (validator->top == validator->floor || validator->top[-1] != type)
    return thimble_wasm_pop_slow(validator, type);
  validator->top--;
  return type;
}

/* The values of a vector, the last one first; and back. */
void thimble_wasm_pop_values(struct thimble_wasm_validator *validator, struct thimble_bytes types);
void thimble_wasm_push_values(struct thimble_wasm_validator *validator, struct thimble_bytes types);

/* As if popped, and what was popped pushed again. */
void thimble_wasm_check_values(struct thimble_wasm_validator *validator,
                               struct thimble_bytes types);

/* Whether an instruction is of floats, which this build does not have. */
static inline bool thimble_wasm_is_missing_float(uint16_t rule) {
  return thimble_wasm_rule_has_floats(rule) && !thimble_wasm_has_floats;
}

/* What follows never runs. */
static inline void thimble_wasm_set_unreachable(struct thimble_wasm_validator *validator) {
  validator->top = validator->floor;
  validator->unreachable = true;
}

#endif
