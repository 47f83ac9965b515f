/* SPDX-License-Identifier: Apache-2.0 */
/* rearm-zero.c: asks for an impossible time, and gets an error. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  return thimble_timer_rearm(0);
}
