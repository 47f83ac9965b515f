/* SPDX-License-Identifier: Apache-2.0 */
/* integer.h: the integer instructions that run.c has no body for, and those that constant
 * expressions use (core specification, section 4.3.2). */
#ifndef THIMBLE_WASM_INTEGER_H
#define THIMBLE_WASM_INTEGER_H

#include "engine/wasm/state.h"

/* As thimble_wasm_numeric(), for integers. */
enum thimble_reason thimble_wasm_integer(uint8_t opcode, union thimble_wasm_slot *operands);

#endif
