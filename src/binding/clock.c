/* SPDX-License-Identifier: Apache-2.0 */
/* clock.c: what a container may know of time. */
#include "binding/functions.h"

int64_t thimble_binding_clock_ms(struct thimble_call *call) {
  return (int64_t)call->caller->port->clock_ms(call->caller->port->device);
}
