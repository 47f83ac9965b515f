/* SPDX-License-Identifier: Apache-2.0 */
/* float.c: see float.h. Comparisons, rounding, roots, minimum and maximum work on f64; sum,
 * difference, product and quotient of f32 are the machine's own, which may be in hardware. */
#include "engine/wasm/float.h"

#include "engine/wasm/float_slot.h"
#include "engine/wasm/numeric.h"
#include "engine/wasm/opcode.h"

typedef union thimble_wasm_slot slot_t;

const bool thimble_wasm_has_floats = true;

/* Instructions of both widths follow each other in the same order. */
enum {
  EQUAL,
  NOT_EQUAL,
  LESS,
  GREATER,
  LESS_EQUAL,
  GREATER_EQUAL
};
enum {
  ABSOLUTE,
  NEGATE,
  CEILING,
  FLOOR,
  TRUNCATE,
  NEAREST,
  ROOT
};
enum {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  MINIMUM,
  MAXIMUM,
  COPY_SIGN
};

#define FRACTION_BITS 52
#define EXPONENT_BIAS 1023
#define EXPONENT_MASK 0x7ffu
#define HIDDEN_BIT ((uint64_t)1 << FRACTION_BITS)

static bool compare(uint32_t what, double left, double right) {
  switch (what) {
  case EQUAL:
    return left == right;
  case NOT_EQUAL:
    return left != right;
  case LESS:
    return left < right;
  case GREATER:
    return left > right;
  case LESS_EQUAL:
    return left <= right;
  default: /* GREATER_EQUAL */
    return left >= right;
  }
}

static int32_t exponent_of(uint64_t bits) {
  return (int32_t)(bits >> FRACTION_BITS & EXPONENT_MASK) - EXPONENT_BIAS;
}

/* Drops what is behind the point; the sign stays, also that of a zero. */
static uint64_t whole_part(uint64_t bits) {
  int32_t exponent = exponent_of(bits);
  if (exponent >= FRACTION_BITS) /* it has no fraction, or is infinite, or no number */
    return bits;
  if (exponent < 0)
    return bits & WASM_SIGN_64;
  return bits & ~((HIDDEN_BIT >> exponent) - 1);
}

/* Whether a whole number of less than 2^53 is odd. */
static bool is_odd(uint64_t bits) {
  int32_t exponent = exponent_of(bits);
  if (exponent < 0 || exponent > FRACTION_BITS)
    return false;
  return (bits | HIDDEN_BIT) >> (FRACTION_BITS - exponent) & 1;
}

/* Whether the whole part is not the result but the next number away from zero. `rest` is what was
 * dropped, with its sign; the subtraction that gave it was exact. */
static bool goes_away(uint32_t what, double rest, bool odd) {
  double size = rest < 0 ? -rest : rest;
  switch (what) {
  case CEILING:
    return rest > 0;
  case FLOOR:
    return rest < 0;
  case NEAREST:
    return size > 0.5 || (size == 0.5 && odd);
  default: /* TRUNCATE */
    return false;
  }
}

static void round_64(uint32_t what, slot_t *slot) {
  slot_t whole = {.wide = whole_part(slot->wide)};
  if (exponent_of(slot->wide) >= FRACTION_BITS) {
    wasm_put_64(slot, wasm_get_64(slot));
    return;
  }
  double rest = wasm_get_64(slot) - wasm_get_64(&whole);
  if (goes_away(what, rest, is_odd(whole.wide)))
    wasm_put_64(&whole, wasm_get_64(&whole) + (rest < 0 ? -1.0 : 1.0));
  *slot = whole;
}

/* The root of a significand of 54 bits, as 54 bits: one bit a step, by the rule of pencil and
 * paper. `rest` stays below 2^57. The last bit is for rounding; a tie cannot be, since the square
 * of a number of 54 bits that is odd has no 54 bits. */
static uint64_t root_bits(uint64_t significand) {
  uint64_t root = 0, rest = 0;
  for (uint32_t step = 0; step < 54; step++) {
    rest = rest << 2 | (significand >> 52 & 3u);
    significand <<= 2;
    uint64_t trial = root << 2 | 1;
    root <<= 1;
    if (rest >= trial) {
      rest -= trial;
      root |= 1;
    }
  }
  return (root >> 1) + (root & 1);
}

/* Of a positive, finite number. */
static uint64_t root_positive(uint64_t bits) {
  int32_t exponent = exponent_of(bits);
  uint64_t significand = bits & (HIDDEN_BIT - 1);
  if (exponent == -EXPONENT_BIAS)
    for (exponent++; (significand & HIDDEN_BIT) == 0; exponent--)
      significand <<= 1;
  significand |= HIDDEN_BIT;
  if ((exponent & 1) != 0) {
    significand <<= 1;
    exponent--;
  }
  return ((uint64_t)(exponent / 2 + EXPONENT_BIAS) << FRACTION_BITS) +
         (root_bits(significand) - HIDDEN_BIT);
}

