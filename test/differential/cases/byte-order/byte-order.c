/* SPDX-License-Identifier: Apache-2.0 */
/* byte-order.c: bytes swapped, and numbers read and written in both orders. */
#include "../../input.h"

static uint32_t read_big(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void write_big(uint8_t *bytes, uint64_t number) {
  for (int index = 7; index >= 0; index--) {
    bytes[index] = (uint8_t)number;
    number >>= 8;
  }
}

int64_t run(struct input *input, uint32_t size) {
  uint64_t result = size;
  uint8_t bytes[8];
  result = mix(result, __builtin_bswap64(input->left));
  result = mix(result, __builtin_bswap32((uint32_t)input->left));
  result = mix(result, __builtin_bswap16((uint16_t)input->left));
  result = mix(result, (uint64_t)(int16_t)__builtin_bswap16((uint16_t)input->right));
  result = mix(result, read_big((const uint8_t *)input + 3));
  write_big(bytes, input->right);
  result = mix(result, read_big(bytes + 1));
  input->more[0] = __builtin_bswap64(input->more[0]) + 1;
  input->more[1] = __builtin_bswap32((uint32_t)input->more[1]);
  return (int64_t)result;
}
