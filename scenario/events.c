/* SPDX-License-Identifier: Apache-2.0 */
/* events.c: the statements by which something happens to the device: time goes by, sensors change,
 * hooks fire. */
#include <string.h>

#include "device.h"
#include "firing_context.h"
#include "options.h"
#include "statement.h"
#include "trace.h"
#include "words.h"

#define DAY_MS 86400000

/* Polls in a row in which no time goes by. A device takes time for what it does; containers that
 * keep each other busy for ever must not keep the scenario busy for ever. */
#define POLLS_AT_ONCE 100

static bool read_milliseconds(const struct scenario *scenario, struct thimble_bytes *line,
                              int64_t *milliseconds) {
  struct thimble_bytes word = scenario_next_word(line);
  if (scenario_read_number(word, 0, DAY_MS, milliseconds))
    return true;
  return scenario_complain(scenario, "", word,
                           " is no time; write milliseconds, at most a day: 86400000");
}

/* Does what is due now; returns for how long then nothing is. */
static uint32_t poll(struct scenario *scenario) {
  for (uint32_t count = 0; count < POLLS_AT_ONCE; count++) {
    uint32_t sleep = thimble_poll(&scenario->host);
    if (sleep > 0)
      return sleep;
  }
  return 1;
}

bool scenario_wait(struct scenario *scenario, struct thimble_bytes *line,
                   enum thimble_result *result) {
  int64_t milliseconds;
  (void)result;
  if (!read_milliseconds(scenario, line, &milliseconds) || !scenario_device_start(scenario))
    return false;
  uint64_t end = scenario->device.now_ms + (uint64_t)milliseconds;
  uint32_t sleep = poll(scenario);
  while (sleep <= end - scenario->device.now_ms) {
    scenario->device.now_ms += sleep;
    sleep = poll(scenario);
  }
  scenario->device.now_ms = end;
  return true;
}

bool scenario_stall(struct scenario *scenario, struct thimble_bytes *line,
                    enum thimble_result *result) {
  int64_t milliseconds;
  (void)result;
  if (!read_milliseconds(scenario, line, &milliseconds) || !scenario_device_start(scenario))
    return false;
  scenario->device.now_ms += (uint64_t)milliseconds;
  return true;
}

/* The record of the sensor, a new one when there is none; null: there is no room. */
static struct scenario_sensor *get_sensor(struct scenario_device *device, int32_t sensor) {
  uint32_t index = 0;
  while (index < device->sensor_count && device->sensors[index].sensor != sensor)
    index++;
  if (index == SCENARIO_SENSORS)
    return NULL;
  if (index == device->sensor_count)
    device->sensor_count++;
  device->sensors[index].sensor = sensor;
  return &device->sensors[index];
}

static bool read_reading(const struct scenario *scenario, struct thimble_bytes *line,
                         struct scenario_sensor *sensor) {
  struct thimble_bytes word = scenario_next_word(line);
  int64_t value, scale;
  sensor->has_reading = !scenario_is(word, "none");
  if (!sensor->has_reading)
    return true;
  if (!scenario_read_number(word, INT32_MIN, INT32_MAX, &value) ||
      !scenario_read_number(scenario_next_word(line), INT8_MIN, INT8_MAX, &scale))
    return scenario_complain(scenario, "the reading cannot be read at ", word,
                             "; write a value and a scale, such as 2150 -2, or none");
  sensor->value = (int32_t)value;
  sensor->scale = (int8_t)scale;
  return true;
}

bool scenario_sensor(struct scenario *scenario, struct thimble_bytes *line,
                     enum thimble_result *result) {
  struct thimble_bytes name = scenario_next_word(line);
  struct thimble_bytes place = scenario_next_word(line);
  uint32_t kind = scenario_sensor_kind(name);
  int64_t index;
  (void)result;
  if (kind == 0)
    return scenario_complain(scenario, "there is no kind of sensor ", name,
                             "; write a name such as temperature");
  if (!scenario_read_number(place, 0, UINT8_MAX, &index))
    return scenario_complain(scenario, "", place,
                             " is no place among the sensors of a kind; write a number from 0 on");
  struct scenario_sensor *sensor =
      get_sensor(&scenario->device, THIMBLE_SENSOR(kind, (uint32_t)index));
  if (sensor == NULL)
    return scenario_complain(scenario, "there is no room for the sensor ", name,
                             "; sixteen are the most");
  return read_reading(scenario, line, sensor);
}

struct thimble_hook *scenario_find_hook(struct scenario *scenario, struct thimble_bytes *line) {
  struct thimble_bytes name = scenario_next_word(line);
  struct thimble_hook *hook = NULL;
  if (!scenario_device_start(scenario))
    return NULL;
  if (name.length > 0)
    hook = thimble_find_hook(&scenario->host, name);
  if (hook == NULL)
    scenario_complain(scenario, "there is no hook ", name,
                      "; the hooks are timer, packet, message, sample and request");
  return hook;
}

static void trace_firing(const struct scenario *scenario, const struct thimble_hook *hook,
                         const struct thimble_firing *firing) {
  scenario_trace(scenario, "fired ");
  scenario_trace_text(scenario, hook->type->name);
  scenario_trace_number(scenario, ": value ", firing->value);
  scenario_trace_number(scenario, ", ran ", firing->ran);
  scenario_trace_number(scenario, ", failed ", firing->failed);
  if (firing->reply != NULL && firing->reply->length > 0) {
    scenario_trace_text(scenario, ", reply \"");
    scenario_trace_escaped(scenario,
                           (struct thimble_bytes){firing->reply->bytes, firing->reply->length});
    scenario_trace_text(scenario, "\"");
  }
  scenario_context_trace(scenario, hook->type, firing->context);
  scenario_trace_end(scenario);
}

bool scenario_fire(struct scenario *scenario, struct thimble_bytes *line,
                   enum thimble_result *result) {
  struct thimble_reply reply = {.bytes = scenario->reply, .capacity = scenario->limits.reply};
  struct scenario_context context;
  struct thimble_hook *hook = scenario_find_hook(scenario, line);
  if (hook == NULL || !scenario_context_read(scenario, hook->type, line, &context))
    return false;
  struct thimble_firing firing = {
      .context = &context.bytes,
      .loans = &context.loan,
      .loan_count = context.loan.length > 0,
      .reply = context.takes_reply ? &reply : NULL,
  };
  *result = thimble_fire(&scenario->host, hook, &firing);
  if (*result == THIMBLE_OK)
    trace_firing(scenario, hook, &firing);
  return true;
}

/* What is lent does not outlive a firing, so a post has none. */
bool scenario_post(struct scenario *scenario, struct thimble_bytes *line,
                   enum thimble_result *result) {
  struct scenario_context context;
  struct thimble_hook *hook = scenario_find_hook(scenario, line);
  if (hook == NULL || !scenario_context_read(scenario, hook->type, line, &context))
    return false;
  scenario_context_drop_loan(hook->type, &context);
  *result = thimble_post(&scenario->host, hook, &context.bytes);
  return true;
}
