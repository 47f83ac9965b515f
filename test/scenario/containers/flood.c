/* SPDX-License-Identifier: Apache-2.0 */
/* flood.c: logs five lines at each event. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  for (int line = 1; line <= 5; line++)
    thimble_log_value(THIMBLE_LOG_INFO, "line", line);
  return 0;
}
