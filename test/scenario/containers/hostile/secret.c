/* SPDX-License-Identifier: Apache-2.0 */
/* secret.c: fills its stack with a secret. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  volatile uint64_t words[32];
  for (int index = 0; index < 32; index++)
    words[index] = 0x5ec4e75ec4e75ec4;
  return (int64_t)words[31];
}
