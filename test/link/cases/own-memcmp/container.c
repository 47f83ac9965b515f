/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <thimble.h>

/* A container's own function of that name is used instead of the SDK's. */
int memcmp(const void *left, const void *right, size_t length) {
  const volatile uint8_t *a = left;
  const volatile uint8_t *b = right;
  for (size_t index = 0; index < length; index++) {
    if (a[index] != b[index])
      return a[index] < b[index] ? -1000 : 1000;
  }
  return 0;
}

static struct thimble_context_timer last;

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  int compared = memcmp(context, &last, size);
  last = *context;
  return compared;
}
