/* SPDX-License-Identifier: Apache-2.0 */
/* rare.h: the instructions that run.c has no body for and that are not numeric: references, tables,
 * the size of memory, and what follows the byte 0xfc; and loads and stores whose immediates are
 * longer than usual, or that reach outside the memory. */
#ifndef THIMBLE_WASM_RARE_H
#define THIMBLE_WASM_RARE_H

#include "engine/wasm/state.h"

/* Runs the instruction at state->position, whose operands are below state->top, and moves both on.
 * A reason but NONE is a trap: nothing was changed, and state->detail is set. */
enum thimble_reason thimble_wasm_rare(struct thimble_wasm_state *state);

#endif
