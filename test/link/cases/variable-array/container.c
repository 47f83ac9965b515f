/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

void use(int *numbers);

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  int numbers[size];
  use(numbers);
  return numbers[0];
}
