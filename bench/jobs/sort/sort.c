/* SPDX-License-Identifier: Apache-2.0 */
/* sort.c: bubble sort of the integers in the context. Returns the least. */
#include <stdint.h>

int64_t run(void *context, uint32_t length) {
  int32_t *values = context;
  uint32_t count = length / sizeof *values;
  for (uint32_t sorted = 0; sorted + 1 < count; sorted++)
    for (uint32_t index = 0; index + 1 < count - sorted; index++)
      if (values[index] > values[index + 1]) {
        int32_t greater = values[index];
        values[index] = values[index + 1];
        values[index + 1] = greater;
      }
  return values[0];
}
