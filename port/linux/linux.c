/* SPDX-License-Identifier: Apache-2.0 */
/* linux.c: see linux.h. */
#include "linux/linux.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "linux/escape.h"
#include "linux/lock.h"

static uint64_t clock_ms(void *device) {
  (void)device;
  struct timespec now = {0};
  clock_gettime(CLOCK_BOOTTIME, &now); /* cannot fail: the clock exists, the pointer is good */
  return (uint64_t)now.tv_sec * 1000u + (uint64_t)now.tv_nsec / 1000000u;
}

/* At most 256 bytes at a time come whole. Apart from a signal while the kernel still gathers
 * entropy, getrandom() fails only where it does not exist; then no random byte can be had, and
 * stopping is the one safe answer. */
static void fill_random(void *device, uint8_t *bytes, uint32_t length) {
  (void)device;
  while (length > 0) {
    ssize_t count = getrandom(bytes, length < 256 ? length : 256, 0);
    if (count < 0 && errno != EINTR)
      abort();
    if (count > 0) {
      bytes += count;
      length -= (uint32_t)count;
    }
  }
}

const char *thimble_linux_level_name(enum thimble_log_level level) {
  switch (level) {
  case THIMBLE_LOG_ERROR:
    return "error";
  case THIMBLE_LOG_WARNING:
    return "warning";
  case THIMBLE_LOG_INFO:
    return "info";
  case THIMBLE_LOG_DEBUG:
    break;
  }
  return "debug";
}

void thimble_linux_log_to(FILE *stream, enum thimble_log_level level,
                          struct thimble_bytes container, struct thimble_bytes text) {
  flockfile(stream); /* one line stays one line, whoever else writes */
  thimble_linux_write_escaped(stream, container);
  fprintf(stream, ": %s: ", thimble_linux_level_name(level));
  thimble_linux_write_escaped(stream, text);
  putc('\n', stream);
  funlockfile(stream);
}

static void log_line(void *device, enum thimble_log_level level, struct thimble_bytes container,
                     struct thimble_bytes text) {
  (void)device;
  thimble_linux_log_to(stderr, level, container, text);
}

static enum thimble_result sensor_read(void *device, int32_t sensor,
                                       struct thimble_sensor_value *value) {
  (void)device;
  (void)sensor;
  (void)value;
  return THIMBLE_ERROR_NOT_FOUND;
}

static uint32_t sensor_count(void *device, int32_t kind) {
  (void)device;
  (void)kind;
  return 0;
}

static enum thimble_result actuator_write(void *device, uint32_t actuator, int32_t value) {
  (void)device;
  (void)actuator;
  (void)value;
  return THIMBLE_ERROR_NOT_FOUND;
}

/* A signal handler that posts ends the sleep; one that ran just before is noticed a slice later. */
#define SLICE_MS 50

static void sleep_ms(void *device, uint32_t milliseconds) {
  (void)device;
  long slice = milliseconds < SLICE_MS ? (long)milliseconds : SLICE_MS;
  const struct timespec time = {.tv_nsec = slice * 1000000};
  (void)nanosleep(&time, NULL);
}

const struct thimble_port thimble_linux_port = {
    .device = NULL,
    .clock_ms = clock_ms,
    .random = fill_random,
    .log = log_line,
    .sensor_read = sensor_read,
    .sensor_count = sensor_count,
    .actuator_write = actuator_write,
    .sleep = sleep_ms,
    .lock = thimble_linux_lock,
    .unlock = thimble_linux_unlock,
};
