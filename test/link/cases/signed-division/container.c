/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return ((int64_t)context->count - 7) / (int32_t)size * 100 + (2 - (int32_t)size) % 5;
}
