/* SPDX-License-Identifier: Apache-2.0 */
/* global.h: where a global is: with its owner. */
#ifndef THIMBLE_WASM_GLOBAL_H
#define THIMBLE_WASM_GLOBAL_H

#include "engine/wasm/state.h"

static inline union thimble_wasm_slot *wasm_global(const struct thimble_wasm_state *state,
                                                   uint32_t index) {
  return index < state->imported_globals ? state->foreign_globals[index]
                                         : &state->globals[index - state->imported_globals];
}

#endif
