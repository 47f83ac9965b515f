/* SPDX-License-Identifier: Apache-2.0 */
/* spin.c: never returns by itself. */
#include <thimble.h>

static volatile uint64_t rounds;

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  for (;;)
    rounds++;
}
