/* SPDX-License-Identifier: Apache-2.0 */
/* recurse.c: calls itself without end. */
#include <thimble.h>

static __attribute__((noinline)) int64_t deeper(volatile int64_t depth) {
  return depth < 0 ? depth : deeper(depth + 1) + 1;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return deeper(0);
}
