/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

typedef int operation(int number);

int increment(int number) {
  return number + 1;
}

int twice(int number) {
  return number * 2;
}

operation *const operations[] = {increment, twice};

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return (int64_t)operations[size & 1];
}
