/* SPDX-License-Identifier: Apache-2.0 */
/* constant.h: constant expressions of a validated module (core specification, section 3.3.10, with
 * the arithmetic of the extended-const proposal). */
#ifndef THIMBLE_WASM_CONSTANT_H
#define THIMBLE_WASM_CONSTANT_H

#include "engine/wasm/state.h"

/* Computes the expression at `*at`, which moves behind its `end`. It uses the stack, from the first
 * slot on; false: the stack is too small. */
bool thimble_wasm_compute(const struct thimble_wasm_state *state, const uint8_t **at,
                          union thimble_wasm_slot *value);

/* Computes the reference that the expression at `at` names, without the stack, and returns what is
 * behind it. Only one instruction can make a reference: none makes it from operands. */
const uint8_t *thimble_wasm_compute_reference(const struct thimble_wasm_state *state,
                                              const uint8_t *at, uint32_t *reference);

/* What is behind the expression at `at`. */
const uint8_t *thimble_wasm_skip_constant(const struct thimble_wasm_state *state,
                                          const uint8_t *at);

#endif
