/* SPDX-License-Identifier: Apache-2.0 */
/* climate.c: reads the temperature, at the next event the humidity, by place. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  struct thimble_sensor_value reading;
  int32_t kind = context->count % 2 == 0 ? THIMBLE_SENSOR_TEMPERATURE : THIMBLE_SENSOR_HUMIDITY;
  int32_t result = thimble_sensor_read(THIMBLE_SENSOR(kind, 0), &reading, sizeof reading);
  return result == THIMBLE_OK ? reading.value : result;
}
