/* SPDX-License-Identifier: Apache-2.0 */
/* rearm-packet.c: asks for a timer on a hook that is none. */
#include <thimble.h>

int64_t run(const struct thimble_context_packet *context, uint32_t size) {
  return thimble_timer_rearm(300);
}
