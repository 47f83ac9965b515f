/* SPDX-License-Identifier: Apache-2.0 */
/* run.h: runs functions of an instantiated module.
 *
 * Fuel is one for each instruction that is executed, whatever it is (`end` and `block` too), taken
 * before it is; what a binding takes is added, and what an instruction does beyond itself
 * (docs/fuel.md). A run stops before the first instruction that it cannot pay, and can go on. */
#ifndef THIMBLE_WASM_RUN_H
#define THIMBLE_WASM_RUN_H

#include "engine/wasm/state.h"

/* Lets the next run begin with a call of `function`, whose arguments the caller has put into the
 * first slots of state->stack. Only an import runs at once: then there is nothing left to run, and
 * the results are where thimble_wasm_run() would leave them. */
enum thimble_reason thimble_wasm_enter(struct thimble_wasm_state *state, uint32_t function);

/* Goes on until the first call returns (NONE; results are in the first slots of the stack), traps,
 * or state->fuel is used up (THIMBLE_REASON_FUEL: more fuel, and another call goes on). After a
 * trap state->position is the instruction, state->function its function. */
enum thimble_reason thimble_wasm_run(struct thimble_wasm_state *state);

#endif
