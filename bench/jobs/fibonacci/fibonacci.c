/* SPDX-License-Identifier: Apache-2.0 */
/* fibonacci.c: the Fibonacci number whose index the context holds, by recursion. */
#include <stdint.h>

static uint32_t fibonacci(uint32_t index) {
  return index < 2 ? index : fibonacci(index - 1) + fibonacci(index - 2);
}

int64_t run(void *context, uint32_t length) {
  return length < sizeof(uint32_t) ? 0 : fibonacci(*(const uint32_t *)context);
}
