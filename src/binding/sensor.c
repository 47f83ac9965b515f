/* SPDX-License-Identifier: Apache-2.0 */
/* sensor.c: readings for a container. */
#include "binding/functions.h"

#include <string.h>

_Static_assert(sizeof(struct thimble_sensor_value) == 8, "containers see eight bytes, no padding");

int64_t thimble_binding_sensor_read(const struct thimble_call *call) {
  int32_t sensor = (int32_t)call->arguments[0].integer;
  const struct thimble_argument *destination = &call->arguments[1];
  struct thimble_sensor_value value = {0};
  if (destination->length != sizeof(value))
    return THIMBLE_ERROR_INVALID;
  enum thimble_result result = call->port->sensor_read(call->port->device, sensor, &value);
  /* The container's memory may have any alignment, hence the copy. */
  if (result == THIMBLE_OK)
    memcpy(destination->writable, &value, sizeof(value));
  return result;
}
