/* SPDX-License-Identifier: Apache-2.0 */
/* past-packet.c: reads one byte behind the lent packet. */
#include <thimble.h>

int64_t run(const struct thimble_context_packet *context, uint32_t size) {
  return ((const volatile uint8_t *)thimble_lent(0))[context->lent];
}
