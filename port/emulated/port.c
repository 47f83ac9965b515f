/* SPDX-License-Identifier: Apache-2.0 */
/* port.c: the struct of functions that a host takes from an emulated board. */
#include "emulated/board.h"
#include "emulated/print.h"
#include "emulated/random.h"
#include "emulated/sensor.h"

static uint64_t clock_ms(void *device) {
  (void)device;
  return thimble_board_clock_ms();
}

static const char *level_name(enum thimble_log_level level) {
  switch (level) {
  case THIMBLE_LOG_ERROR:
    return "error";
  case THIMBLE_LOG_WARNING:
    return "warning";
  case THIMBLE_LOG_INFO:
    return "info";
  case THIMBLE_LOG_DEBUG:
    return "debug";
  }
  return "log";
}

/* container: level: text */
static void log_line(void *device, enum thimble_log_level level, struct thimble_bytes container,
                     struct thimble_bytes text) {
  (void)device;
  thimble_print_escaped(container);
  thimble_print(": ");
  thimble_print(level_name(level));
  thimble_print(": ");
  thimble_print_escaped(text);
  thimble_print("\n");
}

static enum thimble_result actuator_write(void *device, uint32_t actuator, int32_t value) {
  (void)device;
  return thimble_board_actuator_write(actuator, value);
}

static void sleep_ms(void *device, uint32_t milliseconds) {
  (void)device;
  thimble_board_sleep(milliseconds);
}

/* One thread. */
static void do_nothing(void *device) {
  (void)device;
}

const struct thimble_port thimble_board_port = {
    .clock_ms = clock_ms,
    .random = thimble_emulated_random,
    .log = log_line,
    .sensor_read = thimble_emulated_sensor_read,
    .sensor_count = thimble_emulated_sensor_count,
    .actuator_write = actuator_write,
    .sleep = sleep_ms,
    .lock = do_nothing,
    .unlock = do_nothing,
};
