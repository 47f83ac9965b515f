/* SPDX-License-Identifier: Apache-2.0 */
/* recurse.c: calls itself without end. */
#include <thimble.h>

static __attribute__((noinline)) int64_t deeper(int64_t depth) {
  volatile int64_t kept = depth;
  int64_t result = depth < 1000000 ? deeper(depth + 1) : 0;
  return result + kept;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return deeper(0);
}
