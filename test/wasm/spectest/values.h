/* SPDX-License-Identifier: Apache-2.0 */
/* values.h: values of test files in slots of the engine. */
#ifndef THIMBLE_TEST_WASM_VALUES_H
#define THIMBLE_TEST_WASM_VALUES_H

#include "engine/wasm/state.h"
#include "wasm/spectest/script.h"

void values_put(union thimble_wasm_slot *slot, struct value value);

/* Whether what the slot holds, of this type, is what is expected. */
bool values_match(struct value expected, uint8_t type, union thimble_wasm_slot slot);

/* Prints as `i32:0x0000002a`, `f64:nan:canonical`, `funcref:null`. */
void values_print(struct value value);
void values_print_slot(uint8_t type, union thimble_wasm_slot slot);

#endif
