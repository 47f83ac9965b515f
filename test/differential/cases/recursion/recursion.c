/* SPDX-License-Identifier: Apache-2.0 */
/* recursion.c: functions that call themselves and each other, with data in every frame. */
#include "../../input.h"

#define FUNCTION __attribute__((noinline)) static

/* NOLINTBEGIN(misc-no-recursion): what the case is about */

FUNCTION uint64_t greatest_divisor(uint64_t a, uint64_t b) {
  return b == 0 ? a : greatest_divisor(b, a % b);
}

FUNCTION uint32_t ackermann(uint32_t m, uint32_t n) {
  if (m == 0)
    return n + 1;
  if (n == 0)
    return ackermann(m - 1, 1);
  return ackermann(m - 1, ackermann(m, n - 1));
}

FUNCTION uint64_t odd(uint64_t path, uint32_t left);

FUNCTION uint64_t even(uint64_t path, uint32_t left) {
  uint8_t marks[16];
  for (uint32_t index = 0; index < sizeof marks; index++)
    marks[index] = (uint8_t)(path + left * index);
  uint64_t below = left == 0 ? path : odd(path * 3 + marks[left & 15], left - 1);
  return below + marks[7];
}

FUNCTION uint64_t odd(uint64_t path, uint32_t left) {
  uint32_t mark = left * 0x01000193u;
  uint64_t below = left == 0 ? path : even(path ^ mark, left - 1);
  return below * 5 + mark;
}

/* Quicksort, whose depth depends on the data. */
FUNCTION void sort(uint8_t *bytes, int32_t first, int32_t last) {
  int32_t low = first, high = last;
  uint8_t middle = bytes[(first + last) / 2u];
  while (low <= high) {
    while (bytes[low] < middle)
      low++;
    while (bytes[high] > middle)
      high--;
    if (low <= high) {
      uint8_t kept = bytes[low];
      bytes[low++] = bytes[high];
      bytes[high--] = kept;
    }
  }
  if (first < high)
    sort(bytes, first, high);
  if (low < last)
    sort(bytes, low, last);
}

/* NOLINTEND(misc-no-recursion) */

int64_t run(struct input *input, uint32_t size) {
  uint64_t result = greatest_divisor(input->left & 0xfffff, input->right & 0xfffff);
  result = mix(result, ackermann(2, (uint32_t)input->right & 3));
  result = mix(result, even(input->left, (uint32_t)input->right & 15));
  sort((uint8_t *)input, 0, (int32_t)size - 1);
  return (int64_t)mix(result, input->left ^ input->more[1]);
}
