/* SPDX-License-Identifier: Apache-2.0 */
/* value-put.c: keeps an integer as often as the context says. Returns how often that went well. */
#include <thimble.h>

int64_t run(void *context, uint32_t length) {
  int64_t done = 0;
  if (length < sizeof(uint32_t))
    return -1;
  for (uint32_t left = *(const uint32_t *)context; left > 0; left--)
    done += thimble_value_set(THIMBLE_SPACE_PRIVATE, "key-5", left) == THIMBLE_OK;
  return done;
}
