/* SPDX-License-Identifier: Apache-2.0 */
/* measure.h: what a module will take on a device, found out by the engine's own validation. */
#ifndef THIMBLE_CLI_WASM_MEASURE_H
#define THIMBLE_CLI_WASM_MEASURE_H

#include "cli/wasm/module.h"

struct wasm_measures {
  uint32_t branches;
  uint32_t scratch;
  uint32_t *frames; /* of each function: slots beyond its parameters; an import's is zero */
};

/* Validates with all the room there can be; `memory` bytes of linear memory. Imports are not looked
 * at. False: `error` says why; else free() gives `frames` back. */
bool wasm_measure(struct wasm_measures *measures, const struct wasm_module *module, uint32_t memory,
                  struct thimble_wasm_error *error);

#endif
