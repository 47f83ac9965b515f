/* SPDX-License-Identifier: Apache-2.0 */
/* division-signed.c: quotients and remainders of signed numbers. What C leaves undefined, division
 * by zero and of the least number by -1, is left out. */
#include "../../input.h"

static uint64_t by_words(uint64_t result, int64_t a, int64_t b) {
  if (b != 0 && !(a == INT64_MIN && b == -1)) {
    result = mix(result, (uint64_t)(a / b));
    result = mix(result, (uint64_t)(a % b));
  }
  result = mix(result, (uint64_t)(a / 10 + a % 10));
  return mix(result, (uint64_t)(a % -1000003));
}

static uint64_t by_halves(uint64_t result, int32_t a, int32_t b) {
  if (b != 0 && !(a == INT32_MIN && b == -1)) {
    result = mix(result, (uint64_t)(a / b));
    result = mix(result, (uint64_t)(a % b));
  }
  result = mix(result, (uint64_t)(a / 10) + (uint64_t)(a % 10));
  return mix(result, (uint64_t)(a / -7));
}

static uint64_t by_bytes(uint64_t result, int8_t a, int8_t b) {
  if (b != 0) {
    result = mix(result, (uint64_t)(a / b));
    result = mix(result, (uint64_t)(a % b));
  }
  return result;
}

int64_t run(struct input *input, uint32_t size) {
  uint64_t result = size;
  result = by_words(result, (int64_t)input->left, (int64_t)input->right);
  result = by_words(result, (int64_t)input->more[0], (int64_t)input->right);
  result = by_halves(result, (int32_t)input->left, (int32_t)input->right);
  result = by_halves(result, (int32_t)(input->left >> 32), (int32_t)input->right);
  result = by_bytes(result, (int8_t)input->left, (int8_t)input->right);
  return (int64_t)result;
}
