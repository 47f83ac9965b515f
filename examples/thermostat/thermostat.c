/* SPDX-License-Identifier: Apache-2.0 */
/* thermostat.c: switches a heater, actuator 0, on below 20 °C and off above 21 °C, and tells the
 * other containers of its tenant what it has measured: shared/temperature, in 1/100 °C, and
 * shared/heater, 1 or 0. It returns 1 while the heater is on, or a negative THIMBLE_ERROR_ number.
 */
#include <thimble.h>

#define HEATER 0
#define ON_BELOW 2000
#define OFF_ABOVE 2100

static int32_t is_on;

static int32_t switch_heater(int32_t on) {
  int32_t result = thimble_actuator_write(HEATER, on);
  if (result == THIMBLE_OK)
    is_on = on;
  return result;
}

int64_t run(const struct thimble_context_timer *context, uint32_t size) {
  struct thimble_sensor_value value;
  int32_t result =
      thimble_sensor_read(THIMBLE_SENSOR(THIMBLE_SENSOR_TEMPERATURE, 0), &value, sizeof value);
  if (result != THIMBLE_OK)
    return result;
  if (value.scale != -2)
    return THIMBLE_ERROR_UNSUPPORTED;
  if (value.value < ON_BELOW)
    result = switch_heater(1);
  else if (value.value > OFF_ABOVE)
    result = switch_heater(0);
  if (result != THIMBLE_OK)
    return result;
  thimble_value_set(THIMBLE_SPACE_SHARED, "temperature", value.value);
  thimble_value_set(THIMBLE_SPACE_SHARED, "heater", is_on);
  return is_on;
}
