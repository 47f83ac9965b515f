/* SPDX-License-Identifier: Apache-2.0 */
/* work.c: takes the same fuel at each event: about 600. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  uint64_t sum = context->count;
  for (volatile int round = 0; round < 100; round++)
    sum += 3;
  return (int64_t)sum;
}
