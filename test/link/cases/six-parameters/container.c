/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

__attribute__((noinline)) int six(int a, int b, int c, int d, int e, int f) {
  return a + b + c + d + e + f;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return six(1, 2, 3, 4, 5, (int)size);
}
