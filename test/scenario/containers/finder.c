/* SPDX-License-Identifier: Apache-2.0 */
/* finder.c: finds the second thermometer and logs what it reads, with its scale. */
#include <thimble.h>

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  struct thimble_sensor_value reading;
  char text[16];
  int32_t sensor = thimble_sensor_find(THIMBLE_SENSOR_TEMPERATURE, 1);
  if (sensor < 0)
    return sensor;
  int32_t result = thimble_sensor_read(sensor, &reading, sizeof reading);
  if (result != THIMBLE_OK)
    return result;
  result = thimble_format(reading.value, reading.scale, text, sizeof text);
  thimble_log(THIMBLE_LOG_INFO, text);
  return result;
}
