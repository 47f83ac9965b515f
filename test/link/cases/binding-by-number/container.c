/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

/* How code made by other means than thimble.h may call a binding. */
int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  int64_t (*clock_ms)(void) = (int64_t(*)(void))3;
  return clock_ms() - (int64_t)context->now_ms;
}
