/* SPDX-License-Identifier: Apache-2.0 */
/* device.c: see device.h. */
#include "binding/device.h"

#include <string.h>

struct device device;
struct thimble_caller caller;
bool was_refused;

static uint64_t clock_ms(void *data) {
  (void)data;
  return device.now_ms;
}

static void log_line(void *data, enum thimble_log_level level, struct thimble_bytes container,
                     struct thimble_bytes text) {
  (void)data;
  (void)container;
  uint32_t length = text.length < sizeof device.last_line ? text.length : 0;
  device.log_lines++;
  device.last_level = level;
  memcpy(device.last_line, text.data, length);
  device.last_line[length] = '\0';
}

static enum thimble_result sensor_read(void *data, int32_t sensor,
                                       struct thimble_sensor_value *value) {
  (void)data;
  device.sensor_reads++;
  value->value = sensor;
  return device.answer;
}

static uint32_t sensor_count(void *data, int32_t kind) {
  (void)data;
  (void)kind;
  return device.sensors;
}

static enum thimble_result actuator_write(void *data, uint32_t actuator, int32_t value) {
  (void)data;
  device.actuator_writes++;
  device.actuator = actuator;
  device.actuator_value = value;
  return device.answer;
}

static const struct thimble_port port = {
    .clock_ms = clock_ms,
    .log = log_line,
    .sensor_read = sensor_read,
    .sensor_count = sensor_count,
    .actuator_write = actuator_write,
};

void device_start(void) {
  device = (struct device){0};
  caller = (struct thimble_caller){.port = &port, .name = view("tested")};
  was_refused = false;
}

static const struct thimble_binding *find(const char *name) {
  for (uint32_t number = 1; number < thimble_bindings.count; number++) {
    const struct thimble_binding *binding = &thimble_bindings.bindings[number];
    if (binding->name != NULL && strcmp(binding->name, name) == 0)
      return binding;
  }
  return NULL;
}

int64_t device_call(const char *name, const struct thimble_argument *arguments, uint32_t count) {
  struct thimble_call call = {.caller = &caller};
  for (uint32_t i = 0; i < count; i++)
    call.arguments[i] = arguments[i];
  int64_t result = find(name)->function(&call);
  was_refused = call.refused;
  return result;
}

struct thimble_argument integer(int64_t number) {
  return (struct thimble_argument){.integer = number};
}

struct thimble_argument string(const char *text) {
  struct thimble_bytes seen = view(text);
  return (struct thimble_argument){.data = seen.length > 0 ? seen.data : NULL,
                                   .length = seen.length};
}

struct thimble_argument bytes(void *data, uint32_t length) {
  return (struct thimble_argument){
      .data = length > 0 ? data : NULL, .writable = length > 0 ? data : NULL, .length = length};
}

struct thimble_bytes view(const char *text) {
  return (struct thimble_bytes){(const uint8_t *)text, (uint32_t)strlen(text)};
}
