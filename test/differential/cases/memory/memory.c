/* SPDX-License-Identifier: Apache-2.0 */
/* memory.c: copies, fills and comparisons of every length and alignment, and structs as values. */
#include <string.h>

#include "../../input.h"

struct large {
  uint64_t words[20];
  uint8_t tail[5];
};

static uint8_t bytes[160];
static struct large kept;

static uint64_t sum(uint64_t result, const uint8_t *data, uint32_t length) {
  for (uint32_t index = 0; index < length; index++)
    result = result * 131 + data[index];
  return result;
}

/* The compiler does not know the lengths, so it calls the functions. */
static uint64_t of_any_length(uint64_t result, const struct input *input) {
  uint32_t from = (uint32_t)input->left & 31, to = (uint32_t)input->right & 31;
  uint32_t length = (uint32_t)(input->left >> 5) & 63;
  memset(bytes + from, (int)input->right, length);
  memcpy(bytes + to, input, sizeof *input);
  memmove(bytes + from, bytes + to, length);
  memmove(bytes + to + 8, bytes + from, length);
  int difference = memcmp(bytes + from, bytes + to, length);
  result = mix(result, difference < 0 ? 1 : difference > 0 ? 2 : 3);
  return sum(result, bytes, sizeof bytes);
}

/* The compiler knows them, and unrolls what is short. */
static uint64_t of_known_length(uint64_t result, const struct input *input) {
  uint8_t small[24];
  memset(small, 0xa5, sizeof small);
  memcpy(small + 1, &input->left, 7);
  memmove(small + 3, small, 16);
  struct large one = kept;
  memset(one.tail, (int)input->right, sizeof one.tail);
  one.words[input->left % 20] += input->right;
  kept = one;
  result = mix(result, (uint64_t)(memcmp(small, small + 8, 8) > 0));
  result = sum(result, small, sizeof small);
  return sum(result, (const uint8_t *)&kept, sizeof kept.words + sizeof kept.tail);
}

int64_t run(struct input *input, uint32_t size) {
  uint64_t result = of_any_length(size, input);
  result = of_known_length(result, input);
  memcpy(&input->more[0], bytes + 20, sizeof input->more[0]);
  return (int64_t)result;
}
