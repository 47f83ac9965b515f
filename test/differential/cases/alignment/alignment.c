/* SPDX-License-Identifier: Apache-2.0 */
/* alignment.c: loads and stores at every alignment, and fields that share bytes. */
#include "../../input.h"

struct __attribute__((packed)) packed {
  uint8_t first;
  uint64_t word;
  int16_t half;
  int32_t quarter;
  uint8_t last;
};

struct bits {
  uint32_t low : 3;
  int32_t signed_middle : 7;
  uint32_t high : 22;
  uint64_t wide : 41;
  int64_t wide_signed : 23;
};

static uint64_t packed_fields(uint64_t result, uint64_t a, uint64_t b) {
  volatile struct packed packed = {.last = 1};
  packed.first = (uint8_t)a;
  packed.word = b;
  packed.half = (int16_t)(a >> 8);
  packed.quarter = (int32_t)(b >> 24);
  packed.word += (uint64_t)packed.half * packed.last;
  return mix(result, packed.word + packed.first + (uint64_t)packed.quarter);
}

static uint64_t bit_fields(uint64_t result, uint64_t a, uint64_t b) {
  volatile struct bits bits = {0};
  bits.low = a & 7;
  bits.signed_middle = (int32_t)(int8_t)b >> 1;
  bits.high = (uint32_t)a & 0x3fffff;
  bits.wide = b & UINT64_C(0x1ffffffffff);
  bits.wide_signed = (int32_t)(a >> 16) >> 10;
  result = mix(result, (uint64_t)bits.signed_middle + bits.low);
  result = mix(result, (uint64_t)bits.wide_signed + bits.wide);
  return mix(result, bits.high);
}

/* A type that may stand anywhere and may be anything. */
typedef uint64_t __attribute__((aligned(1), may_alias)) any_word;
typedef int32_t __attribute__((aligned(1), may_alias)) any_half;
typedef uint16_t __attribute__((aligned(1), may_alias)) any_quarter;

static uint64_t unaligned(uint64_t result, uint8_t *bytes) {
  for (uint32_t offset = 0; offset < 16; offset++) {
    result = mix(result, *(any_word *)(bytes + offset));
    result = mix(result, (uint64_t) * (any_half *)(bytes + offset));
    *(any_quarter *)(bytes + offset) = (uint16_t)(*(any_quarter *)(bytes + offset) + offset);
    *(any_word *)(bytes + 8 + offset) += 3;
  }
  return result;
}

int64_t run(struct input *input, uint32_t size) {
  uint64_t result = packed_fields(size, input->left, input->right);
  result = bit_fields(result, input->left, input->right);
  return (int64_t)unaligned(result, (uint8_t *)input);
}
