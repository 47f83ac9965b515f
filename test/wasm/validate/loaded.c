/* SPDX-License-Identifier: Apache-2.0 */
/* loaded.c: see loaded.h. */
#include "loaded.h"

#include <string.h>

#include "unit.h"

const struct thimble_wasm_bounds loaded_bounds = {.stack = 64,
                                                  .memory = LOADED_MEMORY,
                                                  .elements = LOADED_ELEMENTS,
                                                  .branches = LOADED_BRANCHES,
                                                  .scratch = LOADED_SCRATCH};

#define POISONED 1024u /* bytes that are not zero before: the state and the first arrays */

static struct thimble_wasm_table foreign_table;
static struct thimble_wasm_memory foreign_memory;
static union thimble_wasm_slot foreign_global;

static enum thimble_reason resolve(struct thimble_wasm_state *state,
                                   const struct thimble_wasm_import *import, uint32_t *detail) {
  (void)detail;
  if (import->kind == THIMBLE_WASM_KIND_TABLE) {
    foreign_table.type = import->value_type;
    state->tables[import->index] = &foreign_table;
  }
  if (import->kind == THIMBLE_WASM_KIND_MEMORY)
    state->memory = &foreign_memory;
  if (import->kind == THIMBLE_WASM_KIND_GLOBAL)
    state->foreign_globals[import->index] = &foreign_global;
  return THIMBLE_REASON_NONE;
}

static const struct thimble_wasm_linker linker = {.resolve = resolve};

/* Bytes behind what is needed, which nobody may touch. */
#define GUARD 64u
#define GUARD_BYTE 0xa5u

static void check_guard(const uint8_t *guard) {
  for (uint32_t i = 0; i < GUARD; i++)
    assert_int_equal(guard[i], GUARD_BYTE);
}

struct thimble_wasm_state *load_module(const uint8_t *bytes, uint32_t length,
                                       const struct thimble_wasm_bounds *bounds,
                                       struct thimble_wasm_error *error) {
  static _Alignas(8) uint8_t own[0x14000];
  struct thimble_wasm_module module;
  if (thimble_wasm_open(&module, bytes, length, error) != THIMBLE_REASON_NONE)
    return NULL;
  size_t need = thimble_wasm_need(&module, bounds);
  assert_true(need + GUARD <= sizeof(own));
  memset(own, GUARD_BYTE, need < POISONED ? need : POISONED);
  struct thimble_wasm_state *state = (struct thimble_wasm_state *)(void *)own;
  memset(own + need, GUARD_BYTE, GUARD);
  thimble_wasm_load(state, &module, bounds, &linker, error);
  check_guard(own + need);
  return error->reason == THIMBLE_REASON_NONE ? state : NULL;
}
