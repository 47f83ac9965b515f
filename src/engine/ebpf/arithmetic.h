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
  return value & ~(uint64_t)0 >> (64 - bits);
}

/* The low `bits` (8, 16, 32 or 64) of a value, extended with their sign. */
static inline uint64_t ebpf_sign_extend(uint64_t value, uint32_t bits) {
  if (bits == 32)
    return (uint64_t)(int64_t)(int32_t)(uint32_t)value;
  uint64_t sign = (uint64_t)1 << (bits - 1);
  return (ebpf_truncate(value, bits) ^ sign) - sign;
}

static inline uint64_t ebpf_absolute(uint64_t value) {
  return value & EBPF_SIGN ? 0 - value : value;
}

/* Division by zero gives zero (section 4.1). Signed division truncates; the least number divided by
 * -1 comes out as itself, since 0 - x is modular. */
static inline uint64_t ebpf_divide(uint64_t a, uint64_t b, bool is_signed) {
  if (b == 0)
    return 0;
  if (!is_signed)
    return a / b;
  uint64_t quotient = ebpf_absolute(a) / ebpf_absolute(b);
  return (a ^ b) & EBPF_SIGN ? 0 - quotient : quotient;
}

/* The remainder by zero is the dividend; a signed remainder has the sign of the dividend. */
static inline uint64_t ebpf_modulo(uint64_t a, uint64_t b, bool is_signed) {
  if (b == 0)
    return a;
  if (!is_signed)
    return a % b;
  uint64_t remainder = ebpf_absolute(a) % ebpf_absolute(b);
  return a & EBPF_SIGN ? 0 - remainder : remainder;
}

static inline uint64_t ebpf_shift_signed(uint64_t value, uint32_t count) {
  uint64_t sign = value & EBPF_SIGN ? ~(uint64_t)0 : 0;
  return (value ^ sign) >> count ^ sign;
}

/* All operations but byte order; what is not an operation gives `b`, as MOV does. `bits` is 32 or
 * 64; `is_signed` matters to DIV and MOD. */
static inline uint64_t ebpf_arithmetic(uint32_t operation, uint64_t a, uint64_t b, uint32_t bits,
                                       bool is_signed) {
  uint32_t count = (uint32_t)b & (bits - 1);
  switch (operation) {
  case THIMBLE_EBPF_ADD:
    return a + b;
  case THIMBLE_EBPF_SUB:
    return a - b;
  case THIMBLE_EBPF_MUL:
    return a * b;
  case THIMBLE_EBPF_DIV:
    return ebpf_divide(a, b, is_signed);
  case THIMBLE_EBPF_OR:
    return a | b;
  case THIMBLE_EBPF_AND:
    return a & b;
  case THIMBLE_EBPF_LSH:
    return a << count;
  case THIMBLE_EBPF_RSH:
    return a >> count;
  case THIMBLE_EBPF_NEG:
    return 0 - a;
  case THIMBLE_EBPF_MOD:
    return ebpf_modulo(a, b, is_signed);
  case THIMBLE_EBPF_XOR:
    return a ^ b;
  case THIMBLE_EBPF_ARSH:
    return ebpf_shift_signed(a, count);
  default:
    return b;
  }
}

/* Whether a jump compares signed numbers. */
static inline bool ebpf_compares_signed(uint32_t operation) {
  return operation == THIMBLE_EBPF_JSGT || operation == THIMBLE_EBPF_JSGE ||
         operation == THIMBLE_EBPF_JSLT || operation == THIMBLE_EBPF_JSLE;
}

/* Whether a conditional jump is taken. 32-bit operands come extended: with the sign when the
 * comparison is signed. */
static inline bool ebpf_condition(uint32_t operation, uint64_t a, uint64_t b) {
  bool below = ebpf_compares_signed(operation) ? (int64_t)a < (int64_t)b : a < b;
  switch (operation) {
  case THIMBLE_EBPF_JEQ:
    return a == b;
  case THIMBLE_EBPF_JNE:
    return a != b;
  case THIMBLE_EBPF_JSET:
    return (a & b) != 0;
  case THIMBLE_EBPF_JLT:
  case THIMBLE_EBPF_JSLT:
    return below;
  case THIMBLE_EBPF_JGE:
  case THIMBLE_EBPF_JSGE:
    return !below;
  case THIMBLE_EBPF_JLE:
  case THIMBLE_EBPF_JSLE:
    return below || a == b;
  default: /* JGT and JSGT */
    return !below && a != b;
  }
}

/* The low `bits` (16, 32 or 64) of a value, bytes in reverse order (section 4.2). */
static inline uint64_t ebpf_swap(uint64_t value, uint32_t bits) {
  uint64_t swapped = 0;
  for (uint32_t done = 0; done < bits; done += 8) {
    swapped = swapped << 8 | (value & 0xff);
    value >>= 8;
  }
  return swapped;
}

#endif
