/* SPDX-License-Identifier: Apache-2.0 */
/* float.h: the instructions of floating point (core specification, section 4.3.3) and the
 * conversions from and to it (4.3.4). A build without floats has float_none.c in the place of both
 * files, and its validation refuses all that would come here.
 *
 * f32 is computed as f64 wherever that gives the same bits: a value of f32 is one of f64, and what
 * is exact there, or is a root, stays right when it is rounded once more (53 >= 2 * 24 + 2). */
#ifndef THIMBLE_WASM_FLOAT_H
#define THIMBLE_WASM_FLOAT_H

#include "engine/wasm/state.h"

/* The bits of the sum of two finite f64, exact. */
uint64_t thimble_wasm_sum_64(uint64_t left, uint64_t right);

/* As thimble_wasm_numeric(), for comparisons and arithmetic of floats. They never trap. */
void thimble_wasm_float(uint8_t opcode, union thimble_wasm_slot *operands);

/* As thimble_wasm_numeric(), for 0xa8 to 0xbf but those between integers. */
enum thimble_reason thimble_wasm_convert(uint8_t opcode, union thimble_wasm_slot *operand);

#endif
