/* SPDX-License-Identifier: Apache-2.0 */
/* levels.c: logs a line of each level. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  thimble_log(THIMBLE_LOG_ERROR, "an error");
  thimble_log(THIMBLE_LOG_WARNING, "a warning");
  thimble_log(THIMBLE_LOG_INFO, "information");
  thimble_log(THIMBLE_LOG_DEBUG, "a detail");
  return 0;
}
