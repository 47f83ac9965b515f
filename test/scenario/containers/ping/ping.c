/* SPDX-License-Identifier: Apache-2.0 */
/* ping.c: sends what it gets back and forth between itself and its twin, for ever. */
#include <thimble.h>

#define TEXT(word) TEXT_OF(word)
#define TEXT_OF(word) #word

int64_t run(const struct thimble_context_message *context, uint32_t size) {
  char text[32];
  int32_t length = thimble_message_receive(text, sizeof text);
  return length < 0 ? length : thimble_message_send(TEXT(TWIN), text, (uint32_t)length);
}
