/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

int twice(int number);
int add(int left, int right);
extern int total;
extern const int offsets[3];

/* This one and nothing else of that name is in the other file. */
static int helper(int number) {
  return number + 1;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  total = add(total, twice(helper(offsets[context->count])));
  return total;
}
