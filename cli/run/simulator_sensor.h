/* SPDX-License-Identifier: Apache-2.0 */
/* simulator_sensor.h: a simulated sensor, described on the command line by KIND[.INDEX]=SOURCE.
 *
 * KIND is a name from sensors.def. SOURCE, with values in the unit of the kind such as 21.53:
 *
 *   VALUE                      always the same
 *   csv:FILE[:COLUMN]          one row for each reading, then from the start again
 *   sine:LOW,HIGH,PERIOD       a wave over simulated time, PERIOD in milliseconds
 *   square:LOW,HIGH,PERIOD     LOW for the first half of each period, HIGH for the second
 *   ramp:FROM,TO,STEP          STEP further with each reading, then from FROM again */
#ifndef THIMBLE_CLI_RUN_SIMULATOR_SENSOR_H
#define THIMBLE_CLI_RUN_SIMULATOR_SENSOR_H

#include <thimble/result.h>
#include <thimble/sensor.h>

#include "cli/run/simulator_csv.h"

enum sensor_source {
  SENSOR_CONSTANT,
  SENSOR_SINE,
  SENSOR_SQUARE,
  SENSOR_RAMP,
  SENSOR_CSV,
};

struct simulated_sensor {
  int32_t sensor; /* THIMBLE_SENSOR(kind, index) */
  int8_t scale;
  enum sensor_source source;
  int32_t low;  /* the constant; FROM of a ramp */
  int32_t high; /* TO of a ramp */
  int32_t step;
  int64_t period_ms;
  struct csv_column column;
  uint32_t position; /* readings given since the sequence started */
};

/* Makes a sensor from its description, which is changed on the way. Returns an exit code; unless it
 * is EXIT_CODE_OK the message is printed and there is nothing to free. */
int sensor_parse(struct simulated_sensor *sensor, char *description);

/* The reading at a simulated time. Errors: INPUT. */
enum thimble_result sensor_next(struct simulated_sensor *sensor, uint64_t now_ms,
                                struct thimble_sensor_value *value);

void sensor_free(struct simulated_sensor *sensor);

#endif
