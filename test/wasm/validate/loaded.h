/* SPDX-License-Identifier: Apache-2.0 */
/* loaded.h: loads modules for the tests of validation, with a linker that takes every import. */
#ifndef THIMBLE_TEST_WASM_LOADED_H
#define THIMBLE_TEST_WASM_LOADED_H

#include "engine/wasm/module.h"

#define LOADED_MEMORY 4096u
#define LOADED_ELEMENTS 16u
#define LOADED_BRANCHES 64u
#define LOADED_SCRATCH 4096u

extern const struct thimble_wasm_bounds loaded_bounds;

/* Opens and loads; returns the state, in memory that the next call uses again. On an error the
 * state is null. */
struct thimble_wasm_state *load_module(const uint8_t *bytes, uint32_t length,
                                       const struct thimble_wasm_bounds *bounds,
                                       struct thimble_wasm_error *error);

#endif
