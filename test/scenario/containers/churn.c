/* SPDX-License-Identifier: Apache-2.0 */
/* churn.c: writes the same two values a hundred times at each event. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  int64_t written = 0;
  for (int time = 0; time < 50; time++) {
    written += thimble_value_set(THIMBLE_SPACE_PRIVATE, "first", context->count) == THIMBLE_OK;
    written += thimble_value_set(THIMBLE_SPACE_SHARED, "second", time) == THIMBLE_OK;
  }
  return written;
}
