/* SPDX-License-Identifier: Apache-2.0 */
/* arithmetic.h: what instructions compute, as pure functions (RFC 9669, sections 4.1 to 4.3).
 *
 * Everything is done on unsigned numbers, so that nothing here is undefined or implementation-
 * defined: shifts are masked, division is guarded, and signs are handled by hand. Called with a
 * constant operation these become one or two machine instructions. */
#ifndef THIMBLE_EBPF_ARITHMETIC_H
#define THIMBLE_EBPF_ARITHMETIC_H

#include <stdbool.h>

#include "engine/ebpf/instruction.h"

#define EBPF_SIGN32 ((uint32_t)1 << 31)
#define EBPF_SIGN64 ((uint64_t)1 << 63)

static inline uint32_t ebpf_absolute32(uint32_t value) {
  return value & EBPF_SIGN32 ? 0 - value : value;
}

static inline uint64_t ebpf_absolute64(uint64_t value) {
  return value & EBPF_SIGN64 ? 0 - value : value;
}

/* Division by zero gives zero, the remainder by zero the dividend (section 4.1). */
static inline uint32_t ebpf_divide32(uint32_t a, uint32_t b) {
  return b == 0 ? 0 : a / b;
}

static inline uint32_t ebpf_modulo32(uint32_t a, uint32_t b) {
  return b == 0 ? a : a % b;
}

static inline uint64_t ebpf_divide64(uint64_t a, uint64_t b) {
  return b == 0 ? 0 : a / b;
}

static inline uint64_t ebpf_modulo64(uint64_t a, uint64_t b) {
  return b == 0 ? a : a % b;
}

/* Signed division truncates, and the remainder has the sign of the dividend (section 4.1). The
 * least number divided by -1 comes out as itself, since 0 - x is modular. */
static inline uint32_t ebpf_signed_divide32(uint32_t a, uint32_t b) {
  uint32_t quotient = ebpf_divide32(ebpf_absolute32(a), ebpf_absolute32(b));
  return (a ^ b) & EBPF_SIGN32 ? 0 - quotient : quotient;
}

static inline uint32_t ebpf_signed_modulo32(uint32_t a, uint32_t b) {
  uint32_t remainder = ebpf_modulo32(ebpf_absolute32(a), ebpf_absolute32(b));
  return a & EBPF_SIGN32 ? 0 - remainder : remainder;
}

static inline uint64_t ebpf_signed_divide64(uint64_t a, uint64_t b) {
  uint64_t quotient = ebpf_divide64(ebpf_absolute64(a), ebpf_absolute64(b));
  return (a ^ b) & EBPF_SIGN64 ? 0 - quotient : quotient;
}

static inline uint64_t ebpf_signed_modulo64(uint64_t a, uint64_t b) {
  uint64_t remainder = ebpf_modulo64(ebpf_absolute64(a), ebpf_absolute64(b));
  return a & EBPF_SIGN64 ? 0 - remainder : remainder;
}

static inline uint32_t ebpf_shift_signed32(uint32_t value, uint32_t count) {
  uint32_t sign = value & EBPF_SIGN32 ? ~(uint32_t)0 : 0;
  return (value ^ sign) >> count ^ sign;
}

static inline uint64_t ebpf_shift_signed64(uint64_t value, uint32_t count) {
  uint64_t sign = value & EBPF_SIGN64 ? ~(uint64_t)0 : 0;
  return (value ^ sign) >> count ^ sign;
}

/* The operations that have no variants. Division, remainder, moves and byte order are the caller's,
 * since the offset or the immediate chooses among them. */
static inline uint32_t ebpf_arithmetic32(uint32_t operation, uint32_t a, uint32_t b) {
  switch (operation) {
  case THIMBLE_EBPF_ADD:
    return a + b;
  case THIMBLE_EBPF_SUB:
    return a - b;
  case THIMBLE_EBPF_MUL:
    return a * b;
  case THIMBLE_EBPF_OR:
    return a | b;
  case THIMBLE_EBPF_AND:
    return a & b;
  case THIMBLE_EBPF_LSH:
    return a << b % 32;
  case THIMBLE_EBPF_RSH:
    return a >> b % 32;
  case THIMBLE_EBPF_NEG:
    return 0 - a;
  case THIMBLE_EBPF_XOR:
    return a ^ b;
  case THIMBLE_EBPF_ARSH:
    return ebpf_shift_signed32(a, b % 32);
  default:
    return b;
  }
}

static inline uint64_t ebpf_arithmetic64(uint32_t operation, uint64_t a, uint64_t b) {
  uint32_t count = (uint32_t)b % 64;
  switch (operation) {
  case THIMBLE_EBPF_ADD:
    return a + b;
  case THIMBLE_EBPF_SUB:
    return a - b;
  case THIMBLE_EBPF_MUL:
    return a * b;
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
  case THIMBLE_EBPF_XOR:
    return a ^ b;
  case THIMBLE_EBPF_ARSH:
    return ebpf_shift_signed64(a, count);
  default:
    return b;
  }
}

/* Whether a conditional jump is taken. Signed comparison is unsigned comparison with the sign bits
 * turned over. */
static inline bool ebpf_condition64(uint32_t operation, uint64_t a, uint64_t b) {
  uint64_t signed_a = a ^ EBPF_SIGN64, signed_b = b ^ EBPF_SIGN64;
  switch (operation) {
  case THIMBLE_EBPF_JEQ:
    return a == b;
  case THIMBLE_EBPF_JGT:
    return a > b;
  case THIMBLE_EBPF_JGE:
    return a >= b;
  case THIMBLE_EBPF_JSET:
    return (a & b) != 0;
  case THIMBLE_EBPF_JNE:
    return a != b;
  case THIMBLE_EBPF_JSGT:
    return signed_a > signed_b;
  case THIMBLE_EBPF_JSGE:
    return signed_a >= signed_b;
  case THIMBLE_EBPF_JLT:
    return a < b;
  case THIMBLE_EBPF_JLE:
    return a <= b;
  case THIMBLE_EBPF_JSLT:
    return signed_a < signed_b;
  default:
    return signed_a <= signed_b;
  }
}

static inline bool ebpf_condition32(uint32_t operation, uint32_t a, uint32_t b) {
  bool is_signed = operation == THIMBLE_EBPF_JSGT || operation == THIMBLE_EBPF_JSGE ||
                   operation == THIMBLE_EBPF_JSLT || operation == THIMBLE_EBPF_JSLE;
  uint32_t turn = is_signed ? EBPF_SIGN32 : 0;
  uint32_t left = a ^ turn, right = b ^ turn;
  switch (operation) {
  case THIMBLE_EBPF_JEQ:
    return a == b;
  case THIMBLE_EBPF_JSET:
    return (a & b) != 0;
  case THIMBLE_EBPF_JNE:
    return a != b;
  case THIMBLE_EBPF_JGT:
  case THIMBLE_EBPF_JSGT:
    return left > right;
  case THIMBLE_EBPF_JGE:
  case THIMBLE_EBPF_JSGE:
    return left >= right;
  case THIMBLE_EBPF_JLT:
  case THIMBLE_EBPF_JSLT:
    return left < right;
  default:
    return left <= right;
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

/* The low `bits` (16, 32 or 64) of a value. */
static inline uint64_t ebpf_truncate(uint64_t value, uint32_t bits) {
  return bits == 64 ? value : value & (((uint64_t)1 << bits) - 1);
}

#endif
