/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

static int numbers[4] = {1, 2, 3, 4};
static int *before = &numbers[-3];

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  before += size;
  return *before;
}
