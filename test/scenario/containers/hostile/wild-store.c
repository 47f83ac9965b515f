/* SPDX-License-Identifier: Apache-2.0 */
/* wild-store.c: writes memory of the device, and the parts of its own that are read-only. */
#include <thimble.h>

static const uint64_t constant = 5;

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  const uint64_t places[] = {0x20000000, (uint64_t)&constant, (uint64_t)context, 0x100000000 - 1};
  *(volatile uint8_t *)places[context->count % 4] = 0xff;
  return 0;
}
