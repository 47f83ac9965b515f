/* SPDX-License-Identifier: Apache-2.0 */
/* oracle.c: see oracle.h. */
#include "oracle.h"

#include <math.h>
#include <string.h>

#include "engine/wasm/opcode.h"

static float float_of(uint64_t bits) {
  uint32_t word = (uint32_t)bits;
  float value;
  memcpy(&value, &word, sizeof value);
  return value;
}

static double double_of(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static struct answer is(uint64_t bits) {
  return (struct answer){THIMBLE_REASON_NONE, bits};
}

static struct answer is_float(float value) {
  uint32_t word;
  memcpy(&word, &value, sizeof word);
  return is(isnan(value) ? 0x7fc00000 : word);
}

static struct answer is_double(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return is(isnan(value) ? 0x7ff8000000000000 : bits);
}

static struct answer traps(enum thimble_reason reason) {
  return (struct answer){reason, 0};
}

/* By the wider type, in which nothing overflows. */
static struct answer quotient(__int128 left, __int128 right, bool remainder, __int128 greatest) {
  if (right == 0)
    return traps(THIMBLE_REASON_DIVISION);
  __int128 result = remainder ? left % right : left / right;
  return result > greatest ? traps(THIMBLE_REASON_OVERFLOW) : is((uint64_t)result);
}

static struct answer whole(long double value, bool saturates, long double least,
                           long double greatest) {
  if (isnan(value))
    return saturates ? is(0) : traps(THIMBLE_REASON_CONVERSION);
  value = truncl(value);
  if (!saturates && (value < least || value > greatest))
    return traps(THIMBLE_REASON_OVERFLOW);
  value = value < least ? least : value > greatest ? greatest : value;
  return is(value < 0 ? (uint64_t)(int64_t)value : (uint64_t)value);
}

/* Conversions to integers in their order: i32 before i64, f32 before f64, signed before unsigned.
 */
static struct answer to_integer(uint32_t which, uint64_t bits, bool saturates) {
  long double value = which % 4 < 2 ? (long double)float_of(bits) : (long double)double_of(bits);
  bool is_signed = which % 2 == 0;
  if (which < 4)
    return whole(value, saturates, is_signed ? INT32_MIN : 0, is_signed ? INT32_MAX : UINT32_MAX);
  return whole(value, saturates, is_signed ? (long double)INT64_MIN : 0,
               is_signed ? (long double)INT64_MAX : (long double)UINT64_MAX);
}

static double rounded(uint32_t what, double value) {
  switch (what) {
  case 2:
    return ceil(value);
  case 3:
    return floor(value);
  case 4:
    return trunc(value);
  case 5:
    return nearbyint(value);
  default:
    return sqrt(value);
  }
}

static double chosen(bool greater, double left, double right) {
  if (isnan(left) || isnan(right))
    return NAN;
  if (left == right)
    return (signbit(left) != 0) != greater ? left : right;
  return (left < right) != greater ? left : right;
}

static uint64_t compared(uint32_t what, double left, double right) {
  const bool results[] = {left == right, left != right, left<right, left> right, left <= right,
                          left >= right};
  return results[what];
}

#define SIGN_32 0x80000000u
#define SIGN_64 0x8000000000000000u

static struct answer of_f32(uint32_t what, uint64_t left, uint64_t right) {
  float a = float_of(left), b = float_of(right);
  switch (what) {
  case 0:
    return is(left & ~(uint64_t)SIGN_32);
  case 1:
    return is(left ^ SIGN_32);
  case 6:
    return is_float(sqrtf(a));
  case 7:
    return is_float(a + b);
  case 8:
    return is_float(a - b);
  case 9:
    return is_float(a * b);
  case 10:
    return is_float(a / b);
  case 11:
  case 12:
    return is_float((float)chosen(what == 12, a, b));
  case 13:
    return is((left & ~(uint64_t)SIGN_32) | (right & SIGN_32));
  default:
    return is_float((float)rounded(what, a));
  }
}

static struct answer of_f64(uint32_t what, uint64_t left, uint64_t right) {
  double a = double_of(left), b = double_of(right);
  switch (what) {
  case 0:
    return is(left & ~SIGN_64);
  case 1:
    return is(left ^ SIGN_64);
  case 7:
    return is_double(a + b);
  case 8:
    return is_double(a - b);
  case 9:
    return is_double(a * b);
  case 10:
    return is_double(a / b);
  case 11:
  case 12:
    return is_double(chosen(what == 12, a, b));
  case 13:
    return is((left & ~SIGN_64) | (right & SIGN_64));
  default:
    return is_double(rounded(what, a));
  }
}

static struct answer converted(uint32_t instruction, uint64_t bits) {
  switch (instruction) {
  case THIMBLE_WASM_F32_CONVERT_I32_S:
    return is_float((float)(int32_t)bits);
  case THIMBLE_WASM_F32_CONVERT_I32_U:
    return is_float((float)(uint32_t)bits);
  case THIMBLE_WASM_F32_CONVERT_I64_S:
    return is_float((float)(int64_t)bits);
  case THIMBLE_WASM_F32_CONVERT_I64_U:
    return is_float((float)bits);
  case THIMBLE_WASM_F32_DEMOTE_F64:
    return is_float((float)double_of(bits));
  case THIMBLE_WASM_F64_CONVERT_I32_S:
    return is_double((int32_t)bits);
  case THIMBLE_WASM_F64_CONVERT_I32_U:
    return is_double((uint32_t)bits);
  case THIMBLE_WASM_F64_CONVERT_I64_S:
    return is_double((double)(int64_t)bits);
  case THIMBLE_WASM_F64_CONVERT_I64_U:
    return is_double((double)bits);
  case THIMBLE_WASM_F64_PROMOTE_F32:
    return is_double(float_of(bits));
  default: /* reinterpreted */
    return is(bits);
  }
}

static struct answer bits_counted(uint32_t what, uint64_t value, uint32_t width) {
  uint32_t ones = 0, leading = 0, trailing = 0;
  for (uint32_t bit = 0; bit < width; bit++)
    ones += (uint32_t)(value >> bit & 1);
  while (leading < width && (value >> (width - 1 - leading) & 1) == 0)
    leading++;
  while (trailing < width && (value >> trailing & 1) == 0)
    trailing++;
  const uint32_t results[] = {leading, trailing, ones};
  return is(results[what]);
}

/* Bit by bit. */
static struct answer rotated(uint64_t value, uint64_t distance, uint32_t width) {
  uint64_t result = 0;
  for (uint32_t bit = 0; bit < width; bit++)
    result |= (value >> bit & 1) << ((bit + width - distance % width) % width);
  return is(result);
}

static struct answer of_i64(uint32_t instruction, uint64_t left, uint64_t right) {
  int64_t a = (int64_t)left, b = (int64_t)right;
  switch (instruction) {
  case THIMBLE_WASM_I64_ADD:
    return is((uint64_t)((__int128)left + right));
  case THIMBLE_WASM_I64_SUB:
    return is((uint64_t)((__int128)left - right));
  case THIMBLE_WASM_I64_MUL:
    return is((uint64_t)((unsigned __int128)left * right));
  case THIMBLE_WASM_I64_SHL:
    return is((uint64_t)((unsigned __int128)left << right % 64));
  case THIMBLE_WASM_I64_SHR_S:
    return is((uint64_t)((__int128)a >> right % 64));
  case THIMBLE_WASM_I64_SHR_U:
    return is(left >> right % 64);
  case THIMBLE_WASM_I64_ROTL:
    return rotated(left, 64 - right % 64, 64);
  case THIMBLE_WASM_I64_ROTR:
    return rotated(left, right % 64, 64);
  case THIMBLE_WASM_I64_LE_S:
    return is(a <= b);
  case THIMBLE_WASM_I64_LE_U:
    return is(left <= right);
  case THIMBLE_WASM_I64_GE_S:
    return is(a >= b);
  case THIMBLE_WASM_I64_GE_U:
    return is(left >= right);
  case THIMBLE_WASM_I64_EXTEND8_S:
    return is((left & 0xff) - (left & 0x80) * 2);
  case THIMBLE_WASM_I64_EXTEND16_S:
    return is((left & 0xffff) - (left & 0x8000) * 2);
  default: /* I64_EXTEND32_S */
    return is((left & 0xffffffff) - (left & 0x80000000) * 2);
  }
}

static bool is_within(uint32_t instruction, uint32_t first, uint32_t last) {
  return instruction >= first && instruction <= last;
}

static struct answer of_quotient(uint32_t what, uint64_t left, uint64_t right, bool wide) {
  bool is_signed = what % 2 == 0, remainder = what >= 2;
  if (wide && is_signed)
    return quotient((int64_t)left, (int64_t)right, remainder, INT64_MAX);
  if (wide)
    return quotient(left, right, remainder, UINT64_MAX);
  if (is_signed)
    return quotient((int32_t)left, (int32_t)right, remainder, INT32_MAX);
  return quotient((uint32_t)left, (uint32_t)right, remainder, UINT32_MAX);
}

static struct answer any_width(uint32_t instruction, uint64_t left, uint64_t right) {
  if (instruction >= PREFIXED)
    return to_integer(instruction - PREFIXED, left, true);
  if (is_within(instruction, THIMBLE_WASM_F32_EQ, THIMBLE_WASM_F32_GE))
    return is(compared(instruction - THIMBLE_WASM_F32_EQ, float_of(left), float_of(right)));
  if (is_within(instruction, THIMBLE_WASM_F64_EQ, THIMBLE_WASM_F64_GE))
    return is(compared(instruction - THIMBLE_WASM_F64_EQ, double_of(left), double_of(right)));
  if (is_within(instruction, THIMBLE_WASM_F32_ABS, THIMBLE_WASM_F32_COPYSIGN))
    return of_f32(instruction - THIMBLE_WASM_F32_ABS, left, right);
  if (is_within(instruction, THIMBLE_WASM_F64_ABS, THIMBLE_WASM_F64_COPYSIGN))
    return of_f64(instruction - THIMBLE_WASM_F64_ABS, left, right);
  if (is_within(instruction, THIMBLE_WASM_I32_TRUNC_F32_S, THIMBLE_WASM_I32_TRUNC_F64_U))
    return to_integer(instruction - THIMBLE_WASM_I32_TRUNC_F32_S, left, false);
  if (is_within(instruction, THIMBLE_WASM_I64_TRUNC_F32_S, THIMBLE_WASM_I64_TRUNC_F64_U))
    return to_integer(instruction - THIMBLE_WASM_I64_TRUNC_F32_S + 4, left, false);
  if (is_within(instruction, THIMBLE_WASM_F32_CONVERT_I32_S, THIMBLE_WASM_F64_REINTERPRET_I64))
    return converted(instruction, left);
  if (is_within(instruction, THIMBLE_WASM_I32_CLZ, THIMBLE_WASM_I32_POPCNT))
    return bits_counted(instruction - THIMBLE_WASM_I32_CLZ, left, 32);
  if (is_within(instruction, THIMBLE_WASM_I64_CLZ, THIMBLE_WASM_I64_POPCNT))
    return bits_counted(instruction - THIMBLE_WASM_I64_CLZ, left, 64);
  if (is_within(instruction, THIMBLE_WASM_I32_DIV_S, THIMBLE_WASM_I32_REM_U))
    return of_quotient(instruction - THIMBLE_WASM_I32_DIV_S, left, right, false);
  if (is_within(instruction, THIMBLE_WASM_I64_DIV_S, THIMBLE_WASM_I64_REM_U))
    return of_quotient(instruction - THIMBLE_WASM_I64_DIV_S, left, right, true);
  if (instruction == THIMBLE_WASM_I32_ROTR)
    return rotated(left, (uint32_t)right, 32);
  if (is_within(instruction, THIMBLE_WASM_I32_ADD, THIMBLE_WASM_I32_MUL))
    return of_i64(instruction - THIMBLE_WASM_I32_ADD + THIMBLE_WASM_I64_ADD, left, right);
  return of_i64(instruction, left, right);
}

/* Whether the result is an i32 or f32, by the order of the opcodes. */
static bool is_narrow(uint32_t instruction) {
  if (instruction >= PREFIXED)
    return instruction < PREFIXED + 4;
  return instruction < THIMBLE_WASM_I64_CLZ ||
         is_within(instruction, THIMBLE_WASM_F32_ABS, THIMBLE_WASM_F32_COPYSIGN) ||
         is_within(instruction, THIMBLE_WASM_I32_WRAP_I64, THIMBLE_WASM_I32_TRUNC_F64_U) ||
         is_within(instruction, THIMBLE_WASM_F32_CONVERT_I32_S, THIMBLE_WASM_F32_DEMOTE_F64) ||
         instruction == THIMBLE_WASM_I32_REINTERPRET_F32 ||
         instruction == THIMBLE_WASM_F32_REINTERPRET_I32;
}

struct answer oracle(uint32_t instruction, uint64_t left, uint64_t right) {
  struct answer answer = any_width(instruction, left, right);
  if (is_narrow(instruction))
    answer.bits &= UINT32_MAX;
  return answer;
}
