/* SPDX-License-Identifier: Apache-2.0 */
/* random.c: random bytes for a container. */
#include "binding/functions.h"

int64_t thimble_binding_random(const struct thimble_call *call) {
  const struct thimble_argument *bytes = &call->arguments[0];
  if (bytes->length > 0)
    call->port->random(call->port->device, bytes->writable, bytes->length);
  return 0;
}
