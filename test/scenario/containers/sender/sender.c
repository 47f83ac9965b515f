/* SPDX-License-Identifier: Apache-2.0 */
/* sender.c: sends a message: the body of a request is the name of a container, a space, and the
 * message. */
#include <thimble.h>

static char body[64];

int64_t run(const struct thimble_context_request *context, uint32_t size) {
  uint32_t length = context->lent < sizeof body ? context->lent : sizeof body - 1;
  uint32_t message = length;
  thimble_lent_read(0, 0, body, length);
  for (uint32_t index = 0; index < length && message == length; index++)
    if (body[index] == ' ') {
      body[index] = '\0';
      message = index + 1;
    }
  return thimble_message_send(body, body + message, length - message);
}
