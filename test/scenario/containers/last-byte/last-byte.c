/* SPDX-License-Identifier: Apache-2.0 */
/* last-byte.c: returns the last byte of the packet, and how many bytes stand in the context. */
#include <thimble.h>

int64_t run(const struct thimble_context_packet *context, uint32_t size) {
  const uint8_t *packet = thimble_lent(0);
  return packet[context->lent - 1] + 1000 * (int64_t)context->captured;
}
