/* SPDX-License-Identifier: Apache-2.0 */
/* measure.c: see measure.h. */
#include "cli/wasm/measure.h"

#include <stdlib.h>

#include "cli/common/memory.h"

static enum thimble_reason resolve(struct thimble_wasm_state *state,
                                   const struct thimble_wasm_import *import, uint32_t *detail) {
  (void)detail;
  if (import->kind != THIMBLE_WASM_KIND_FUNCTION)
    return THIMBLE_REASON_WASM_IMPORT;
  state->functions[import->index].code = 0;
  return THIMBLE_REASON_NONE;
}

/* Nothing is ever called. */
static const struct thimble_wasm_linker anything = {.resolve = resolve};

static void take_frames(struct wasm_measures *measures, const struct thimble_wasm_state *state) {
  measures->frames = memory_get(state->function_count + 1u, sizeof *measures->frames);
  for (uint32_t index = state->imported_functions; index < state->function_count; index++)
    measures->frames[index] = state->functions[index].frame;
}

bool wasm_measure(struct wasm_measures *measures, const struct wasm_module *module, uint32_t memory,
                  struct thimble_wasm_error *error) {
  const struct thimble_wasm_bounds bounds = {
      .stack = THIMBLE_MEMORY_MAXIMUM / sizeof(union thimble_wasm_slot),
      .memory = memory,
      .elements = module->elements,
      .branches = THIMBLE_WASM_BRANCHES_MAXIMUM,
      .scratch = THIMBLE_MEMORY_MAXIMUM,
  };
  struct thimble_wasm_module opened;
  *measures = (struct wasm_measures){0};
  if (thimble_wasm_open(&opened, module->bytes, module->length, error) != THIMBLE_REASON_NONE)
    return false;
  struct thimble_wasm_state *state = memory_get(1, thimble_wasm_need(&opened, &bounds));
  state->reference = 1;
  bool valid = thimble_wasm_load(state, &opened, &bounds, &anything, error) == THIMBLE_REASON_NONE;
  if (valid) {
    take_frames(measures, state);
    measures->branches = error->use.branches;
    measures->scratch = error->use.scratch;
  }
  free(state);
  return valid;
}
