/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

int is_odd(uint32_t number);

__attribute__((noinline)) int is_even(uint32_t number) {
  if (number == 0)
    return 1;
  return is_odd(number - 1) * 2 - 1;
}

__attribute__((noinline)) int is_odd(uint32_t number) {
  if (number == 0)
    return 0;
  return is_even(number - 1) * 3 - 2;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return is_even(size);
}
