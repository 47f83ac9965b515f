/* SPDX-License-Identifier: Apache-2.0 */
/* integer.c: see integer.h. Signed values are those of two's complement; nothing here overflows,
 * since all arithmetic is unsigned but the quotients, whose one case that does is looked for. */
#include "engine/wasm/integer.h"

#include "engine/wasm/opcode.h"

typedef union thimble_wasm_slot slot_t;

/* clz, ctz and popcnt follow each other, for both widths. */
enum {
  LEADING,
  TRAILING,
  ONES
};

static uint32_t count_ones(uint64_t value) {
  uint32_t ones = 0;
  for (; value != 0; value &= value - 1)
    ones++;
  return ones;
}

static uint32_t count(uint32_t what, uint64_t value, uint32_t bits) {
  if (what == ONES)
    return count_ones(value);
  if (value == 0)
    return bits;
  return (uint32_t)(what == TRAILING ? __builtin_ctzll(value)
                                     : __builtin_clzll(value) - 64 + (int32_t)bits);
}

/* div_s, div_u, rem_s and rem_u follow each other, for both widths. */
enum {
  DIVIDE_SIGNED,
  DIVIDE,
  REMAINDER_SIGNED,
  REMAINDER
};

#define QUOTIENT(width, type, signed_type, minimum)                                    \
  static enum thimble_reason quotient_##width(uint32_t what, type *left, type right) { \
    if (right == 0)                                                                    \
      return THIMBLE_REASON_DIVISION;                                                  \
    if (*left == (minimum) && right == (type)-1 && what == DIVIDE_SIGNED)              \
      return THIMBLE_REASON_OVERFLOW;                                                  \
    if (what == DIVIDE)                                                                \
      *left /= right;                                                                  \
    else if (what == REMAINDER)                                                        \
      *left %= right;                                                                  \
    else if (what == DIVIDE_SIGNED)                                                    \
      *left = (type)((signed_type)*left / (signed_type)right);                         \
    else                                                                               \
      *left = right == (type)-1 ? 0 : (type)((signed_type)*left % (signed_type)right); \
    return THIMBLE_REASON_NONE;                                                        \
  }
QUOTIENT(32, uint32_t, int32_t, 0x80000000u)
QUOTIENT(64, uint64_t, int64_t, 0x8000000000000000u)

static uint32_t rotate_right_32(uint32_t value, uint32_t distance) {
  return value >> (distance & 31u) | value << (-distance & 31u);
}

static uint64_t rotate_right_64(uint64_t value, uint64_t distance) {
  return value >> (distance & 63u) | value << (-distance & 63u);
}

/* The instructions of two i64 operands that neither trap nor compare. */
static uint64_t combine_64(uint8_t opcode, uint64_t left, uint64_t right) {
  switch (opcode) {
  case THIMBLE_WASM_I64_ADD:
    return left + right;
  case THIMBLE_WASM_I64_SUB:
    return left - right;
  case THIMBLE_WASM_I64_MUL:
    return left * right;
  case THIMBLE_WASM_I64_SHL:
    return left << (right & 63u);
  case THIMBLE_WASM_I64_SHR_S:
    return (uint64_t)((int64_t)left >> (right & 63u));
  case THIMBLE_WASM_I64_SHR_U:
    return left >> (right & 63u);
  case THIMBLE_WASM_I64_ROTL:
    return rotate_right_64(left, -right);
  default: /* I64_ROTR */
    return rotate_right_64(left, right);
  }
}

static uint32_t combine_32(uint8_t opcode, uint32_t left, uint32_t right) {
  switch (opcode) {
  case THIMBLE_WASM_I32_ADD:
    return left + right;
  case THIMBLE_WASM_I32_SUB:
    return left - right;
  case THIMBLE_WASM_I32_MUL:
    return left * right;
  default: /* I32_ROTR */
    return rotate_right_32(left, right);
  }
}

static uint32_t compare_64(uint8_t opcode, uint64_t left, uint64_t right) {
  switch (opcode) {
  case THIMBLE_WASM_I64_LE_S:
    return (int64_t)left <= (int64_t)right;
  case THIMBLE_WASM_I64_LE_U:
    return left <= right;
  case THIMBLE_WASM_I64_GE_S:
    return (int64_t)left >= (int64_t)right;
  default: /* I64_GE_U */
    return left >= right;
  }
}

static uint64_t extend_64(uint8_t opcode, uint64_t value) {
  if (opcode == THIMBLE_WASM_I64_EXTEND8_S)
    return (uint64_t)(int8_t)value;
  if (opcode == THIMBLE_WASM_I64_EXTEND16_S)
    return (uint64_t)(int16_t)value;
  return (uint64_t)(int32_t)value;
}

static void compute(uint8_t opcode, slot_t *operands) {
  uint64_t left = operands->wide;
  if (opcode >= THIMBLE_WASM_I64_EXTEND8_S)
    operands->wide = extend_64(opcode, left);
  else if (opcode >= THIMBLE_WASM_I64_ADD)
    operands->wide = combine_64(opcode, left, operands[1].wide);
  else if (opcode >= THIMBLE_WASM_I64_CLZ)
    operands->wide = count(opcode - THIMBLE_WASM_I64_CLZ, left, 64);
  else if (opcode >= THIMBLE_WASM_I32_ADD)
    operands->word = combine_32(opcode, operands->word, operands[1].word);
  else if (opcode >= THIMBLE_WASM_I32_CLZ)
    operands->word = count(opcode - THIMBLE_WASM_I32_CLZ, operands->word, 32);
  else
    operands->word = compare_64(opcode, left, operands[1].wide);
}

enum thimble_reason thimble_wasm_integer(uint8_t opcode, slot_t *operands) {
  if (opcode >= THIMBLE_WASM_I32_DIV_S && opcode <= THIMBLE_WASM_I32_REM_U)
    return quotient_32(opcode - THIMBLE_WASM_I32_DIV_S, &operands->word, operands[1].word);
  if (opcode >= THIMBLE_WASM_I64_DIV_S && opcode <= THIMBLE_WASM_I64_REM_U)
    return quotient_64(opcode - THIMBLE_WASM_I64_DIV_S, &operands->wide, operands[1].wide);
  compute(opcode, operands);
  return THIMBLE_REASON_NONE;
}
