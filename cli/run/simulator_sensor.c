/* SPDX-License-Identifier: Apache-2.0 */
/* simulator_sensor.c: see simulator_sensor.h. */
#include "cli/run/simulator_sensor.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/common/message.h"
#include "cli/common/sensor_kind.h"
#include "cli/run/simulator_decimal.h"

static struct thimble_bytes bytes_of(const char *string) {
  return (struct thimble_bytes){(const uint8_t *)string, (uint32_t)strlen(string)};
}

static bool parse_index(const char *text, uint32_t *index) {
  int32_t number;
  if (text[strspn(text, "0123456789")] != '\0' || !decimal_read(bytes_of(text), 0, &number) ||
      number > UINT8_MAX)
    return false;
  *index = (uint32_t)number;
  return true;
}

/* KIND[.INDEX] */
static int parse_name(struct simulated_sensor *sensor, char *name) {
  uint32_t index = 0;
  char *point = strchr(name, '.');
  if (point && !parse_index(point + 1, &index))
    return message_usage("run", "--sensor: the index in %s is not from 0 to 255", name);
  if (point)
    *point = '\0';
  const struct sensor_kind *kind = sensor_kind_named(name, strlen(name));
  if (!kind)
    return message_usage("run", "--sensor: there is no kind %s among %s", name,
                         sensor_kind_names());
  sensor->sensor = THIMBLE_SENSOR(kind->number, index);
  sensor->scale = kind->scale;
  return EXIT_CODE_OK;
}

/* FILE[:COLUMN]; a file whose whole name is there wins over a column. */
static int parse_csv(struct simulated_sensor *sensor, char *source) {
  char *colon = strrchr(source, ':');
  char *column = NULL;
  if (colon && access(source, F_OK) != 0) {
    *colon = '\0';
    column = colon + 1;
  }
  sensor->source = SENSOR_CSV;
  return csv_read(&sensor->column, source, column, sensor->scale);
}

/* Splits `A,B,C` into three decimals, the last with a scale of its own. */
static bool parse_three(char *text, int8_t scale, int8_t last_scale, int32_t values[3]) {
  const int8_t scales[3] = {scale, scale, last_scale};
  for (int i = 0; i < 3; i++) {
    char *comma = strchr(text, ',');
    if ((comma != NULL) != (i < 2))
      return false;
    if (comma)
      *comma = '\0';
    if (!decimal_read(bytes_of(text), scales[i], &values[i]))
      return false;
    if (comma)
      text = comma + 1;
  }
  return true;
}

static int parse_wave(struct simulated_sensor *sensor, enum sensor_source source, char *text) {
  int32_t values[3];
  if (!parse_three(text, sensor->scale, 0, values) || values[2] < 1)
    return message_usage("run", "--sensor: a wave is LOW,HIGH,PERIOD such as 18.5,24,60000 "
                                "(milliseconds, at least 1)");
  sensor->source = source;
  sensor->low = values[0];
  sensor->high = values[1];
  sensor->period_ms = values[2];
  return EXIT_CODE_OK;
}

static int parse_ramp(struct simulated_sensor *sensor, char *text) {
  int32_t values[3];
  if (!parse_three(text, sensor->scale, sensor->scale, values) || values[2] == 0 ||
      (values[2] > 0) != (values[1] >= values[0]))
    return message_usage(
        "run", "--sensor: a ramp is FROM,TO,STEP such as 20,25,0.1, and STEP leads to TO");
  sensor->source = SENSOR_RAMP;
  sensor->low = values[0];
  sensor->high = values[1];
  sensor->step = values[2];
  return EXIT_CODE_OK;
}

static int parse_constant(struct simulated_sensor *sensor, const char *text) {
  sensor->source = SENSOR_CONSTANT;
  if (decimal_read(bytes_of(text), sensor->scale, &sensor->low))
    return EXIT_CODE_OK;
  return message_usage(
      "run", "--sensor: %s is neither a number nor csv:FILE, sine:, square: or ramp:", text);
}

static int parse_source(struct simulated_sensor *sensor, char *text) {
  char *colon = strchr(text, ':');
  size_t length = colon ? (size_t)(colon - text) : 0;
  if (length == 3 && memcmp(text, "csv", 3) == 0)
    return parse_csv(sensor, colon + 1);
  if (length == 4 && memcmp(text, "sine", 4) == 0)
    return parse_wave(sensor, SENSOR_SINE, colon + 1);
  if (length == 6 && memcmp(text, "square", 6) == 0)
    return parse_wave(sensor, SENSOR_SQUARE, colon + 1);
  if (length == 4 && memcmp(text, "ramp", 4) == 0)
    return parse_ramp(sensor, colon + 1);
  return parse_constant(sensor, text);
}

int sensor_parse(struct simulated_sensor *sensor, char *description) {
  char *equals = strchr(description, '=');
  *sensor = (struct simulated_sensor){0};
  if (!equals)
    return message_usage("run", "--sensor %s has no =; write it like temperature=21.5",
                         description);
  *equals = '\0';
  int code = parse_name(sensor, description);
  return code == EXIT_CODE_OK ? parse_source(sensor, equals + 1) : code;
}

static int32_t sine_at(const struct simulated_sensor *sensor, uint64_t now_ms) {
  double phase = (double)(now_ms % (uint64_t)sensor->period_ms) / (double)sensor->period_ms;
  double share = (1 + sin(2 * M_PI * phase)) / 2;
  return (int32_t)lround(sensor->low + share * ((double)sensor->high - sensor->low));
}

static int32_t square_at(const struct simulated_sensor *sensor, uint64_t now_ms) {
  uint64_t phase = now_ms % (uint64_t)sensor->period_ms;
  return 2 * phase < (uint64_t)sensor->period_ms ? sensor->low : sensor->high;
}

/* The `position`-th reading of a ramp of `distance / step + 1` readings. */
static int32_t next_of_ramp(struct simulated_sensor *sensor) {
  int64_t distance = (int64_t)sensor->high - sensor->low;
  int64_t count = distance / sensor->step + 1;
  int64_t value = sensor->low + (sensor->position % count) * sensor->step;
  sensor->position = (uint32_t)((sensor->position + 1) % count);
  return (int32_t)value;
}

static struct csv_reading next_of_csv(struct simulated_sensor *sensor) {
  struct csv_reading reading = sensor->column.readings[sensor->position];
  sensor->position = (sensor->position + 1) % sensor->column.count;
  return reading;
}

static struct csv_reading next_reading(struct simulated_sensor *sensor, uint64_t now_ms) {
  switch (sensor->source) {
  case SENSOR_SINE:
    return (struct csv_reading){sine_at(sensor, now_ms), false};
  case SENSOR_SQUARE:
    return (struct csv_reading){square_at(sensor, now_ms), false};
  case SENSOR_RAMP:
    return (struct csv_reading){next_of_ramp(sensor), false};
  case SENSOR_CSV:
    return next_of_csv(sensor);
  case SENSOR_CONSTANT:
    break;
  }
  return (struct csv_reading){sensor->low, false};
}

enum thimble_result sensor_next(struct simulated_sensor *sensor, uint64_t now_ms,
                                struct thimble_sensor_value *value) {
  struct csv_reading reading = next_reading(sensor, now_ms);
  if (reading.missing)
    return THIMBLE_ERROR_INPUT;
  value->value = reading.value;
  value->scale = sensor->scale;
  value->kind = (uint8_t)sensor->sensor;
  value->reserved = 0;
  return THIMBLE_OK;
}

void sensor_free(struct simulated_sensor *sensor) {
  csv_free(&sensor->column);
}
