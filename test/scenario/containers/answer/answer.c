/* SPDX-License-Identifier: Apache-2.0 */
/* answer.c: answers piece by piece: text, a number with its scale, bytes. */
#include <thimble.h>

int64_t run(const struct thimble_context_request *context, uint32_t size) {
  static const uint8_t end[] = {' ', 0xc2, 0xb0, 'C'};
  thimble_reply_text("it is ");
  thimble_reply_number(2150, -2);
  return thimble_reply_bytes(end, sizeof end) == THIMBLE_OK;
}
