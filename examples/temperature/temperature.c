/* SPDX-License-Identifier: Apache-2.0 */
/* temperature.c: at each event, reads the temperature and returns a running average in hundredths
 * of a degree Celsius, or a negative THIMBLE_ERROR_ number. */
#include <thimble.h>

/* An eighth of the distance between average and reading is taken at each event. The average is kept
 * eight times as large, so that nothing is lost by rounding. */
static int32_t average_by_eight;
static uint32_t readings;

static int32_t include(int32_t reading) {
  if (readings == 0)
    average_by_eight = reading * 8;
  else
    average_by_eight += reading - (average_by_eight >> 3);
  readings++;
  return average_by_eight >> 3;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  struct thimble_sensor_value value;
  int32_t result =
      thimble_sensor_read(THIMBLE_SENSOR(THIMBLE_SENSOR_TEMPERATURE, 0), &value, sizeof value);
  if (result != THIMBLE_OK)
    return result;
  if (value.scale != -2)
    return THIMBLE_ERROR_UNSUPPORTED;
  int32_t average = include(value.value);
  thimble_log_value(THIMBLE_LOG_INFO, "average temperature, 1/100 degree", average);
  return average;
}
