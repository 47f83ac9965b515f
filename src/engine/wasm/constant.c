/* SPDX-License-Identifier: Apache-2.0 */
/* constant.c: see constant.h. The loops end: each turn moves to the next instruction, and
 * validation has found the `end`. */
#include "engine/wasm/constant.h"

#include "engine/wasm/global.h"
#include "engine/wasm/immediate.h"
#include "engine/wasm/memory.h"
#include "engine/wasm/numeric.h"
#include "engine/wasm/opcode.h"

/* The value of the instruction at `*at`, which moves behind it. One with operands has none. */
static union thimble_wasm_slot take_value(const struct thimble_wasm_state *state,
                                          const uint8_t **at) {
  union thimble_wasm_slot value = {.wide = 0};
  int64_t number;
  uint8_t opcode = *(*at)++;
  switch (opcode) {
  case THIMBLE_WASM_I32_CONST:
  case THIMBLE_WASM_I64_CONST:
    *at = thimble_wasm_long_signed(*at, &number);
    if (opcode == THIMBLE_WASM_I32_CONST)
      value.word = (uint32_t)(uint64_t)number;
    else
      value.wide = (uint64_t)number;
    break;
  case THIMBLE_WASM_F32_CONST:
    value.word = wasm_read_32(*at);
    *at += 4;
    break;
  case THIMBLE_WASM_F64_CONST:
    value.wide = wasm_read_64(*at);
    *at += 8;
    break;
  case THIMBLE_WASM_GLOBAL_GET:
    value = *wasm_global(state, wasm_index(at));
    break;
  case THIMBLE_WASM_REF_FUNC:
    value.word = state->reference + wasm_index(at);
    break;
  case THIMBLE_WASM_REF_NULL:
    (*at)++;
    break;
  default:
    break;
  }
  return value;
}

static bool is_binary(uint8_t opcode) {
  return thimble_wasm_rule_shape(thimble_wasm_rules[opcode]) == THIMBLE_WASM_SHAPE_BINARY;
}

bool thimble_wasm_compute(const struct thimble_wasm_state *state, const uint8_t **at,
                          union thimble_wasm_slot *value) {
  uint32_t top = 0;
  for (; **at != THIMBLE_WASM_END; top++) {
    if (is_binary(**at)) {
      top -= 2;
      (void)thimble_wasm_numeric(*(*at)++, &state->stack[top]); /* sums and products: no trap */
    } else if (top < state->stack_slots) {
      state->stack[top] = take_value(state, at);
    } else {
      return false;
    }
  }
  (*at)++;
  *value = state->stack[0];
  return true;
}

const uint8_t *thimble_wasm_compute_reference(const struct thimble_wasm_state *state,
                                              const uint8_t *at, uint32_t *reference) {
  *reference = take_value(state, &at).word;
  return at + 1;
}

const uint8_t *thimble_wasm_skip_constant(const struct thimble_wasm_state *state,
                                          const uint8_t *at) {
  while (*at != THIMBLE_WASM_END)
    (void)take_value(state, &at);
  return at + 1;
}
