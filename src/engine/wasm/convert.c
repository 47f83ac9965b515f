/* SPDX-License-Identifier: Apache-2.0 */
/* convert.c: see float.h: between integers and floats. All floats are handled as f64, and all
 * integers as 64 bits, which hold the others exactly; only i64 to f32 goes its own way, since two
 * roundings would differ from one. */
#include "engine/wasm/float.h"

#include "engine/wasm/float_slot.h"
#include "engine/wasm/numeric.h"
#include "engine/wasm/opcode.h"

typedef union thimble_wasm_slot slot_t;

/* A kind of integer: what lies between `below` and `above`, both left out, fits after truncation.
 */
struct integer_kind {
  double below;
  double above;
  uint64_t least;
  uint64_t greatest;
};

#define TWO_31 2147483648.0
#define TWO_32 4294967296.0
#define TWO_63 9223372036854775808.0
#define TWO_64 18446744073709551616.0

/* The number below -2^63 in f64 is less by 2048. */
static const struct integer_kind kinds[] = {
    {-TWO_31 - 1, TWO_31, 0x80000000u, 0x7fffffffu},
    {-1, TWO_32, 0, 0xffffffffu},
    {-TWO_63 - 2048, TWO_63, 0x8000000000000000u, 0x7fffffffffffffffu},
    {-1, TWO_64, 0, 0xffffffffffffffffu},
};

/* Truncates what lies within. */
static uint64_t truncate_within(const struct integer_kind *kind, double value) {
  return kind->least == 0 ? (uint64_t)value : (uint64_t)(int64_t)value;
}

/* Conversions from f32 signed, f32 unsigned, f64 signed, f64 unsigned follow each other, for i32
 * and for i64. `which` counts them from 0. */
static const struct integer_kind *kind_of(uint32_t which) {
  return &kinds[which / 4 * 2 + which % 2];
}

static double source_of(uint32_t which, const slot_t *slot) {
  return which % 4 < 2 ? (double)wasm_get_32(slot) : wasm_get_64(slot);
}

/* Of an i32 only the word counts. */
static void put_integer(slot_t *slot, uint32_t which, uint64_t value) {
  if (which < 4)
    slot->word = (uint32_t)value;
  else
    slot->wide = value;
}

static enum thimble_reason truncate(uint32_t which, slot_t *slot) {
  const struct integer_kind *kind = kind_of(which);
  double value = source_of(which, slot);
  if (value != value)
    return THIMBLE_REASON_CONVERSION;
  if (value <= kind->below || value >= kind->above)
    return THIMBLE_REASON_OVERFLOW;
  put_integer(slot, which, truncate_within(kind, value));
  return THIMBLE_REASON_NONE;
}

void thimble_wasm_saturate(uint32_t number, slot_t *operand) {
  const struct integer_kind *kind = kind_of(number);
  double value = source_of(number, operand);
  uint64_t result;
  if (value != value)
    result = 0;
  else if (value <= kind->below)
    result = kind->least;
  else if (value >= kind->above)
    result = kind->greatest;
  else
    result = truncate_within(kind, value);
  put_integer(operand, number, result);
}

/* From i32 signed, i32 unsigned, i64 signed, i64 unsigned, counted from 0: as 64 bits. */
static uint64_t integer_of(uint32_t which, const slot_t *slot) {
  if (which == 0)
    return (uint64_t)(int32_t)slot->word;
  return which == 1 ? slot->word : slot->wide;
}

static bool is_signed(uint32_t which) {
  return which % 2 == 0;
}

static void convert_to_32(uint32_t which, slot_t *slot) {
  uint64_t value = integer_of(which, slot);
  wasm_put_32(slot, is_signed(which) ? (float)(int64_t)value : (float)value);
}

static void convert_to_64(uint32_t which, slot_t *slot) {
  uint64_t value = integer_of(which, slot);
  wasm_put_64(slot, is_signed(which) ? (double)(int64_t)value : (double)value);
}

/* What is reinterpreted keeps its bits, and its place in the slot. */
static void convert(uint8_t opcode, slot_t *operand) {
  if (opcode >= THIMBLE_WASM_I32_REINTERPRET_F32)
    return;
  if (opcode == THIMBLE_WASM_F64_PROMOTE_F32)
    wasm_put_64(operand, wasm_get_32(operand));
  else if (opcode >= THIMBLE_WASM_F64_CONVERT_I32_S)
    convert_to_64(opcode - THIMBLE_WASM_F64_CONVERT_I32_S, operand);
  else if (opcode == THIMBLE_WASM_F32_DEMOTE_F64)
    wasm_put_32(operand, (float)wasm_get_64(operand));
  else
    convert_to_32(opcode - THIMBLE_WASM_F32_CONVERT_I32_S, operand);
}

enum thimble_reason thimble_wasm_convert(uint8_t opcode, slot_t *operand) {
  if (opcode <= THIMBLE_WASM_I32_TRUNC_F64_U)
    return truncate(opcode - THIMBLE_WASM_I32_TRUNC_F32_S, operand);
  if (opcode <= THIMBLE_WASM_I64_TRUNC_F64_U)
    return truncate(opcode - THIMBLE_WASM_I64_TRUNC_F32_S + 4u, operand);
  convert(opcode, operand);
  return THIMBLE_REASON_NONE;
}
