/* SPDX-License-Identifier: Apache-2.0 */
/* endless-loop.c: never returns by itself. The engine stops it when its fuel is used up. */
#include <thimble.h>

static volatile uint64_t rounds;

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  for (;;)
    rounds++;
}
