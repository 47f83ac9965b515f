/* SPDX-License-Identifier: Apache-2.0 */
/* numeric.h: what the instructions compute that the loop does not compute itself: integer.c,
 * float.c, convert.c (core specification, section 4.3). Without state: operands in, result out.
 *
 * Floats are handled as bits outside float.c and convert.c. Every result that is a NaN is the
 * canonical one (positive, only the quiet bit set), which the specification allows and which makes
 * every device compute the same bits. */
#ifndef THIMBLE_WASM_NUMERIC_H
#define THIMBLE_WASM_NUMERIC_H

#include "engine/wasm/state.h"

/* Whether this build has floats; a module that uses them is refused where not. */
extern const bool thimble_wasm_has_floats;

/* Computes a UNARY or BINARY instruction from 0x45 to 0xc4 that the loop has no body for
 * (bodies.h), or a sum, difference or product of integers, which constants use too. The operands
 * are at `operands`, the first one first; the result replaces the first. A reason but NONE is a
 * trap, and nothing was changed. Any other opcode gives something that means nothing; those of
 * floats in a build without them do not pass validation. */
enum thimble_reason thimble_wasm_numeric(uint8_t opcode, union thimble_wasm_slot *operands);

/* The same for the saturating conversions, 0xfc 0 to 7. They never trap. */
void thimble_wasm_saturate(uint32_t number, union thimble_wasm_slot *operand);

#endif
