/* SPDX-License-Identifier: Apache-2.0 */
/* hungry.c: wants four kilobytes of memory for itself. */
#include <thimble.h>

static uint8_t memory[4096];

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  memory[context->count % sizeof memory]++;
  return memory[0];
}
