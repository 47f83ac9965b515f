/* SPDX-License-Identifier: Apache-2.0 */
/* flaky.c: fails at every event but the first and the fourth. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  if (context->count % 3 != 0)
    *(volatile uint32_t *)16 = 1;
  return context->count;
}
