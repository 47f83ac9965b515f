/* SPDX-License-Identifier: Apache-2.0 */
/* past-the-end.c: reads and writes the first byte behind its data, and the last one before. */
#include <thimble.h>

static uint8_t data[8] = {1, 2, 3, 4, 5, 6, 7, 8};

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  volatile uint8_t *byte = data;
  if (context->count == 0)
    return byte[7];
  return context->count == 1 ? byte[8] : *(byte - 1);
}
