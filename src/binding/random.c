/* SPDX-License-Identifier: Apache-2.0 */
/* random.c: random bytes for a container. */
#include "binding/functions.h"

int64_t thimble_binding_random(struct thimble_call *call) {
  const struct thimble_argument *bytes = &call->arguments[0];
  if (bytes->length > 0)
    call->caller->port->random(call->caller->port->device, bytes->writable, bytes->length);
  return 0;
}
