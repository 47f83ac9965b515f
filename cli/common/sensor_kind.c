/* SPDX-License-Identifier: Apache-2.0 */
/* sensor_kind.c: see sensor_kind.h. */
#include "cli/common/sensor_kind.h"

#include <string.h>

#define THIMBLE_SENSOR_KIND(number, enumerator, name, unit, scale, documentation) \
  _Static_assert((scale) >= -9 && (scale) <= 0, "decimal_read() cannot read " name);
#include <thimble/sensors.def>
#undef THIMBLE_SENSOR_KIND

#define THIMBLE_SENSOR_KIND(number, enumerator, name, unit, scale, documentation) \
  {name, number, scale},
static const struct sensor_kind kinds[] = {
#include <thimble/sensors.def>
};
#undef THIMBLE_SENSOR_KIND

#define KINDS (sizeof kinds / sizeof kinds[0])

/* Each name with a space in front, of which the first is left out. */
#define THIMBLE_SENSOR_KIND(number, enumerator, name, unit, scale, documentation) " " name
static const char spaced_names[] =
#include <thimble/sensors.def>
    ;
#undef THIMBLE_SENSOR_KIND

const char *sensor_kind_names(void) {
  return spaced_names + 1;
}

const struct sensor_kind *sensor_kind_named(const char *name, size_t length) {
  for (size_t index = 0; index < KINDS; index++) {
    if (strlen(kinds[index].name) == length && memcmp(kinds[index].name, name, length) == 0)
      return &kinds[index];
  }
  return NULL;
}

const struct sensor_kind *sensor_kind_numbered(uint32_t number) {
  for (size_t index = 0; index < KINDS; index++) {
    if (kinds[index].number == number)
      return &kinds[index];
  }
  return NULL;
}
