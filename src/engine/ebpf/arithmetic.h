/* SPDX-License-Identifier: Apache-2.0 */
/* arithmetic.h: what instructions compute, as pure functions (RFC 9669, sections 4.1 to 4.3).
 *
 * There is one function for both widths: the caller extends 32-bit operands to 64 bits (with zeros,
 * or with the sign for signed operations) and truncates the result. Nothing here is undefined:
 * shifts are masked, division is guarded, and signs are handled on unsigned numbers. Called with a
 * constant operation each becomes a few machine instructions. */
#ifndef THIMBLE_EBPF_ARITHMETIC_H
#define THIMBLE_EBPF_ARITHMETIC_H

#include <stdbool.h>

#include "engine/ebpf/instruction.h"

#define EBPF_SIGN ((uint64_t)1 << 63)

/* The low `bits` (8, 16, 32 or 64) of a value. */
static inline uint64_t ebpf_truncate(uint64_t value, uint32_t bits) {
  if (bits == 64)
    return value;
  uint32_t mask = ~(uint32_t)0 >> (32 - bits);
  return (uint32_t)value & mask;
}

/* The low `bits` (8, 16 or 32) of a value, extended with their sign. */
static inline uint64_t ebpf_sign_extend(uint64_t value, uint32_t bits) {
  /* The analyzer does not know that verification refuses a sign-extending load of 64 bits. */
  /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult) */
  uint32_t sign = (uint32_t)1 << (bits - 1);
  uint32_t low = (uint32_t)value & (sign | (sign - 1));
  return (uint64_t)(int64_t)(int32_t)((low ^ sign) - sign);
}

static inline uint64_t ebpf_absolute(uint64_t value) {
  return value & EBPF_SIGN ? 0 - value : value;
}

/* Division by zero gives zero (section 4.1). Signed division truncates; the least number divided by
 * -1 comes out as itself, since 0 - x is modular. */
static inline uint64_t ebpf_divide(uint64_t a, uint64_t b, bool is_signed) {
  bool negative = is_signed && ((a ^ b) & EBPF_SIGN) != 0;
  uint64_t dividend = is_signed ? ebpf_absolute(a) : a;
  uint64_t divisor = is_signed ? ebpf_absolute(b) : b;
  uint64_t quotient = divisor == 0 ? 0 : dividend / divisor;
  return negative ? 0 - quotient : quotient;
}

/* A right shift that brings in the sign, if it is signed, and zeros otherwise. */
static inline uint64_t ebpf_shift_right(uint64_t value, uint32_t count, bool is_signed) {
  uint64_t sign = is_signed && (value & EBPF_SIGN) != 0 ? ~(uint64_t)0 : 0;
  return (value ^ sign) >> count ^ sign;
}

/* All operations but byte order; what is not an operation gives `b`, as MOV does. `bits` is 32 or
 * 64; `is_signed` matters to DIV and MOD. The remainder follows from a = quotient * b + remainder,
 * modulo 2^64: it is the dividend when b is zero, and has the dividend's sign. */
static inline uint64_t ebpf_arithmetic(uint32_t operation, uint64_t a, uint64_t b, uint32_t bits,
                                       bool is_signed) {
  uint32_t count = (uint32_t)b & (bits - 1);
  uint64_t quotient;
  switch (operation) {
  case THIMBLE_EBPF_ADD:
    return a + b;
  case THIMBLE_EBPF_SUB:
    return a - b;
  case THIMBLE_EBPF_MUL:
    return a * b;
  case THIMBLE_EBPF_DIV:
  case THIMBLE_EBPF_MOD:
    quotient = ebpf_divide(a, b, is_signed);
    return operation == THIMBLE_EBPF_DIV ? quotient : a - b * quotient;
  case THIMBLE_EBPF_OR:
    return a | b;
  case THIMBLE_EBPF_AND:
    return a & b;
  case THIMBLE_EBPF_LSH:
    return a << count;
  case THIMBLE_EBPF_RSH:
  case THIMBLE_EBPF_ARSH:
    return ebpf_shift_right(a, count, operation == THIMBLE_EBPF_ARSH);
  case THIMBLE_EBPF_NEG:
    return 0 - a;
  case THIMBLE_EBPF_XOR:
    return a ^ b;
  default:
    return b;
  }
}

/* Whether a jump compares signed numbers. */
static inline bool ebpf_compares_signed(uint32_t operation) {
  return operation == THIMBLE_EBPF_JSGT || operation == THIMBLE_EBPF_JSGE ||
         operation == THIMBLE_EBPF_JSLT || operation == THIMBLE_EBPF_JSLE;
}

/* How two numbers compare. */
enum ebpf_order {
  EBPF_BELOW = 1,
  EBPF_EQUAL = 2,
  EBPF_ABOVE = 4,
};

static inline enum ebpf_order ebpf_compare(uint64_t a, uint64_t b, bool is_signed) {
  if (a == b)
    return EBPF_EQUAL;
  bool below = is_signed ? (int64_t)a < (int64_t)b : a < b;
  return below ? EBPF_BELOW : EBPF_ABOVE;
}

/* Whether a conditional jump is taken. 32-bit operands come extended: with the sign when the
 * comparison is signed. */
static inline bool ebpf_condition(uint32_t operation, uint64_t a, uint64_t b) {
  static const uint8_t taken[16] = {
      [THIMBLE_EBPF_JEQ] = EBPF_EQUAL,
      [THIMBLE_EBPF_JGT] = EBPF_ABOVE,
      [THIMBLE_EBPF_JGE] = EBPF_ABOVE | EBPF_EQUAL,
      [THIMBLE_EBPF_JNE] = EBPF_ABOVE | EBPF_BELOW,
      [THIMBLE_EBPF_JSGT] = EBPF_ABOVE,
      [THIMBLE_EBPF_JSGE] = EBPF_ABOVE | EBPF_EQUAL,
      [THIMBLE_EBPF_JLT] = EBPF_BELOW,
      [THIMBLE_EBPF_JLE] = EBPF_BELOW | EBPF_EQUAL,
      [THIMBLE_EBPF_JSLT] = EBPF_BELOW,
      [THIMBLE_EBPF_JSLE] = EBPF_BELOW | EBPF_EQUAL,
  };
  if (operation == THIMBLE_EBPF_JSET)
    return (a & b) != 0;
  return (taken[operation] & ebpf_compare(a, b, ebpf_compares_signed(operation))) != 0;
}

static inline uint32_t ebpf_swap32(uint32_t value) {
  return value << 24 | (value & 0xff00) << 8 | (value >> 8 & 0xff00) | value >> 24;
}

/* The low `bits` (16, 32 or 64) of a value, bytes in reverse order (section 4.2). */
static inline uint64_t ebpf_swap(uint64_t value, uint32_t bits) {
  uint32_t low = ebpf_swap32((uint32_t)value);
  if (bits < 64)
    return low >> (32 - bits);
  return (uint64_t)low << 32 | ebpf_swap32((uint32_t)(value >> 32));
}

#endif
