/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

static int increment(int number) {
  return number + 1;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return (int64_t)&increment;
}
