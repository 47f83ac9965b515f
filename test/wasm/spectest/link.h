/* SPDX-License-Identifier: Apache-2.0 */
/* link.h: what the modules of the store import: from each other, and from module `spectest`. */
#ifndef THIMBLE_TEST_WASM_LINK_H
#define THIMBLE_TEST_WASM_LINK_H

#include "engine/wasm/link.h"
#include "wasm/spectest/store.h"

extern const struct thimble_wasm_linker spectest_linker;

/* Links all that there could be, for modules that are only validated. */
extern const struct thimble_wasm_linker spectest_any_linker;

/* Whether they are the same. */
bool link_types_are_equal(struct function_type left, struct function_type right);

/* The type with this index in a module whose types are validated. */
struct function_type link_type(const struct thimble_wasm_state *state, uint32_t index);

#endif
