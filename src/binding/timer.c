/* SPDX-License-Identifier: Apache-2.0 */
/* timer.c: when a container wants to run next. */
#include "binding/functions.h"

#include <stddef.h>

int64_t thimble_binding_timer_rearm(struct thimble_call *call) {
  const struct thimble_caller *caller = call->caller;
  int32_t milliseconds = (int32_t)call->arguments[0].integer;
  if (caller->services == NULL)
    return THIMBLE_ERROR_UNSUPPORTED;
  if (milliseconds < 1)
    return THIMBLE_ERROR_INVALID;
  return caller->services->rearm(caller->container, (uint32_t)milliseconds);
}
