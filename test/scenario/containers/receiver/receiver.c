/* SPDX-License-Identifier: Apache-2.0 */
/* receiver.c: takes one message at a time and logs it. */
#include <thimble.h>

int64_t run(const struct thimble_context_message *context, uint32_t size) {
  char text[33];
  thimble_log_value(THIMBLE_LOG_INFO, "waiting", context->waiting);
  int32_t length = thimble_message_receive(text, sizeof text - 1);
  if (length < 0)
    return length;
  text[length & 31] = '\0';
  thimble_log(THIMBLE_LOG_INFO, text);
  return length;
}
