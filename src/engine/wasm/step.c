/* SPDX-License-Identifier: Apache-2.0 */
/* step.c: see step.h. */
#include "engine/wasm/step.h"

enum thimble_reason thimble_wasm_pay(const struct thimble_wasm_step *step, uint32_t price) {
  struct thimble_wasm_state *state = step->state;
  if (price > state->fuel) {
    state->fuel++; /* for the instruction itself */
    return THIMBLE_REASON_FUEL;
  }
  state->fuel -= price;
  return THIMBLE_REASON_NONE;
}
