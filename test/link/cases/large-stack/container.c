/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

__attribute__((noinline)) static int64_t sum(const volatile uint32_t *words, uint32_t count) {
  int64_t result = 0;
  for (uint32_t index = 0; index < count; index++)
    result += words[index];
  return result;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  volatile uint32_t words[1000];
  for (uint32_t index = 0; index < 1000; index++)
    words[index] = index + context->count;
  return sum(words, 1000);
}
