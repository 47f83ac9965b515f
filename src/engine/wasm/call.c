/* SPDX-License-Identifier: Apache-2.0 */
/* call.c: see call.h and run.h. */
#include "engine/wasm/call.h"

#include "engine/wasm/immediate.h"
#include "engine/wasm/link.h"
#include "engine/wasm/opcode.h"
#include "engine/wasm/run.h"

static enum thimble_reason fail(struct thimble_wasm_state *state, enum thimble_reason reason,
                                uint32_t detail) {
  state->detail = detail;
  return reason;
}

enum thimble_reason thimble_wasm_find_target(struct thimble_wasm_state *state,
                                             const uint8_t *immediates, uint32_t element,
                                             uint32_t *target) {
  uint32_t type = wasm_index(&immediates);
  const struct thimble_wasm_table *table = state->tables[wasm_index(&immediates)];
  if (element >= table->size)
    return fail(state, THIMBLE_REASON_TABLE_ACCESS, element);
  *target = table->entries[element];
  if (*target == 0)
    return fail(state, THIMBLE_REASON_NO_FUNCTION, element);
  uint32_t function = *target - state->reference;
  if (function < state->function_count &&
      state->functions[function].type != state->types[type].canonical)
    return fail(state, THIMBLE_REASON_FUNCTION_TYPE, element);
  return THIMBLE_REASON_NONE;
}

/* The type that the indirect call at state->position names. */
static uint32_t type_named(const struct thimble_wasm_state *state) {
  const uint8_t *immediates = state->module + state->position + 1;
  return wasm_index(&immediates);
}

static enum thimble_reason call_import(struct thimble_wasm_state *state, uint32_t function) {
  const struct thimble_wasm_function *import = &state->functions[function];
  uint32_t values = state->top - import->parameters;
  enum thimble_reason reason = state->linker->call(state, function, state->stack + values);
  if (reason == THIMBLE_REASON_NONE)
    state->top = values + import->results;
  return reason;
}

enum thimble_reason thimble_wasm_call_out(struct thimble_wasm_state *state, uint32_t target) {
  uint32_t function = target - state->reference;
  if (function < state->function_count)
    return call_import(state, function);
  uint32_t type = type_named(state);
  const struct thimble_wasm_type_entry *entry = &state->types[type];
  uint32_t values = state->top - entry->parameters;
  enum thimble_reason reason =
      state->linker->call_reference(state, target, type, state->stack + values);
  if (reason == THIMBLE_REASON_NONE)
    state->top = values + entry->results;
  return reason;
}

/* An import has no frame: it is called here, and leaves nothing to run. */
static enum thimble_reason enter_import(struct thimble_wasm_state *state, uint32_t function) {
  state->position = THIMBLE_WASM_OVER;
  if (state->top > state->stack_slots || state->functions[function].results > state->stack_slots)
    return THIMBLE_REASON_STACK;
  return call_import(state, function);
}

enum thimble_reason thimble_wasm_enter(struct thimble_wasm_state *state, uint32_t function) {
  wasm_begin(state, function, state->functions[function].parameters);
  return function < state->imported_functions ? enter_import(state, function) : THIMBLE_REASON_NONE;
}
