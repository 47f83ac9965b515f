/* SPDX-License-Identifier: Apache-2.0 */
/* arithmetic.c: sums, products and bits, in 64, 32, 16 and 8 bits, with registers and constants. */
#include "../../input.h"

static uint64_t words(uint64_t result, uint64_t a, uint64_t b) {
  result = mix(result, a + b);
  result = mix(result, a - b);
  result = mix(result, a * b);
  result = mix(result, (a & b) | (a ^ b) << 1);
  result = mix(result, ~a);
  result = mix(result, -b);
  result = mix(result, a * 1000003 + 12345);
  result = mix(result, (a | 0x80000000u) ^ 0x7fffffff);
  return mix(result, (a & -16) - 77);
}

static uint64_t halves(uint64_t result, uint32_t a, uint32_t b) {
  result = mix(result, a + b);
  result = mix(result, a - b);
  result = mix(result, a * b);
  result = mix(result, (a & b) | (a ^ b) << 1);
  result = mix(result, ~a);
  result = mix(result, -b);
  result = mix(result, a * 1000003u + 12345u);
  result = mix(result, (a | 0x80000000u) ^ 0x7fffffffu);
  return mix(result, (uint64_t)a * b);
}

static uint64_t small(uint64_t result, uint64_t a, uint64_t b) {
  uint16_t sum = (uint16_t)(a + b);
  uint8_t product = (uint8_t)(a * b);
  result = mix(result, sum);
  result = mix(result, product);
  sum = (uint16_t)(sum - product);
  return mix(result, sum);
}

int64_t run(struct input *input, uint32_t size) {
  uint64_t result = size;
  result = words(result, input->left, input->right);
  result = halves(result, (uint32_t)input->left, (uint32_t)input->right);
  result = halves(result, (uint32_t)(input->left >> 32), (uint32_t)input->right);
  result = small(result, input->left, input->right);
  input->left = result;
  return (int64_t)result;
}
