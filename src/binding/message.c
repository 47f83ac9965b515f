/* SPDX-License-Identifier: Apache-2.0 */
/* message.c: messages to and from other containers of the same tenant. */
#include "binding/functions.h"

#include <stddef.h>

static struct thimble_bytes bytes_of(const struct thimble_argument *argument) {
  return (struct thimble_bytes){argument->data, argument->length};
}

int64_t thimble_binding_message_send(struct thimble_call *call) {
  const struct thimble_caller *caller = call->caller;
  if (caller->services == NULL)
    return THIMBLE_ERROR_UNSUPPORTED;
  return caller->services->send(caller->container, bytes_of(&call->arguments[0]),
                                bytes_of(&call->arguments[1]));
}

int64_t thimble_binding_message_receive(struct thimble_call *call) {
  const struct thimble_caller *caller = call->caller;
  const struct thimble_argument *bytes = &call->arguments[0];
  uint32_t length = 0;
  if (caller->services == NULL)
    return THIMBLE_ERROR_UNSUPPORTED;
  enum thimble_result result =
      caller->services->receive(caller->container, bytes->writable, bytes->length, &length);
  return result == THIMBLE_OK ? (int64_t)length : (int64_t)result;
}
