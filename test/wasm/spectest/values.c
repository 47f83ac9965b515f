/* SPDX-License-Identifier: Apache-2.0 */
/* values.c: see values.h. */
#include "wasm/spectest/values.h"

#include <inttypes.h>
#include <stdio.h>

#include "engine/wasm/describe.h"
#include "engine/wasm/opcode.h"

static bool is_wide(uint8_t type) {
  return type == THIMBLE_WASM_I64 || type == THIMBLE_WASM_F64;
}

/* All bits of a narrow value's slot are set first: what is not its own must not matter. */
void values_put(union thimble_wasm_slot *slot, struct value value) {
  slot->wide = is_wide(value.type) ? value.bits : UINT64_MAX;
  if (!is_wide(value.type))
    slot->word = (uint32_t)value.bits;
}

static uint64_t bits_of(uint8_t type, union thimble_wasm_slot slot) {
  return is_wide(type) ? slot.wide : slot.word;
}

/* The bits of a NaN without sign: the exponent's and the first one of its fraction. */
static uint64_t quiet_nan(uint8_t type) {
  return type == THIMBLE_WASM_F64 ? UINT64_C(0x7ff8000000000000) : UINT64_C(0x7fc00000);
}

static uint64_t sign(uint8_t type) {
  return type == THIMBLE_WASM_F64 ? UINT64_C(1) << 63 : UINT64_C(1) << 31;
}

bool values_match(struct value expected, uint8_t type, union thimble_wasm_slot slot) {
  uint64_t bits = bits_of(type, slot), nan = quiet_nan(type);
  if (expected.type != type)
    return false;
  switch (expected.pattern) {
  case VALUE_CANONICAL_NAN:
    return (bits & ~sign(type)) == nan;
  case VALUE_ARITHMETIC_NAN:
    return (bits & nan) == nan;
  case VALUE_ANY_REFERENCE:
    return bits != 0;
  default:
    return bits == expected.bits;
  }
}

static void print_bits(uint8_t type, uint64_t bits) {
  bool is_reference = type == THIMBLE_WASM_FUNCREF || type == THIMBLE_WASM_EXTERNREF;
  if (is_reference && bits == 0)
    printf(" %s:null", thimble_wasm_type_text(type));
  else if (is_reference)
    printf(" %s:%" PRIu32, thimble_wasm_type_text(type), (uint32_t)bits - 1);
  else if (is_wide(type))
    printf(" %s:0x%08" PRIx32 "%08" PRIx32, thimble_wasm_type_text(type), (uint32_t)(bits >> 32),
           (uint32_t)bits);
  else
    printf(" %s:0x%08" PRIx32, thimble_wasm_type_text(type), (uint32_t)bits);
}

void values_print(struct value value) {
  static const char *const patterns[] = {"", "nan:canonical", "nan:arithmetic", "not null"};
  if (value.pattern == VALUE_BITS)
    print_bits(value.type, value.bits);
  else
    printf(" %s:%s", thimble_wasm_type_text(value.type), patterns[value.pattern]);
}

void values_print_slot(uint8_t type, union thimble_wasm_slot slot) {
  print_bits(type, bits_of(type, slot));
}
