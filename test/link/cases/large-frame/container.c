/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

__attribute__((noinline)) static int fill(volatile char *bytes) {
  return bytes[3];
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  volatile char bytes[5000];
  bytes[size] = 1;
  return fill(bytes);
}
