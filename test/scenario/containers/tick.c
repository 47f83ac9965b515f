/* SPDX-License-Identifier: Apache-2.0 */
/* tick.c: logs and returns the number of its events. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  thimble_log_value(THIMBLE_LOG_INFO, "tick", context->count);
  return context->count;
}
