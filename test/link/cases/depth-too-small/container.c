/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

static volatile int state;

__attribute__((noinline)) static int inner(int number) {
  state++;
  return number + state;
}

__attribute__((noinline)) static int outer(int number) {
  return inner(number) + inner(number + 1);
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return outer((int)size);
}
