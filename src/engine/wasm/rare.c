/* SPDX-License-Identifier: Apache-2.0 */
/* rare.c: see rare.h. */
#include "engine/wasm/rare.h"

#include "engine/wasm/access.h"
#include "engine/wasm/bulk.h"
#include "engine/wasm/immediate.h"
#include "engine/wasm/numeric.h"
#include "engine/wasm/opcode.h"
#include "engine/wasm/table.h"

static enum thimble_reason null_reference(struct thimble_wasm_step *step) {
  step->next++;
  (step->top++)->word = 0;
  return THIMBLE_REASON_NONE;
}

static enum thimble_reason is_null(struct thimble_wasm_step *step) {
  step->top[-1].word = step->top[-1].word == 0;
  return THIMBLE_REASON_NONE;
}

static enum thimble_reason function_reference(struct thimble_wasm_step *step) {
  (step->top++)->word = step->state->reference + wasm_index(&step->next);
  return THIMBLE_REASON_NONE;
}

/* The numbers below are those of the saturating conversions. */
static enum thimble_reason prefixed(struct thimble_wasm_step *step) {
  static thimble_wasm_instruction *const instructions[] = {
      [THIMBLE_WASM_MEMORY_INIT] = thimble_wasm_memory_init,
      [THIMBLE_WASM_DATA_DROP] = thimble_wasm_data_drop,
      [THIMBLE_WASM_MEMORY_COPY] = thimble_wasm_memory_copy,
      [THIMBLE_WASM_MEMORY_FILL] = thimble_wasm_memory_fill,
      [THIMBLE_WASM_TABLE_INIT] = thimble_wasm_table_init,
      [THIMBLE_WASM_ELEM_DROP] = thimble_wasm_element_drop,
      [THIMBLE_WASM_TABLE_COPY] = thimble_wasm_table_copy,
      [THIMBLE_WASM_TABLE_GROW] = thimble_wasm_table_grow,
      [THIMBLE_WASM_TABLE_SIZE] = thimble_wasm_table_size,
      [THIMBLE_WASM_TABLE_FILL] = thimble_wasm_table_fill,
  };
  uint32_t number = wasm_index(&step->next);
  if (number >= THIMBLE_WASM_MEMORY_INIT)
    return instructions[number](step);
  thimble_wasm_saturate(number, step->top - 1);
  return THIMBLE_REASON_NONE;
}

static enum thimble_reason run(struct thimble_wasm_step *step, uint8_t opcode) {
  switch (opcode) {
  case THIMBLE_WASM_TABLE_GET:
    return thimble_wasm_table_get(step);
  case THIMBLE_WASM_TABLE_SET:
    return thimble_wasm_table_set(step);
  case THIMBLE_WASM_MEMORY_SIZE:
    return thimble_wasm_memory_size(step);
  case THIMBLE_WASM_MEMORY_GROW:
    return thimble_wasm_memory_grow(step);
  case THIMBLE_WASM_REF_NULL:
    return null_reference(step);
  case THIMBLE_WASM_REF_IS_NULL:
    return is_null(step);
  case THIMBLE_WASM_REF_FUNC:
    return function_reference(step);
  case THIMBLE_WASM_PREFIX:
    return prefixed(step);
  default:
    return thimble_wasm_access(step, opcode);
  }
}

enum thimble_reason thimble_wasm_rare(struct thimble_wasm_state *state) {
  struct thimble_wasm_step step = {
      .state = state,
      .next = state->module + state->position + 1,
      .top = state->stack + state->top,
  };
  enum thimble_reason reason = run(&step, step.next[-1]);
  if (reason == THIMBLE_REASON_NONE) {
    state->position = (uint32_t)(step.next - state->module);
    state->top = (uint32_t)(step.top - state->stack);
  }
  return reason;
}
