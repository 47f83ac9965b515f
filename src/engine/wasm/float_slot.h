/* SPDX-License-Identifier: Apache-2.0 */
/* float_slot.h: floats in slots, as their bits. What is put is canonical where it is a NaN. */
#ifndef THIMBLE_WASM_FLOAT_SLOT_H
#define THIMBLE_WASM_FLOAT_SLOT_H

#include <float.h>
#include <string.h>

#include "engine/wasm/state.h"

#if defined(__FAST_MATH__) || FLT_EVAL_METHOD != 0
#error WebAssembly needs floats as IEEE 754 has them: no -ffast-math, no excess precision
#endif
_Static_assert(FLT_MANT_DIG == 24 && DBL_MANT_DIG == 53, "float and double are binary32, binary64");

#define WASM_SIGN_32 0x80000000u
#define WASM_SIGN_64 0x8000000000000000u
#define WASM_NAN_32 0x7fc00000u
#define WASM_NAN_64 0x7ff8000000000000u

static inline float wasm_get_32(const union thimble_wasm_slot *slot) {
  float value;
  memcpy(&value, &slot->word, sizeof value);
  return value;
}

static inline double wasm_get_64(const union thimble_wasm_slot *slot) {
  double value;
  memcpy(&value, &slot->wide, sizeof value);
  return value;
}

static inline void wasm_put_32(union thimble_wasm_slot *slot, float value) {
  memcpy(&slot->word, &value, sizeof value);
  if ((slot->word & ~WASM_SIGN_32) > 0x7f800000u)
    slot->word = WASM_NAN_32;
}

static inline void wasm_put_64(union thimble_wasm_slot *slot, double value) {
  memcpy(&slot->wide, &value, sizeof value);
  if ((slot->wide & ~WASM_SIGN_64) > 0x7ff0000000000000u)
    slot->wide = WASM_NAN_64;
}

#endif
