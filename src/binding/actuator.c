/* SPDX-License-Identifier: Apache-2.0 */
/* actuator.c: what a container may switch. */
#include "binding/functions.h"
#include "binding/scope.h"

int64_t thimble_binding_actuator_write(struct thimble_call *call) {
  const struct thimble_port *port = call->caller->port;
  uint32_t actuator = (uint32_t)call->arguments[0].integer;
  int32_t value = (int32_t)call->arguments[1].integer;
  if (!thimble_call_may_actuate(call, actuator))
    return THIMBLE_ERROR_DENIED;
  return port->actuator_write(port->device, actuator, value);
}
