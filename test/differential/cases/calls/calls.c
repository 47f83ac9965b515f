/* SPDX-License-Identifier: Apache-2.0 */
/* calls.c: calls of functions that stay functions: five arguments, of every width; pointers into
 * the frames of callers; registers that must survive. */
#include "../../input.h"

#define FUNCTION __attribute__((noinline)) static

FUNCTION uint64_t five(uint64_t a, uint32_t b, int16_t c, uint8_t d, const uint64_t *e) {
  return a + b * 3u + (uint64_t)(c * 5) + d * 7u + *e * 11;
}

FUNCTION int8_t narrow(uint64_t a) {
  return (int8_t)(a >> 3);
}

FUNCTION void swap(uint64_t *a, uint64_t *b) {
  uint64_t kept = *a;
  *a = *b;
  *b = kept;
}

FUNCTION uint64_t fill(uint8_t *bytes, uint32_t count, uint64_t seed) {
  uint64_t sum = 0;
  for (uint32_t index = 0; index < count; index++) {
    bytes[index] = (uint8_t)(seed >> index % 56);
    sum += bytes[index];
  }
  return sum;
}

FUNCTION uint64_t deeper(uint64_t a, uint64_t b) {
  uint8_t bytes[40];
  uint64_t sum = fill(bytes, sizeof bytes, a);
  swap(&a, &b);
  return sum + bytes[39] + five(a, (uint32_t)b, (int16_t)a, (uint8_t)b, &sum);
}

/* Many values are alive across each call. */
FUNCTION uint64_t busy(uint64_t a, uint64_t b) {
  uint64_t c = a ^ b, d = a + b, e = a - b, f = a | b;
  uint64_t result = deeper(a, b);
  result = mix(result, (uint64_t)narrow(c));
  result = mix(result, deeper(d, e));
  result = mix(result, c + d * 2 + e * 3 + f * 4);
  return mix(result, a + b);
}

int64_t run(struct input *input, uint32_t size) {
  uint64_t result = mix(size, busy(input->left, input->right));
  swap(&input->left, &input->more[0]);
  return (int64_t)mix(result, busy(input->more[0], input->more[1]));
}
