/* SPDX-License-Identifier: Apache-2.0 */
/* any_arithmetic.h: arithmetic that gives anything, in place of that of arithmetic.h. What a result
 * is makes no difference to isolation, and CBMC is spared multipliers and dividers. For the widths
 * that are claimed here, proof/arithmetic.c proves the shipped function free of undefined
 * behaviour. */
#ifndef THIMBLE_PROOF_ANY_ARITHMETIC_H
#define THIMBLE_PROOF_ANY_ARITHMETIC_H

#define ebpf_arithmetic shipped_arithmetic
#include "engine/ebpf/arithmetic.h"
#undef ebpf_arithmetic
#include "world.h"

static uint64_t ebpf_arithmetic(uint32_t operation, uint64_t a, uint64_t b, uint32_t bits,
                                bool is_signed) {
  (void)operation, (void)a, (void)b, (void)is_signed;
  PROVE(bits == 32 || bits == 64, "arithmetic has a width");
  return nondet_uint64();
}

#endif
