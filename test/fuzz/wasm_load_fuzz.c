/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_load_fuzz.c: any bytes as a WebAssembly module: reading, validating and instantiating stay
 * inside the module and the memory that need() asked for, which is a block of exactly that size.
 *
 * Imports of functions and memories are linked, so that more modules are valid than on a device;
 * nothing runs here. */
#include <stdlib.h>
#include <string.h>

#include "engine/wasm/module.h"
#include "fuzz/fuzz.h"

enum {
  JUNK = 0xee,
  STACK_SLOTS = 256
};

static const struct thimble_wasm_bounds bounds = {
    .stack = STACK_SLOTS, .memory = 65536, .elements = 64, .branches = 256, .scratch = 4096};

static enum thimble_reason resolve(struct thimble_wasm_state *state,
                                   const struct thimble_wasm_import *import, uint32_t *detail) {
  (void)state;
  *detail = import->index;
  return import->kind == THIMBLE_WASM_KIND_FUNCTION ? THIMBLE_REASON_NONE
                                                    : THIMBLE_REASON_WASM_IMPORT;
}

static const struct thimble_wasm_linker linker = {.resolve = resolve};

static void check(enum thimble_reason reason, const struct thimble_wasm_error *error, size_t size) {
  must(reason == error->reason && reason < THIMBLE_REASON_COUNT);
  must(reason == THIMBLE_REASON_NONE || error->position <= size);
}

/* What a run relies on. */
static void check_state(const struct thimble_wasm_state *state, size_t size) {
  must(state->imported_functions <= state->function_count);
  must(state->start == UINT32_MAX || state->start < state->function_count);
  for (uint32_t i = state->imported_functions; i < state->function_count; i++) {
    const struct thimble_wasm_function *function = &state->functions[i];
    must(function->code < size && function->type < state->type_count);
    must(function->frame >= function->locals + THIMBLE_WASM_RECORD);
  }
}

static void instantiate(struct thimble_wasm_state *state, size_t size) {
  struct thimble_wasm_error error = {.reason = THIMBLE_REASON_NONE};
  check(thimble_wasm_instantiate(state, &error), &error, size);
}

static void load(const struct thimble_wasm_module *module, size_t size) {
  static union thimble_wasm_slot stack[STACK_SLOTS];
  struct thimble_wasm_error error = {.reason = THIMBLE_REASON_NONE};
  size_t need = thimble_wasm_need(module, &bounds);
  uint8_t *own = allocate(need);
  memset(own, JUNK, need);
  struct thimble_wasm_state *state = (struct thimble_wasm_state *)(void *)own;
  state->reference = 1;
  enum thimble_reason reason = thimble_wasm_load(state, module, &bounds, &linker, &error);
  check(reason, &error, size);
  if (reason == THIMBLE_REASON_NONE) {
    check_state(state, size);
    state->stack = stack;
    state->stack_slots = STACK_SLOTS;
    instantiate(state, size);
  }
  free(own);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  struct thimble_wasm_module module;
  struct thimble_wasm_error error = {.reason = THIMBLE_REASON_NONE};
  if (size == 0)
    return 0;
  uint8_t *copy = allocate(size);
  memcpy(copy, bytes, size);
  enum thimble_reason reason = thimble_wasm_open(&module, copy, (uint32_t)size, &error);
  check(reason, &error, size);
  if (reason == THIMBLE_REASON_NONE)
    load(&module, size);
  must(memcmp(copy, bytes, size) == 0);
  free(copy);
  return 0;
}
