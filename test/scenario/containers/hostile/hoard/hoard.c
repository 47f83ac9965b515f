/* SPDX-License-Identifier: Apache-2.0 */
/* hoard.c: keeps the address of a lent packet, and reads there when nothing is lent. */
#include <thimble.h>

static const volatile uint8_t *kept;

int64_t run(const struct thimble_context_packet *context, uint32_t size) {
  if (context->lent > 0)
    kept = thimble_lent(0);
  return kept[0];
}
