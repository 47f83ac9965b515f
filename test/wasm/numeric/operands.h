/* SPDX-License-Identifier: Apache-2.0 */
/* operands.h: operands for numeric instructions: any bits, special values, halves and small
 * numbers, and floats whose exponents are near each other. The same ones on every machine. */
#ifndef THIMBLE_TEST_OPERANDS_H
#define THIMBLE_TEST_OPERANDS_H

#include "random.h"

/* Fills both words with bits that are good as f32 or f64 (`bits`: 32 or 64) or integers. */
uint64_t operand_bits(struct random *random, uint32_t bits);

#endif
