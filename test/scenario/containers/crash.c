/* SPDX-License-Identifier: Apache-2.0 */
/* crash.c: writes where nothing is, for every packet. */
#include <thimble.h>

int64_t run(const struct thimble_context_packet *context, uint32_t size) {
  *(volatile uint32_t *)0x20000000 = 1;
  return 9;
}
