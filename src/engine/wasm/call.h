/* SPDX-License-Identifier: Apache-2.0 */
/* call.h: calls, apart from what run.c does with frames itself: their targets, and functions that
 * are not the module's own. A target is a reference, as tables hold them. */
#ifndef THIMBLE_WASM_CALL_H
#define THIMBLE_WASM_CALL_H

#include "engine/wasm/state.h"

/* Finds the target of an indirect call whose immediates are at `immediates`. Reasons: the table has
 * no `element`, it is empty, or the function is of another type. A function of another module is
 * left to thimble_wasm_call_out(). */
enum thimble_reason thimble_wasm_find_target(struct thimble_wasm_state *state,
                                             const uint8_t *immediates, uint32_t element,
                                             uint32_t *target);

/* Calls an import, or a function of another module, for the call at state->position; the arguments
 * are below state->top, which moves to behind the results. */
enum thimble_reason thimble_wasm_call_out(struct thimble_wasm_state *state, uint32_t target);

/* Lets the next run begin with a call of a function that is no import: see thimble_wasm_enter(). */
static inline void wasm_begin(struct thimble_wasm_state *state, uint32_t function,
                              uint32_t parameters) {
  state->position = THIMBLE_WASM_BEGINNING;
  state->function = function;
  state->top = parameters;
}

/* Whether `target` is one of the module's own functions, with code to interpret. */
static inline bool wasm_is_inside(const struct thimble_wasm_state *state, uint32_t target) {
  uint32_t function = target - state->reference;
  return function < state->function_count && function >= state->imported_functions;
}

#endif
