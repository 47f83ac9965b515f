/* SPDX-License-Identifier: Apache-2.0 */
/* unaligned.c: reads and writes words at odd addresses, which is allowed. */
#include <thimble.h>

static uint8_t data[24];

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  volatile uint8_t *at = data + 1 + context->count % 7;
  *(volatile uint64_t *)at = 0x1122334455667788;
  *(volatile uint32_t *)(at + 8) = 0x99aabbcc;
  const volatile uint32_t *word = (const volatile uint32_t *)(at + 5);
  return *word;
}
