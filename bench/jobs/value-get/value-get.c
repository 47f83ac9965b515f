/* SPDX-License-Identifier: Apache-2.0 */
/* value-get.c: reads a kept integer as often as the context says, and adds up what it reads. */
#include <thimble.h>

int64_t run(void *context, uint32_t length) {
  int64_t sum = 0, value = 0;
  if (length < sizeof(uint32_t))
    return -1;
  for (uint32_t left = *(const uint32_t *)context; left > 0; left--) {
    if (thimble_value_get(THIMBLE_SPACE_PRIVATE, "key-5", &value, sizeof value) != THIMBLE_OK)
      return -1;
    sum += value;
  }
  return sum;
}
