/* SPDX-License-Identifier: Apache-2.0 */
/* write-packet.c: writes the lent packet, which is lent for reading. */
#include <thimble.h>

int64_t run(const struct thimble_context_packet *context, uint32_t size) {
  *(volatile uint8_t *)thimble_lent(0) = 0;
  return 0;
}
