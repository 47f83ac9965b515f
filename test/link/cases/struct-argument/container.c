/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

struct pair {
  uint64_t low[3];
};

__attribute__((noinline)) static uint64_t sum(struct pair pair) {
  return pair.low[0] + pair.low[2];
}

int64_t run(const uint64_t *context, uint32_t size) {
  const struct pair pair = {{context[0], size, 3}};
  return (int64_t)sum(pair);
}
