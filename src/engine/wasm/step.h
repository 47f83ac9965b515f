/* SPDX-License-Identifier: Apache-2.0 */
/* step.h: one instruction that run.c has no body for, while it runs (rare.h). */
#ifndef THIMBLE_WASM_STEP_H
#define THIMBLE_WASM_STEP_H

#include "engine/wasm/state.h"

/* `next` is where its immediates are read, `top` behind its operands. */
struct thimble_wasm_step {
  struct thimble_wasm_state *state;
  const uint8_t *next;
  union thimble_wasm_slot *top;
};

typedef enum thimble_reason thimble_wasm_instruction(struct thimble_wasm_step *step);

/* Takes fuel for what an instruction does beyond itself, at most once for each: one for eight
 * bytes. FUEL: there is not enough, and the instruction has not begun. */
enum thimble_reason thimble_wasm_pay(const struct thimble_wasm_step *step, uint32_t price);

/* Instructions on ranges take three numbers; whether `count` items from `first` on are among
 * `size`. */
static inline bool wasm_has_range(uint32_t size, uint32_t first, uint32_t count) {
  return first <= size && count <= size - first;
}

#endif