static void root_64(slot_t *slot) {
  double value = wasm_get_64(slot);
  if (value < 0)
    slot->wide = WASM_NAN_64;
  else if (value > 0 && exponent_of(slot->wide) <= EXPONENT_BIAS)
    slot->wide = root_positive(slot->wide);
  else /* zeros, infinity and what is no number */
    wasm_put_64(slot, value);
}

/* CEILING to ROOT. */
static void compute_unary(uint32_t what, slot_t *slot) {
  if (what == ROOT)
    root_64(slot);
  else
    round_64(what, slot);
}

/* The lesser or greater one; of two zeros the negative is less. */
static void choose(uint32_t what, slot_t *left, const slot_t *right) {
  double a = wasm_get_64(left), b = wasm_get_64(right);
  if (a != a || b != b)
    left->wide = WASM_NAN_64;
  else if (a == b)
    left->wide = what == MINIMUM ? left->wide | right->wide : left->wide & right->wide;
  else if ((a < b) == (what == MAXIMUM))
    left->wide = right->wide;
}

static float arithmetic_32(uint32_t what, float left, float right) {
  switch (what) {
  case ADD:
    return left + right;
  case SUBTRACT:
    return left - right;
  case MULTIPLY:
    return left * right;
  default: /* DIVIDE */
    return left / right;
  }
}

static bool is_finite(uint64_t bits) {
  return exponent_of(bits) <= EXPONENT_BIAS;
}

static void add_64(slot_t *left, uint64_t right) {
  slot_t other = {.wide = right};
  if (is_finite(left->wide) && is_finite(right))
    left->wide = thimble_wasm_sum_64(left->wide, right);
  else
    wasm_put_64(left, wasm_get_64(left) + wasm_get_64(&other));
}

/* ADD to DIVIDE. */
static void arithmetic_64(uint32_t what, slot_t *left, const slot_t *right) {
  if (what <= SUBTRACT)
    add_64(left, right->wide ^ (what == SUBTRACT ? WASM_SIGN_64 : 0));
  else if (what == MULTIPLY)
    wasm_put_64(left, wasm_get_64(left) * wasm_get_64(right));
  else
    wasm_put_64(left, wasm_get_64(left) / wasm_get_64(right));
}

static void widen(slot_t *slot) {
  double value = wasm_get_32(slot);
  memcpy(&slot->wide, &value, sizeof value);
}

static void narrow(slot_t *slot) {
  wasm_put_32(slot, (float)wasm_get_64(slot));
}

static void unary_64(uint32_t what, slot_t *slot) {
  if (what == ABSOLUTE)
    slot->wide &= ~WASM_SIGN_64;
  else if (what == NEGATE)
    slot->wide ^= WASM_SIGN_64;
  else
    compute_unary(what, slot);
}

static void unary_32(uint32_t what, slot_t *slot) {
  if (what == ABSOLUTE) {
    slot->word &= ~WASM_SIGN_32;
  } else if (what == NEGATE) {
    slot->word ^= WASM_SIGN_32;
  } else {
    widen(slot);
    compute_unary(what, slot);
    narrow(slot);
  }
}

static void binary_64(uint32_t what, slot_t *left, const slot_t *right) {
  if (what == COPY_SIGN)
    left->wide = (left->wide & ~WASM_SIGN_64) | (right->wide & WASM_SIGN_64);
  else if (what <= DIVIDE)
    arithmetic_64(what, left, right);
  else
    choose(what, left, right);
}

static void binary_32(uint32_t what, slot_t *left, const slot_t *right) {
  if (what == COPY_SIGN) {
    left->word = (left->word & ~WASM_SIGN_32) | (right->word & WASM_SIGN_32);
  } else if (what <= DIVIDE) {
    wasm_put_32(left, arithmetic_32(what, wasm_get_32(left), wasm_get_32(right)));
  } else {
    slot_t other = *right;
    widen(left);
    widen(&other);
    choose(what, left, &other);
    narrow(left);
  }
}

void thimble_wasm_float(uint8_t opcode, slot_t *operands) {
  slot_t *right = operands + 1;
  if (opcode < THIMBLE_WASM_F64_EQ)
    operands->word =
        compare(opcode - THIMBLE_WASM_F32_EQ, wasm_get_32(operands), wasm_get_32(right));
  else if (opcode <= THIMBLE_WASM_F64_GE)
    operands->word =
        compare(opcode - THIMBLE_WASM_F64_EQ, wasm_get_64(operands), wasm_get_64(right));
  else if (opcode < THIMBLE_WASM_F32_ADD)
    unary_32(opcode - THIMBLE_WASM_F32_ABS, operands);
  else if (opcode < THIMBLE_WASM_F64_ABS)
    binary_32(opcode - THIMBLE_WASM_F32_ADD, operands, right);
  else if (opcode < THIMBLE_WASM_F64_ADD)
    unary_64(opcode - THIMBLE_WASM_F64_ABS, operands);
  else
    binary_64(opcode - THIMBLE_WASM_F64_ADD, operands, right);
}
