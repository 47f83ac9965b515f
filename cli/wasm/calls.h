/* SPDX-License-Identifier: Apache-2.0 */
/* calls.h: what the calls of a module may need in all, along the dearest way from a function.
 */
#ifndef THIMBLE_CLI_WASM_CALLS_H
#define THIMBLE_CLI_WASM_CALLS_H

#include "cli/wasm/module.h"

struct wasm_calls {
  uint64_t total;    /* the greatest sum along a way; with recursion, of those that have none */
  uint32_t greatest; /* of one function that can be reached */
  bool recursive;
};

/* Walks the calls from `entry` on. `costs` has a number for each function. An indirect call may
 * reach each function of its type that an element segment holds. */
void wasm_calls_walk(struct wasm_calls *calls, const struct wasm_module *module,
                     const uint32_t *costs, uint32_t entry);

#endif
