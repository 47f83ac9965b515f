/* SPDX-License-Identifier: Apache-2.0 */
/* interrupt_test.c: a real interrupt handler posts to a hook, and the main loop fires it. The
 * samples are numbered, so that the test sees which ones have arrived. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <thimble/host.h>

#include <cmocka.h>

#include "emulated/board.h"
#include "linked_images.h"

enum {
  POSTS = 4,
  NUMBERS = 1 << 20, /* the handler counts from 1, the thread from here */
};

static _Alignas(16) uint8_t run_memory[512];
static _Alignas(16) uint8_t memory[1024];
static struct thimble_arena arena = {.memory = {run_memory, sizeof run_memory}};
static const struct thimble_hook_type sample_type = {.name = "sample",
                                                     THIMBLE_HOOK_CONTEXT(sample)};
static struct thimble_hook sample_hook = {.type = &sample_type, .arena = &arena};
static struct thimble_hook *const hooks[] = {&sample_hook};
static const struct thimble_tenant_policy policy = {.name = "owner", .containers = 1};
static struct thimble_tenant tenants[] = {{.policy = &policy}};
static struct thimble_container containers[1];
static struct thimble_post posts[POSTS];

static volatile uint32_t handled; /* samples that the handler has tried to post */
static uint32_t arrived;          /* of the handler */
static uint32_t arrived_of_thread;
static int64_t last, last_of_thread;

/* What the same sender has posted arrives in its order. */
static void note_arrival(void *data, const struct thimble_container *container,
                         const struct thimble_outcome *outcome) {
  (void)data;
  (void)container;
  assert_int_equal(outcome->kind, THIMBLE_DONE);
  if (outcome->value < NUMBERS) {
    assert_true(outcome->value > last);
    last = outcome->value;
    arrived++;
  } else {
    assert_true(outcome->value > last_of_thread);
    last_of_thread = outcome->value;
    arrived_of_thread++;
  }
}

static struct thimble_host host = {
    .port = &thimble_board_port,
    .bindings = &thimble_bindings,
    .hooks = hooks,
    .hook_count = 1,
    .tenants = tenants,
    .tenant_count = 1,
    .containers = containers,
    .container_count = 1,
    .memory = {memory, sizeof memory},
    .posts = posts,
    .post_count = POSTS,
    .observer = {.ran = note_arrival},
};

static enum thimble_result post(uint32_t number) {
  const struct thimble_context_sample sample = {.value = (int32_t)number, .scale = -2};
  return thimble_post(&host, &sample_hook, &sample);
}

static void post_from_interrupt(void) {
  (void)post(++handled);
}

static int start(void **state) {
  (void)state;
  struct thimble_install_report report;
  assert_int_equal(thimble_host_start(&host), THIMBLE_OK);
  assert_int_equal(thimble_install(&host, &tenants[0], linked_images[0].bytes, &report),
                   THIMBLE_OK);
  handled = arrived = arrived_of_thread = 0;
  last = last_of_thread = 0;
  return 0;
}

static void poll_until_empty(void) {
  while (thimble_poll(&host) == 0)
    ;
}

/* With nothing due, the main loop sleeps until an interrupt: the alarm, each time. */
static void posts_of_an_interrupt_arrive(void **state) {
  (void)state;
  uint64_t begin = thimble_board_clock_ms();
  thimble_board_alarm(5000, post_from_interrupt);
  while (arrived < 100) {
    thimble_board_port.sleep(thimble_board_port.device, UINT32_MAX);
    assert_int_equal(thimble_poll(&host), UINT32_MAX);
  }
  thimble_board_alarm(0, NULL);
  assert_in_range(thimble_board_clock_ms() - begin, 499, 502);
  assert_int_equal(handled, 100);
  assert_int_equal(last, 100);
  assert_int_equal(atomic_load(&host.posts_dropped), 0);
}

/* The queue keeps the first ones; afterwards it takes posts again. */
static void what_finds_no_place_is_counted(void **state) {
  (void)state;
  thimble_board_alarm(1000, post_from_interrupt);
  while (handled < 20)
    ;
  thimble_board_alarm(0, NULL);
  assert_int_equal(arrived, 0);
  poll_until_empty();
  assert_int_equal(arrived, POSTS);
  assert_int_equal(last, POSTS);
  assert_int_equal(atomic_load(&host.posts_dropped), handled - POSTS);
  post_from_interrupt();
  poll_until_empty();
  assert_int_equal(arrived, POSTS + 1);
  assert_int_equal(last, handled);
}

/* The handler interrupts the thread anywhere: in a post of its own, in a poll, in a run. */
static void posts_from_everywhere_are_kept_apart(void **state) {
  (void)state;
  uint32_t posted = 0, refused = 0;
  thimble_board_alarm(10, post_from_interrupt);
  while (handled < 5000) {
    if (post(NUMBERS + ++posted) != THIMBLE_OK)
      refused++;
    if (posted % 5 == 0)
      (void)thimble_poll(&host);
  }
  thimble_board_alarm(0, NULL);
  poll_until_empty();
  uint32_t dropped = atomic_load(&host.posts_dropped);
  assert_int_equal(arrived_of_thread, posted - refused);
  assert_int_equal(arrived, handled - (dropped - refused));
  assert_in_range(arrived, 1, handled);
  assert_in_range(refused, 1, posted - 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(posts_of_an_interrupt_arrive, start),
      cmocka_unit_test_setup(what_finds_no_place_is_counted, start),
      cmocka_unit_test_setup(posts_from_everywhere_are_kept_apart, start),
  };
  return cmocka_run_group_tests_name("interrupt", tests, NULL, NULL);
}
