/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

#define TOGETHER __attribute__((noinline, section("fn/together")))

TOGETHER static int inner(int number) {
  return number * 3 + 1;
}

TOGETHER static int outer(int number) {
  return inner(number) + inner(number + 1);
}

TOGETHER int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return outer((int)context->count) * 2;
}
