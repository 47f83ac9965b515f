/* SPDX-License-Identifier: Apache-2.0 */
/* sensor.h: readings of sensors, as ports give them and containers get them. */
#ifndef THIMBLE_SENSOR_H
#define THIMBLE_SENSOR_H

#include <stdint.h>

#define THIMBLE_SENSOR_KIND(number, enumerator, name, unit, scale, documentation) \
  THIMBLE_SENSOR_##enumerator = (number),
enum thimble_sensor_kind {
#include <thimble/sensors.def>
};
#undef THIMBLE_SENSOR_KIND

/* A sensor is named by its kind and its place (from 0) among the sensors of that kind. */
#define THIMBLE_SENSOR(kind, index) ((int32_t)(((uint32_t)(index) << 8) | (uint32_t)(kind)))

/* A fixed-point reading: value x 10^scale in the unit of the kind. Eight bytes, little-endian. */
struct thimble_sensor_value {
  int32_t value;
  int8_t scale;
  uint8_t kind; /* enum thimble_sensor_kind */
  uint16_t reserved;
};

#endif
