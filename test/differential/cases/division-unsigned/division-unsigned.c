/* SPDX-License-Identifier: Apache-2.0 */
/* division-unsigned.c: quotients and remainders of unsigned numbers, by variables and constants. */
#include "../../input.h"

static uint64_t by_words(uint64_t result, uint64_t a, uint64_t b) {
  if (b != 0) {
    result = mix(result, a / b);
    result = mix(result, a % b);
  }
  result = mix(result, a / 10 + a % 10);
  result = mix(result, a / 0x80000000u);
  return mix(result, a % UINT64_C(0xfffffffffffffff1));
}

static uint64_t by_halves(uint64_t result, uint32_t a, uint32_t b) {
  if (b != 0) {
    result = mix(result, a / b);
    result = mix(result, a % b);
  }
  result = mix(result, a / 10u + a % 10u);
  result = mix(result, a / 0x80000001u);
  return mix(result, a % 0xfffffff1u);
}

int64_t run(struct input *input, uint32_t size) {
  uint64_t result = size;
  result = by_words(result, input->left, input->right);
  result = by_words(result, input->more[0], input->right);
  result = by_halves(result, (uint32_t)input->left, (uint32_t)input->right);
  result = by_halves(result, (uint32_t)(input->left >> 32), (uint32_t)(input->right >> 32));
  return (int64_t)result;
}
