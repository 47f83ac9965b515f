/* SPDX-License-Identifier: Apache-2.0 */
/* sensor.c: readings for a container. */
#include <string.h>

#include "binding/functions.h"
#include "binding/scope.h"

_Static_assert(sizeof(struct thimble_sensor_value) == 8, "containers see eight bytes, no padding");

/* The kind in a sensor's number, and the indexes that a number can hold. */
#define KIND_MASK 0xffu
#define INDEXES (1 << 23)

int64_t thimble_binding_sensor_read(struct thimble_call *call) {
  const struct thimble_port *port = call->caller->port;
  int32_t sensor = (int32_t)call->arguments[0].integer;
  const struct thimble_argument *destination = &call->arguments[1];
  struct thimble_sensor_value value = {0};
  if (destination->length != sizeof(value))
    return THIMBLE_ERROR_INVALID;
  if (!thimble_call_may_sense(call, (uint32_t)sensor & KIND_MASK))
    return THIMBLE_ERROR_DENIED;
  enum thimble_result result = port->sensor_read(port->device, sensor, &value);
  /* The container's memory may have any alignment, hence the copy. */
  if (result == THIMBLE_OK)
    memcpy(destination->writable, &value, sizeof(value));
  return result;
}

int64_t thimble_binding_sensor_find(struct thimble_call *call) {
  const struct thimble_port *port = call->caller->port;
  int32_t kind = (int32_t)call->arguments[0].integer;
  int32_t index = (int32_t)call->arguments[1].integer;
  if (kind < 0 || (uint32_t)kind > KIND_MASK || index < 0 || index >= INDEXES)
    return THIMBLE_ERROR_NOT_FOUND;
  if (!thimble_call_may_sense(call, (uint32_t)kind))
    return THIMBLE_ERROR_DENIED;
  if ((uint32_t)index >= port->sensor_count(port->device, kind))
    return THIMBLE_ERROR_NOT_FOUND;
  return THIMBLE_SENSOR(kind, index);
}
