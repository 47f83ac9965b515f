/* SPDX-License-Identifier: Apache-2.0 */
/* threads_test.c: threads that fire and post while another one installs, stops and removes, on the
 * port for Linux, whose lock is real. Worth most under the thread sanitizer. */
#include <pthread.h>

#include "host/device.h"
#include "linux/linux.h"
#include "unit.h"

enum {
  ROUNDS = 3000,
};

/* What the observer has seen; it is called with the host locked. */
static uint32_t runs_seen;

static void count_run(void *data, const struct thimble_container *container,
                      const struct thimble_outcome *outcome) {
  (void)data;
  (void)container;
  runs_seen += outcome->kind == THIMBLE_DONE ? 1 : 1000000;
}

static void start_with_threads(void) {
  device_reset();
  runs_seen = 0;
  device.host.port = &thimble_linux_port;
  device.host.observer.ran = count_run;
  device.host.observer.changed = NULL;
  device_start();
}

/* What a thread has found out. The assertions of cmocka work in the first thread only. */
struct firing_thread {
  uint32_t ran;
  uint32_t failed; /* firings that were not as they should be */
  atomic_bool done;
};

static void *fire_often(void *data) {
  struct firing_thread *thread = data;
  for (uint32_t i = 0; i < ROUNDS; i++) {
    struct thimble_context_sample sample = {.value = 5};
    struct thimble_firing firing = {.context = &sample};
    if (thimble_fire(&device.host, &device.hooks[HOOK_ALL], &firing) != THIMBLE_OK ||
        firing.value != (firing.ran > 0 ? 7 : 0) || firing.failed != 0)
      thread->failed++;
    thread->ran += firing.ran;
  }
  atomic_store(&thread->done, true);
  return NULL;
}

/* Installs, replaces, stops, starts and removes, in turn. */
static void change(uint32_t round) {
  static const char *const names[] = {"a", "b", "c"};
  const char *name = names[round % 3];
  struct thimble_container *container = device_find(name);
  if (container == NULL || round % 5 == 0)
    device_install_value(name, "all", 0, 7);
  else if (round % 5 == 1)
    assert_int_equal(thimble_stop(&device.host, container), THIMBLE_OK);
  else if (round % 5 == 2)
    assert_int_equal(thimble_start(&device.host, container), THIMBLE_OK);
  else
    assert_int_equal(thimble_remove(&device.host, container), THIMBLE_OK);
}

static void firing_and_installing_may_meet(void **state) {
  (void)state;
  static struct firing_thread threads[2];
  pthread_t ids[COUNT(threads)];
  start_with_threads();
  for (uint32_t i = 0; i < COUNT(threads); i++)
    assert_int_equal(pthread_create(&ids[i], NULL, fire_often, &threads[i]), 0);
  for (uint32_t round = 0;
       round < ROUNDS || !atomic_load(&threads[0].done) || !atomic_load(&threads[1].done); round++)
    change(round);
  for (uint32_t i = 0; i < COUNT(threads); i++) {
    pthread_join(ids[i], NULL);
    assert_int_equal(threads[i].failed, 0);
  }
  assert_int_equal(runs_seen, threads[0].ran + threads[1].ran);
}

/* How many posts a thread got through. */
static void *post_often(void *data) {
  uint32_t *posted = data;
  for (uint32_t i = 0; i < ROUNDS; i++) {
    const struct thimble_context_sample sample = {.value = 5};
    if (thimble_post(&device.host, &device.hooks[HOOK_ALL], &sample) == THIMBLE_OK)
      (*posted)++;
  }
  return NULL;
}

/* Each post is either taken once or counted as dropped. */
static void posts_of_two_threads_are_taken_once(void **state) {
  (void)state;
  static uint32_t posted[2];
  pthread_t ids[COUNT(posted)];
  start_with_threads();
  device_install_value("a", "all", 0, 7);
  for (uint32_t i = 0; i < COUNT(posted); i++)
    assert_int_equal(pthread_create(&ids[i], NULL, post_often, &posted[i]), 0);
  for (uint32_t i = 0; i < ROUNDS; i++)
    thimble_poll(&device.host);
  for (uint32_t i = 0; i < COUNT(posted); i++)
    pthread_join(ids[i], NULL);
  assert_int_equal(thimble_poll(&device.host), UINT32_MAX);
  assert_int_equal(runs_seen, posted[0] + posted[1]);
  assert_int_equal(posted[0] + posted[1] + atomic_load(&device.host.posts_dropped), 2 * ROUNDS);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(firing_and_installing_may_meet),
      cmocka_unit_test(posts_of_two_threads_are_taken_once),
  };
  return cmocka_run_group_tests_name("threads", tests, NULL, NULL);
}
