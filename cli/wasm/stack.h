/* SPDX-License-Identifier: Apache-2.0 */
/* stack.h: how much of linear memory a linked module needs for the stack of its C or Rust
 * code, read out of what compilers write where a function begins. */
#ifndef THIMBLE_CLI_WASM_STACK_H
#define THIMBLE_CLI_WASM_STACK_H

#include "cli/wasm/module.h"

#define WASM_STACK_ALIGNMENT 16u
#define WASM_STACK_DEFAULT 1024u /* where it cannot be told */

struct wasm_stack {
  uint32_t bytes;  /* a multiple of WASM_STACK_ALIGNMENT, at least one */
  const char *why; /* it is a guess: for people; null: it is exact */
};

/* Finds the need of `entry`, whose module has the stack pointer as its first global. `depth` is how
 * many calls may be open at once where there is recursion, or 0. */
void wasm_stack_find(struct wasm_stack *stack, const struct wasm_module *module, uint32_t entry,
                     uint32_t depth);

#endif
