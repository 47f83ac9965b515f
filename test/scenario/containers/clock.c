/* SPDX-License-Identifier: Apache-2.0 */
/* clock.c: returns the time. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return thimble_clock_ms() * 1000 + context->period_ms;
}
