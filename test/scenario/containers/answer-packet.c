/* SPDX-License-Identifier: Apache-2.0 */
/* answer-packet.c: answers where nobody asked: a packet takes no reply. */
#include <thimble.h>

int64_t run(const struct thimble_context_packet *context, uint32_t size) {
  return thimble_reply_text("hello");
}
