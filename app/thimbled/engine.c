/* SPDX-License-Identifier: Apache-2.0 */
/* engine.c: see engine.h. */
#include "engine.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "device.h"
#include "linux/linux.h"

static pthread_t thread;
static int wakes = -1;
static atomic_bool is_ending;

static uint64_t now_ms(void) {
  return thimble_linux_port.clock_ms(thimble_linux_port.device);
}

/* Samples when it is time; returns in how many milliseconds it is time again. */
static uint32_t sample(uint64_t *due_ms) {
  uint64_t now = now_ms();
  if (device_sensors.sensor_count == 0)
    return UINT32_MAX;
  if (now >= *due_ms) {
    device_sample();
    *due_ms = now + DEVICE_SAMPLE_MS;
  }
  return (uint32_t)(*due_ms - now);
}

static void sleep_ms(uint32_t milliseconds) {
  struct pollfd source = {.fd = wakes, .events = POLLIN};
  uint64_t ignored;
  int wait = milliseconds > INT32_MAX ? -1 : (int)milliseconds;
  if (poll(&source, 1, wait) > 0)
    (void)!read(wakes, &ignored, sizeof ignored);
}

static void *run(void *data) {
  uint64_t sample_due_ms = 0;
  (void)prctl(PR_SET_TIMERSLACK, 1UL); /* a millisecond is short */
  while (!atomic_load(&is_ending)) {
    uint32_t sample_wait = sample(&sample_due_ms);
    uint32_t wait = thimble_poll(&device_host);
    sleep_ms(wait < sample_wait ? wait : sample_wait);
  }
  return data;
}

bool engine_start(void) {
  wakes = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (wakes < 0)
    return false;
  errno = pthread_create(&thread, NULL, run, NULL);
  return errno == 0;
}

void engine_wake(void) {
  const uint64_t one = 1;
  (void)!write(wakes, &one, sizeof one);
}

void engine_stop(void) {
  atomic_store(&is_ending, true);
  engine_wake();
  (void)pthread_join(thread, NULL);
  (void)close(wakes);
}
