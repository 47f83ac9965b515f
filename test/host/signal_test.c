/* SPDX-License-Identifier: Apache-2.0 */
/* signal_test.c: posts from a signal handler, which interrupts everything, posts and runs included:
 * on a computer the nearest thing to an interrupt. */
#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <sys/time.h>

#include "host/device.h"
#include "unit.h"

/* Posts of the handler, and of the main program, that got through. */
static atomic_uint from_handler, from_main, runs;

static bool post(void) {
  const struct thimble_context_sample sample = {.value = 5};
  return thimble_post(&device.host, &device.hooks[HOOK_ALL], &sample) == THIMBLE_OK;
}

static void handle(int number) {
  (void)number;
  for (uint32_t i = 0; i < 2; i++)
    if (post())
      atomic_fetch_add(&from_handler, 1);
}

static void count_run(void *data, const struct thimble_container *container,
                      const struct thimble_outcome *outcome) {
  (void)data;
  (void)container;
  atomic_fetch_add(&runs, outcome->value == 5 ? 1 : 1000000);
}

static void start_timer(long microseconds) {
  const struct itimerval interval = {{0, microseconds}, {0, microseconds}};
  assert_int_equal(setitimer(ITIMER_REAL, &interval, NULL), 0);
}

/* Until the handler has posted as often as is enough to have met everything. */
static void posts_of_a_handler_arrive_whole(void **state) {
  (void)state;
  const struct image_parts reads = {TEXT(LOAD32(0, 1, 0), EXIT)};
  const struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
  device_reset();
  device.host.observer = (struct thimble_observer){.ran = count_run};
  device_start();
  device_install(TENANT_ONE, &reads);
  assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
  start_timer(100);
  while (atomic_load(&from_handler) < 2000) {
    for (uint32_t i = 0; i < 3; i++)
      if (post())
        atomic_fetch_add(&from_main, 1);
    thimble_poll(&device.host);
  }
  start_timer(0);
  assert_int_equal(thimble_poll(&device.host), UINT32_MAX);
  assert_int_equal(atomic_load(&runs), atomic_load(&from_handler) + atomic_load(&from_main));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(posts_of_a_handler_arrive_whole),
  };
  return cmocka_run_group_tests_name("posts of a signal handler", tests, NULL, NULL);
}
