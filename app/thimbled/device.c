/* SPDX-License-Identifier: Apache-2.0 */
/* device.c: see device.h. */
#include "device.h"

#include <stdio.h>

#include "base/name.h"
#include "linux/linux.h"

enum {
  ARENA = 64 * 1024,
  MEMORY = 1024 * 1024,
  VALUES = 256 * 1024,
  MESSAGES = 64,
  LINES = 512,
  EVENTS = 256,
  PERIOD_MS = 1000,
  TICK_FUEL = 20000,
  FUEL = 1000000
};

#define ALL_GRANTS \
  { .grants = THIMBLE_GRANTS_ALL }

static const struct thimble_hook_type timer_type = {.name = "timer",
                                                    .kind = THIMBLE_HOOK_TIMER,
                                                    THIMBLE_HOOK_CONTEXT(timer),
                                                    .fuel = FUEL,
                                                    .period_ms = PERIOD_MS,
                                                    .allowed = ALL_GRANTS};
static const struct thimble_hook_type tick_type = {.name = "tick",
                                                   .kind = THIMBLE_HOOK_TIMER,
                                                   THIMBLE_HOOK_CONTEXT(timer),
                                                   .fuel = TICK_FUEL,
                                                   .period_ms = 1,
                                                   .allowed = ALL_GRANTS};
static const struct thimble_hook_type message_type = {.name = "message",
                                                      .kind = THIMBLE_HOOK_MESSAGE,
                                                      THIMBLE_HOOK_CONTEXT(message),
                                                      .fuel = FUEL,
                                                      .allowed = ALL_GRANTS};
static const struct thimble_hook_type sample_type = {
    .name = "sample", THIMBLE_HOOK_CONTEXT(sample), .fuel = FUEL, .allowed = ALL_GRANTS};
static const struct thimble_hook_type request_type = {.name = "request",
                                                      THIMBLE_HOOK_CONTEXT(request),
                                                      .rule = THIMBLE_HOOK_FIRST,
                                                      .fuel = FUEL,
                                                      .allowed = ALL_GRANTS};

static _Alignas(16) uint8_t arena_bytes[ARENA], memory[MEMORY], value_bytes[VALUES];
static struct thimble_arena arena = {.memory = {arena_bytes, ARENA}};
static struct thimble_hook timer_hook = {.type = &timer_type, .arena = &arena};
static struct thimble_hook tick_hook = {.type = &tick_type, .arena = &arena};
static struct thimble_hook message_hook = {.type = &message_type, .arena = &arena};
static struct thimble_hook sample_hook = {.type = &sample_type, .arena = &arena};
struct thimble_hook device_request_hook = {.type = &request_type, .arena = &arena};
static struct thimble_hook *const hooks[] = {&timer_hook, &tick_hook, &message_hook, &sample_hook,
                                             &device_request_hook};

static struct thimble_note lines[LINES], events[EVENTS];
struct thimble_notes device_log = {.notes = lines, .capacity = LINES};
struct thimble_notes device_events = {.notes = events, .capacity = EVENTS};
struct simulator device_sensors;
static struct thimble_sensor_value readings[SIMULATOR_SENSORS];
static enum thimble_result reading_results[SIMULATOR_SENSORS];
static bool is_quiet;

static struct thimble_port port;
static struct thimble_tenant tenants[DEVICE_TENANTS];
static struct thimble_container containers[DEVICE_CONTAINERS];
static struct thimble_message messages[MESSAGES];
static struct thimble_key_value_store values;

static uint64_t now_ms(void) {
  return thimble_linux_port.clock_ms(thimble_linux_port.device);
}

/* A name is a view into the image of the container that is running: no other begins there. */
static struct thimble_bytes tenant_of(struct thimble_bytes name) {
  for (uint32_t i = 0; i < DEVICE_CONTAINERS; i++)
    if (containers[i].state != THIMBLE_CONTAINER_NONE &&
        containers[i].caller.name.data == name.data)
      return thimble_name(containers[i].tenant->policy->name);
  return (struct thimble_bytes){0};
}

static void log_line(void *data, enum thimble_log_level level, struct thimble_bytes container,
                     struct thimble_bytes text) {
  const struct thimble_noted noted = {.at_ms = now_ms(),
                                      .code = (uint16_t)level,
                                      .tenant = tenant_of(container),
                                      .container = container,
                                      .text = text};
  (void)data;
  thimble_notes_add(&device_log, &noted);
  if (!is_quiet)
    thimble_linux_log_to(stderr, level, container, text);
}

/* Containers get what the sampler has read last, corrected. */
static enum thimble_result sensor_read(void *data, int32_t sensor,
                                       struct thimble_sensor_value *value) {
  (void)data;
  for (uint32_t i = 0; i < device_sensors.sensor_count; i++)
    if (device_sensors.sensors[i].sensor == sensor) {
      *value = readings[i];
      return reading_results[i];
    }
  return THIMBLE_ERROR_NOT_FOUND;
}

static uint32_t sensor_count(void *data, int32_t kind) {
  uint32_t count = 0;
  (void)data;
  for (uint32_t i = 0; i < device_sensors.sensor_count; i++)
    count += (device_sensors.sensors[i].sensor & 0xff) == kind;
  return count;
}

static void sample(uint32_t index) {
  struct simulated_sensor *sensor = &device_sensors.sensors[index];
  struct thimble_sensor_value *value = &readings[index];
  reading_results[index] = sensor_next(sensor, now_ms(), value);
  struct thimble_context_sample context = {value->value, value->scale, sensor->sensor};
  struct thimble_firing firing = {.context = &context};
  if (reading_results[index] == THIMBLE_OK &&
      thimble_fire(&device_host, &sample_hook, &firing) == THIMBLE_OK)
    value->value = context.value;
}

void device_sample(void) {
  port.lock(port.device);
  for (uint32_t i = 0; i < device_sensors.sensor_count; i++)
    sample(i);
  port.unlock(port.device);
}

void device_event(const struct thimble_noted *event) {
  port.lock(port.device);
  thimble_notes_add(&device_events, event);
  port.unlock(port.device);
}

static void changed(void *data, const struct thimble_container *container,
                    enum thimble_change change) {
  const struct thimble_noted event = {.at_ms = now_ms(),
                                      .code = (uint16_t)change,
                                      .tenant = thimble_name(container->tenant->policy->name),
                                      .container = container->program.image.name,
                                      .text = container->program.image.version};
  (void)data;
  device_event(&event);
}

struct thimble_host device_host = {
    .port = &port,
    .bindings = &thimble_bindings,
    .hooks = hooks,
    .hook_count = sizeof hooks / sizeof *hooks,
    .tenants = tenants,
    .tenant_count = DEVICE_TENANTS,
    .containers = containers,
    .container_count = DEVICE_CONTAINERS,
    .memory = {memory, MEMORY},
    .values = &values,
    .global_values = {.entries = 64, .bytes = 4096, .writes_per_second = 100, .kept = true},
    .messages = messages,
    .message_count = MESSAGES,
    .observer = {.changed = changed},
};

enum thimble_result device_start(struct thimble_journal *journal, bool quiet) {
  is_quiet = quiet;
  port = thimble_linux_port;
  port.log = log_line;
  port.sensor_read = sensor_read;
  port.sensor_count = sensor_count;
  thimble_key_value_start(&values, value_bytes, VALUES);
  enum thimble_result result = thimble_key_value_restore(&values, journal);
  return result == THIMBLE_OK ? thimble_host_start(&device_host) : result;
}
