/* SPDX-License-Identifier: Apache-2.0 */
/* simulator.c: see simulator.h. */
#include "cli/run/simulator.h"

#include "cli/common/message.h"
#include "linux/linux.h"

static uint64_t clock_ms(void *device) {
  const struct simulator *simulator = device;
  return simulator->now_ms;
}

/* SplitMix64 (Steele, Lea, Flood, 2014): repeatable on every computer, and not for keys. */
static uint64_t next_random(struct simulator *simulator) {
  simulator->random_state += 0x9e3779b97f4a7c15u;
  uint64_t mixed = simulator->random_state;
  mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9u;
  mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebu;
  return mixed ^ mixed >> 31;
}

static void fill_random(void *device, uint8_t *bytes, uint32_t length) {
  struct simulator *simulator = device;
  if (!simulator->seeded) {
    thimble_linux_port.random(thimble_linux_port.device, bytes, length);
    return;
  }
  for (uint32_t i = 0; i < length; i++)
    bytes[i] = (uint8_t)next_random(simulator);
}

static void log_line(void *device, enum thimble_log_level level, struct thimble_bytes container,
                     struct thimble_bytes text) {
  struct simulator *simulator = device;
  simulator->log(simulator->user, level, container, text);
}

static struct simulated_sensor *find_sensor(struct simulator *simulator, int32_t sensor) {
  for (uint32_t i = 0; i < simulator->sensor_count; i++)
    if (simulator->sensors[i].sensor == sensor)
      return &simulator->sensors[i];
  return NULL;
}

static enum thimble_result sensor_read(void *device, int32_t sensor,
                                       struct thimble_sensor_value *value) {
  struct simulator *simulator = device;
  struct simulated_sensor *found = find_sensor(simulator, sensor);
  return found ? sensor_next(found, simulator->now_ms, value) : THIMBLE_ERROR_NOT_FOUND;
}

static uint32_t sensor_count(void *device, int32_t kind) {
  const struct simulator *simulator = device;
  uint32_t count = 0;
  for (uint32_t i = 0; i < simulator->sensor_count; i++)
    count += (simulator->sensors[i].sensor & 0xff) == kind;
  return count;
}

/* The simulated device has no actuators: a scenario has. */
static enum thimble_result actuator_write(void *device, uint32_t actuator, int32_t value) {
  return thimble_linux_port.actuator_write(device, actuator, value);
}

/* One thread, and time that the simulation itself moves on. */
static void sleep_ms(void *device, uint32_t milliseconds) {
  (void)device;
  (void)milliseconds;
}

static void do_nothing(void *device) {
  (void)device;
}

void simulator_port(struct simulator *simulator, struct thimble_port *port) {
  *port = (struct thimble_port){
      .device = simulator,
      .clock_ms = clock_ms,
      .random = fill_random,
      .log = log_line,
      .sensor_read = sensor_read,
      .sensor_count = sensor_count,
      .actuator_write = actuator_write,
      .sleep = sleep_ms,
      .lock = do_nothing,
      .unlock = do_nothing,
  };
}

int simulator_add_sensor(struct simulator *simulator, char *description) {
  struct simulated_sensor sensor;
  if (simulator->sensor_count == SIMULATOR_SENSORS)
    return message_usage("run", "--sensor: at most %d sensors", SIMULATOR_SENSORS);
  int code = sensor_parse(&sensor, description);
  if (code != EXIT_CODE_OK)
    return code;
  if (find_sensor(simulator, sensor.sensor)) {
    sensor_free(&sensor);
    return message_usage("run", "--sensor: %s is given twice", description);
  }
  simulator->sensors[simulator->sensor_count++] = sensor;
  return EXIT_CODE_OK;
}

void simulator_free(struct simulator *simulator) {
  for (uint32_t i = 0; i < simulator->sensor_count; i++)
    sensor_free(&simulator->sensors[i]);
  simulator->sensor_count = 0;
}
