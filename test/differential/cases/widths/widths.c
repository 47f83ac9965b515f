/* SPDX-License-Identifier: Apache-2.0 */
/* widths.c: conversions between the widths, with and without sign, in registers and through memory.
 */
#include "../../input.h"

struct numbers {
  int8_t s8;
  uint8_t u8;
  int16_t s16;
  uint16_t u16;
  int32_t s32;
  uint32_t u32;
  int64_t s64;
};

static uint64_t convert(uint64_t result, uint64_t a) {
  result = mix(result, (uint64_t)(int64_t)(int8_t)a);
  result = mix(result, (uint64_t)(int64_t)(int16_t)a);
  result = mix(result, (uint64_t)(int64_t)(int32_t)a);
  result = mix(result, (uint8_t)a);
  result = mix(result, (uint16_t)a);
  result = mix(result, (uint32_t)a);
  result = mix(result, (uint32_t)(int8_t)a);
  result = mix(result, (uint32_t)(int16_t)a);
  return mix(result, (uint16_t)(int8_t)a);
}

/* Volatile, so that each is stored and loaded. */
static uint64_t through_memory(uint64_t result, uint64_t a) {
  volatile struct numbers numbers;
  numbers.s8 = (int8_t)a;
  numbers.u8 = (uint8_t)(a >> 8);
  numbers.s16 = (int16_t)(a >> 16);
  numbers.u16 = (uint16_t)(a >> 24);
  numbers.s32 = (int32_t)(a >> 32);
  numbers.u32 = (uint32_t)a;
  numbers.s64 = (int64_t)a;
  result = mix(result, (uint64_t)numbers.s8);
  result = mix(result, numbers.u8);
  result = mix(result, (uint64_t)numbers.s16);
  result = mix(result, numbers.u16);
  result = mix(result, (uint64_t)numbers.s32);
  result = mix(result, numbers.u32);
  return mix(result, (uint64_t)(numbers.s64 + numbers.s8 - numbers.s16 * numbers.u8));
}

int64_t run(struct input *input, uint32_t size) {
  uint64_t result = convert(size, input->left);
  result = convert(result, input->left + input->right);
  result = through_memory(result, input->left);
  result = through_memory(result, ~input->right);
  input->right = (uint64_t)(int64_t)(int32_t)input->right;
  return (int64_t)result;
}
