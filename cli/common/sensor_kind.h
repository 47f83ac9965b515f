/* SPDX-License-Identifier: Apache-2.0 */
/* sensor_kind.h: the kinds of sensor (sensors.def) by number and by the names that people write. */
#ifndef THIMBLE_CLI_COMMON_SENSOR_KIND_H
#define THIMBLE_CLI_COMMON_SENSOR_KIND_H

#include <stddef.h>
#include <stdint.h>

struct sensor_kind {
  const char *name;
  uint8_t number;
  int8_t scale; /* the power of ten that a port should use: from -9 to 0 */
};

/* Null when there is none. The name is `length` bytes long. */
const struct sensor_kind *sensor_kind_named(const char *name, size_t length);
const struct sensor_kind *sensor_kind_numbered(uint32_t number);

/* The names of all kinds, separated by single spaces. */
const char *sensor_kind_names(void);

#endif
