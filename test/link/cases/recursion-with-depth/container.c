/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

__attribute__((noinline)) static uint32_t fibonacci(uint32_t number) {
  return number < 2 ? number : fibonacci(number - 1) + fibonacci(number - 2);
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return fibonacci(10 + context->count);
}
