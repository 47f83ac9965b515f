/* SPDX-License-Identifier: Apache-2.0 */
/* float_sum.c: the sum of two f64, from their bits, rounded to nearest with ties to even.
 *
 * Not the compiler's: libgcc for Arm (config/arm/ieee754-df.S, seen in gcc 12) loses the bits that
 * decide how to round where the exponents differ by 32 and the sum carries, or by 33 and it falls
 * below a power of two. test/wasm/spectest/cases/f64-sum.wast has such numbers.
 *
 * Significands have three bits behind their last one. The third says whether anything is behind it:
 * more is not needed, since a sum that loses two or more leading bits is exact. */
#include "engine/wasm/float.h"

#include "engine/wasm/float_slot.h"

#define FRACTION_BITS 52
#define EXPONENT_MASK 0x7ffu
#define HIDDEN_BIT ((uint64_t)1 << FRACTION_BITS)
#define INFINITY_64 ((uint64_t)EXPONENT_MASK << FRACTION_BITS)
#define EXTRA_BITS 3
#define LEADING_BIT (HIDDEN_BIT << EXTRA_BITS)

struct parts {
  uint64_t significand; /* with EXTRA_BITS, and its leading bit unless it is subnormal */
  uint32_t exponent;    /* as the bits have it; of a subnormal number 1 */
};

static struct parts take_apart(uint64_t bits) {
  uint32_t exponent = (uint32_t)(bits >> FRACTION_BITS) & EXPONENT_MASK;
  uint64_t significand = bits & (HIDDEN_BIT - 1);
  if (exponent == 0)
    return (struct parts){significand << EXTRA_BITS, 1};
  return (struct parts){(significand | HIDDEN_BIT) << EXTRA_BITS, exponent};
}

/* Shifts right; the last bit tells of those that are lost. */
static uint64_t shift_out(uint64_t significand, uint32_t distance) {
  if (distance > FRACTION_BITS + EXTRA_BITS)
    return significand != 0;
  uint64_t rest = significand & (((uint64_t)1 << distance) - 1);
  return significand >> distance | (rest != 0);
}

/* Brings the leading bit where it belongs, unless the number is subnormal. At most 55 turns. */
static void normalize(struct parts *sum) {
  if (sum->significand >= LEADING_BIT << 1) {
    sum->significand = shift_out(sum->significand, 1);
    sum->exponent++;
  }
  while (sum->significand < LEADING_BIT && sum->exponent > 1) {
    sum->significand <<= 1;
    sum->exponent--;
  }
}

/* What rounds up to the next power of two carries into the exponent, up to infinity. */
static uint64_t put_together(const struct parts *sum) {
  uint64_t significand = sum->significand >> EXTRA_BITS;
  uint32_t rest = (uint32_t)sum->significand & 7u;
  if (rest > 4 || (rest == 4 && (significand & 1) != 0))
    significand++;
  uint64_t bits = ((uint64_t)(sum->exponent - 1) << FRACTION_BITS) + significand;
  return bits < INFINITY_64 ? bits : INFINITY_64;
}

uint64_t thimble_wasm_sum_64(uint64_t left, uint64_t right) {
  bool in_order = (left & ~WASM_SIGN_64) >= (right & ~WASM_SIGN_64);
  uint64_t larger = in_order ? left : right, smaller = in_order ? right : left;
  uint64_t sign = larger & WASM_SIGN_64;
  bool differ = ((larger ^ smaller) & WASM_SIGN_64) != 0;
  struct parts sum = take_apart(larger), addend = take_apart(smaller);
  addend.significand = shift_out(addend.significand, sum.exponent - addend.exponent);
  sum.significand += differ ? 0 - addend.significand : addend.significand;
  if (sum.significand == 0)
    return differ ? 0 : sign;
  normalize(&sum);
  return sign | put_together(&sum);
}
