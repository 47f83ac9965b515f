/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

struct numbers {
  int64_t first, second, third;
};

__attribute__((noinline)) struct numbers make(int64_t first) {
  return (struct numbers){first, 2, 3};
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return make(size).first;
}
