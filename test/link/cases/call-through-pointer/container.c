/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

typedef int operation(int number);
operation *chosen;

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return chosen((int)size);
}
