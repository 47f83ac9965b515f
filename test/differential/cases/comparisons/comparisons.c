/* SPDX-License-Identifier: Apache-2.0 */
/* comparisons.c: every comparison, of both widths, with and without sign, as a value and as a jump.
 */
#include "../../input.h"

#define COMPARE(type)                                                                           \
  static uint64_t compare_##type(uint64_t result, type a, type b) {                             \
    result = result << 6 | (uint64_t)((a == b) | (a != b) << 1 | (a < b) << 2 | (a <= b) << 3 | \
                                      (a > b) << 4 | (a >= b) << 5);                            \
    if (a < b)                                                                                  \
      result += 3;                                                                              \
    if (a >= b)                                                                                 \
      result ^= 0x55;                                                                           \
    if ((a & b) != 0)                                                                           \
      result *= 5;                                                                              \
    if (a > (type)2 && a <= (type)100)                                                          \
      result += 7;                                                                              \
    return a == (type)0x80000000 ? ~result : result;                                            \
  }

COMPARE(uint64_t)
COMPARE(int64_t)
COMPARE(uint32_t)
COMPARE(int32_t)
COMPARE(uint16_t)
COMPARE(int8_t)

int64_t run(struct input *input, uint32_t size) {
  uint64_t a = input->left, b = input->right;
  uint64_t result = mix(size, compare_uint64_t(1, a, b));
  result = mix(result, compare_int64_t(2, (int64_t)a, (int64_t)b));
  result = mix(result, compare_uint32_t(3, (uint32_t)a, (uint32_t)b));
  result = mix(result, compare_int32_t(4, (int32_t)a, (int32_t)b));
  result = mix(result, compare_int32_t(5, (int32_t)(a >> 32), (int32_t)b));
  result = mix(result, compare_uint16_t(6, (uint16_t)a, (uint16_t)b));
  return (int64_t)mix(result, compare_int8_t(7, (int8_t)a, (int8_t)b));
}
