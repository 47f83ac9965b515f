/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

int answer(void) {
  return 42;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return answer();
}
