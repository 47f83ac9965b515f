/* SPDX-License-Identifier: Apache-2.0 */
/* port.c: the port of the simulated device. `device` of its functions is the scenario. */
#include "port.h"

#include "trace.h"

static uint64_t clock_ms(void *device) {
  return ((const struct scenario *)device)->device.now_ms;
}

/* SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
 */
static uint64_t next_random(uint64_t *state) {
  uint64_t mixed = *state += 0x9e3779b97f4a7c15u;
  mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9u;
  mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebu;
  return mixed ^ mixed >> 31;
}

static void fill_random(void *device, uint8_t *bytes, uint32_t length) {
  struct scenario *scenario = device;
  for (uint32_t index = 0; index < length; index++)
    bytes[index] = (uint8_t)next_random(&scenario->device.random);
}

/* Containers of two tenants may have the same name, so who runs is better than what it is called.
 */
static void trace_runner(const struct scenario *scenario) {
  if (scenario->arena.running != NULL)
    scenario_trace_container(scenario, scenario->arena.running);
}

static const char *level_name(enum thimble_log_level level) {
  switch (level) {
  case THIMBLE_LOG_ERROR:
    return ": error: ";
  case THIMBLE_LOG_WARNING:
    return ": warning: ";
  case THIMBLE_LOG_INFO:
    return ": info: ";
  case THIMBLE_LOG_DEBUG:
    break;
  }
  return ": debug: ";
}

static void write_log(void *device, enum thimble_log_level level, struct thimble_bytes container,
                      struct thimble_bytes text) {
  const struct scenario *scenario = device;
  (void)container;
  scenario_trace(scenario, "log ");
  trace_runner(scenario);
  scenario_trace_text(scenario, level_name(level));
  scenario_trace_escaped(scenario, text);
  scenario_trace_end(scenario);
}

static enum thimble_result sensor_read(void *device, int32_t sensor,
                                       struct thimble_sensor_value *value) {
  const struct scenario_device *state = &((const struct scenario *)device)->device;
  for (uint32_t index = 0; index < state->sensor_count; index++) {
    const struct scenario_sensor *candidate = &state->sensors[index];
    if (candidate->sensor != sensor)
      continue;
    *value = (struct thimble_sensor_value){
        .value = candidate->value, .scale = candidate->scale, .kind = (uint8_t)sensor};
    return candidate->has_reading ? THIMBLE_OK : THIMBLE_ERROR_INPUT;
  }
  return THIMBLE_ERROR_NOT_FOUND;
}

static uint32_t sensor_count(void *device, int32_t kind) {
  const struct scenario_device *state = &((const struct scenario *)device)->device;
  uint32_t count = 0;
  for (uint32_t index = 0; index < state->sensor_count; index++)
    count += (state->sensors[index].sensor & 0xFF) == kind;
  return count;
}

static enum thimble_result actuator_write(void *device, uint32_t actuator, int32_t value) {
  struct scenario *scenario = device;
  if (actuator >= SCENARIO_ACTUATORS)
    return THIMBLE_ERROR_NOT_FOUND;
  if (scenario->device.actuators[actuator] == value)
    return THIMBLE_OK;
  scenario->device.actuators[actuator] = value;
  scenario_trace(scenario, "actuator ");
  scenario_trace_number(scenario, "", actuator);
  scenario_trace_number(scenario, ": ", value);
  scenario_trace_text(scenario, ", by ");
  trace_runner(scenario);
  scenario_trace_end(scenario);
  return THIMBLE_OK;
}

/* Time goes by in the statement `wait` only. */
static void sleep_not(void *device, uint32_t milliseconds) {
  (void)device;
  (void)milliseconds;
}

/* There is one thread. */
static void lock_not(void *device) {
  (void)device;
}

void scenario_port_start(struct scenario *scenario) {
  scenario->port = (struct thimble_port){
      .device = scenario,
      .clock_ms = clock_ms,
      .random = fill_random,
      .log = write_log,
      .sensor_read = sensor_read,
      .sensor_count = sensor_count,
      .actuator_write = actuator_write,
      .sleep = sleep_not,
      .lock = lock_not,
      .unlock = lock_not,
  };
}
