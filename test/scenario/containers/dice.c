/* SPDX-License-Identifier: Apache-2.0 */
/* dice.c: returns random bytes. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  uint32_t number;
  thimble_random(&number, sizeof number);
  return number;
}
