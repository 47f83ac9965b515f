/* SPDX-License-Identifier: Apache-2.0 */
/* shifts.c: shifts of both widths, logical and arithmetic, by every distance there is.
 * Shifting a negative number to the right keeps its sign in every compiler we use. */
#include "../../input.h"

static uint64_t words(uint64_t result, uint64_t a, uint32_t distance) {
  result = mix(result, a << distance);
  result = mix(result, a >> distance);
  /* cppcheck-suppress shiftTooManyBitsSigned */
  return mix(result, (uint64_t)((int64_t)a >> distance));
}

static uint64_t halves(uint64_t result, uint32_t a, uint32_t distance) {
  result = mix(result, a << distance);
  result = mix(result, a >> distance);
  /* cppcheck-suppress shiftTooManyBitsSigned */
  return mix(result, (uint64_t)((int32_t)a >> distance));
}

/* By the edges of what an implementation with halves tells apart. */
static uint64_t by_constants(uint64_t result, uint64_t a) {
  int64_t s = (int64_t)a;
  result = mix(result, a << 1 ^ a << 31 ^ a << 32 ^ a << 33 ^ a << 63);
  result = mix(result, a >> 1 ^ a >> 31 ^ a >> 32 ^ a >> 33 ^ a >> 63);
  /* cppcheck-suppress shiftTooManyBitsSigned */
  result = mix(result, (uint64_t)(s >> 1 ^ s >> 31 ^ s >> 32 ^ s >> 33 ^ s >> 63));
  return mix(result, (uint32_t)a << 7 ^ (uint32_t)a >> 25);
}

static uint64_t rotate(uint64_t a, uint32_t distance) {
  return a << (distance & 63) | a >> (-distance & 63);
}

int64_t run(struct input *input, uint32_t size) {
  uint64_t result = by_constants(size, input->left);
  result = words(result, input->left, (uint32_t)input->right & 63);
  result = halves(result, (uint32_t)input->left, (uint32_t)input->right & 31);
  for (uint32_t distance = 0; distance < 64; distance++)
    result = words(result, input->left, distance);
  for (uint32_t distance = 0; distance < 32; distance++)
    result = halves(result, (uint32_t)input->left, distance);
  return (int64_t)mix(result, rotate(input->left, (uint32_t)input->right));
}
