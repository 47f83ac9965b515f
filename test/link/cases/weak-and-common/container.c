/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

int shared;
int first_of_two[2];

__attribute__((weak)) int choose(void) {
  return 1;
}

__attribute__((weak)) int keep(void) {
  return 20;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  shared += choose() + keep();
  first_of_two[1] += 100;
  return shared + first_of_two[1];
}
