/* SPDX-License-Identifier: Apache-2.0 */
/* binding-call.c: calls a binding as often as the context says, and adds up the results. */
#include <thimble.h>

int64_t run(void *context, uint32_t length) {
  int64_t sum = 0;
  if (length < sizeof(uint32_t))
    return -1;
  for (uint32_t left = *(const uint32_t *)context; left > 0; left--)
    sum += thimble_clock_ms();
  return sum;
}
