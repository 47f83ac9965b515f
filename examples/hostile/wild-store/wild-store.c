/* SPDX-License-Identifier: Apache-2.0 */
/* wild-store.c: writes where the RAM of many microcontrollers is. The engine stops it there. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  *(volatile uint32_t *)0x20000000 = 0xdeadbeef;
  return 1;
}
