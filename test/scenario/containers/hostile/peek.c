/* SPDX-License-Identifier: Apache-2.0 */
/* peek.c: looks at the stack that it was given: the words that were not zero. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  volatile uint64_t words[32];
  int64_t found = 0;
  for (int index = 0; index < 32; index++)
    found += words[index] != 0;
  words[0] = 1; /* what the next run must not see either */
  return found;
}
