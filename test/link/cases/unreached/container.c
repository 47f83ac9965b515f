/* SPDX-License-Identifier: Apache-2.0 */
#include <thimble.h>

int missing(void);
extern int elsewhere;
int large[400000];

/* Nothing that the entry does not reach is linked, so this is no error. */
int unused(void) {
  return missing() + elsewhere + large[3] + (int)thimble_clock_ms();
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return 1;
}
