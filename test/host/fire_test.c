/* SPDX-License-Identifier: Apache-2.0 */
/* fire_test.c: which containers a firing runs, in which order, and what it comes to. */
#include <string.h>

#include "host/device.h"
#include "unit.h"

static void an_empty_hook_has_its_default(void **state) {
  (void)state;
  device_reset();
  device.types[HOOK_ALL].default_value = 77;
  device_start();
  struct thimble_firing firing = device_fire(HOOK_ALL);
  assert_int_equal(firing.value, 77);
  assert_int_equal(firing.ran, 0);
  assert_int_equal(firing.failed, 0);
}

/* By the image's order, then by tenant, then by name; a name before those that it begins. */
static void containers_run_in_their_order(void **state) {
  (void)state;
  const struct image_parts parts = {.name = "a", TEXT(MOVE(0, 0), EXIT)};
  device_restart();
  device_install(TENANT_TWO, &parts);
  device_install_value("late", "all", 101, 0);
  device_install_value("bb", "all", 0, 0);
  device_install_value("b", "all", 100, 0);
  device_install_value("c", "all", 0, 0);
  device_install_value("z", "all", 99, 0);
  device_expect("+a +late +bb +b +c +z ");
  assert_int_equal(device_fire(HOOK_ALL).ran, 6);
  device_expect("z=0 b=0 bb=0 c=0 a=0 late=0 ");
}

static void all_run_and_the_first_decides(void **state) {
  (void)state;
  device_restart();
  device_install_value("a", "all", 1, 0);
  device_install_value("b", "all", 2, 5);
  device_install_value("c", "all", 3, 6);
  struct thimble_firing firing = device_fire(HOOK_ALL);
  assert_int_equal(firing.value, 5);
  assert_int_equal(firing.ran, 3);
  device_expect("+a +b +c a=0 b=5 c=6 ");
}

static void the_first_that_decides_ends_the_firing(void **state) {
  (void)state;
  device_restart();
  device_install_failing("a", "first", 1);
  device_install_value("b", "first", 2, 0);
  device_install_value("c", "first", 3, -6);
  device_install_value("d", "first", 4, 7);
  struct thimble_firing firing = device_fire(HOOK_FIRST);
  assert_int_equal(firing.value, -6);
  assert_int_equal(firing.ran, 3);
  assert_int_equal(firing.failed, 1);
  device_expect("+a +b +c +d a! b=0 c=-6 ");
}

/* What differs from the default decides, whatever the default is. */
static void a_default_other_than_zero(void **state) {
  (void)state;
  device_reset();
  device.types[HOOK_FIRST].default_value = 1;
  device_start();
  device_install_value("a", "first", 1, 1);
  device_install_value("b", "first", 2, 0);
  device_install_value("c", "first", 3, 9);
  assert_int_equal(device_fire(HOOK_FIRST).value, 0);
  device_expect("+a +b +c a=1 b=0 ");
}

static void a_failure_does_not_stop_the_neighbours(void **state) {
  (void)state;
  device_restart();
  device_install_failing("a", "all", 1);
  device_install_value("b", "all", 2, 5);
  device_install_failing("c", "all", 3);
  struct thimble_firing firing = device_fire(HOOK_ALL);
  assert_int_equal(firing.value, 5);
  assert_int_equal(firing.ran, 3);
  assert_int_equal(firing.failed, 2);
}

static void a_strict_hook_stops_on_error(void **state) {
  (void)state;
  device_restart();
  device_install_value("a", "strict", 1, 5);
  device_install_value("b", "strict", 2, 6);
  assert_int_equal(device_fire(HOOK_STRICT).value, 5);
  device_install_failing("c", "strict", 3);
  device_install_value("d", "strict", 4, 7);
  struct thimble_firing firing = device_fire(HOOK_STRICT);
  assert_int_equal(firing.value, 0);
  assert_int_equal(firing.ran, 3);
  assert_int_equal(firing.failed, 1);
  device_expect("+a +b a=5 b=6 +c +d a=5 b=6 c! ");
}

/* Fires hook "all" with a sample of value 10. */
static struct thimble_context_sample fire_sample(void) {
  struct thimble_context_sample sample = {.value = 10, .scale = 3, .sensor = 4};
  struct thimble_firing firing = {.context = &sample};
  assert_int_equal(thimble_fire(&device.host, &device.hooks[HOOK_ALL], &firing), THIMBLE_OK);
  return sample;
}

/* One container adds 1 to the sample; the next one overwrites it and then traps; the last one sees
 * what the first one made of it. */
static void a_failed_run_leaves_no_trace_in_the_context(void **state) {
  (void)state;
  const struct image_parts adds = {
      .name = "adds", .order = 1, TEXT(LOAD32(0, 1, 0), ADD(0, 1), STORE32(1, 0, 0), EXIT)};
  const struct image_parts spoils = {
      .name = "spoils", .order = 2, TEXT(MOVE(2, -1), STORE32(1, 0, 2), STORE32(1, 4, 2), EXIT)};
  const struct image_parts reads = {.name = "reads", .order = 3, TEXT(LOAD32(0, 1, 0), EXIT)};
  device_restart();
  device_install(TENANT_ONE, &adds);
  device_install(TENANT_ONE, &spoils);
  device_install(TENANT_ONE, &reads);
  struct thimble_context_sample sample = fire_sample();
  assert_int_equal(sample.value, 11);
  assert_int_equal(sample.scale, 3);
  device_expect("+adds +spoils +reads adds=11 spoils! reads=11 ");
}

/* A container that appends a letter to the answer, and then returns `value` or traps. */
static void install_answering(const char *name, const char *hook, const char *letter,
                              uint32_t order, int32_t value, bool fails) {
  char bytes[8] = {letter[0]};
  const instruction_t end = fails ? (instruction_t)LOAD8(0, 9, 0) : (instruction_t)MOVE(0, value);
  const struct image_parts parts = {
      .name = name,
      .hook = hook,
      .order = order,
      .grants = 1u << THIMBLE_GRANT_REPLY,
      .read_only = {(const uint8_t *)bytes, 8},
      TEXT(ADDRESS(1, READ_ONLY, 0), CALL(16), MOVE(9, 0), end, EXIT)};
  device_install(TENANT_ONE, &parts);
}

/* Fires with room for an answer, and expects this one. */
static void expect_answer(uint32_t hook, const char *answer) {
  uint8_t bytes[8];
  _Alignas(8) uint8_t context[64] = {0};
  struct thimble_reply reply = {bytes, sizeof bytes, 5};
  struct thimble_firing firing = {.context = context, .reply = &reply};
  assert_int_equal(thimble_fire(&device.host, &device.hooks[hook], &firing), THIMBLE_OK);
  assert_int_equal(reply.length, strlen(answer));
  assert_memory_equal(bytes, answer, reply.length);
}

static void the_answer_is_that_of_the_deciding_run(void **state) {
  (void)state;
  device_restart();
  install_answering("a", "all", "A", 1, 0, false);
  expect_answer(HOOK_ALL, "A");
  install_answering("b", "all", "B", 2, 1, false);
  install_answering("c", "all", "C", 3, 2, false);
  install_answering("d", "all", "D", 4, 0, true);
  expect_answer(HOOK_ALL, "B");
}

static void without_a_decision_the_last_answer_counts(void **state) {
  (void)state;
  device_restart();
  install_answering("a", "all", "A", 1, 0, false);
  install_answering("b", "all", "B", 2, 0, false);
  expect_answer(HOOK_ALL, "B");
  install_answering("c", "all", "C", 3, 0, true);
  expect_answer(HOOK_ALL, "");
}

static void an_error_takes_a_strict_hooks_answer_back(void **state) {
  (void)state;
  device_restart();
  install_answering("a", "strict", "A", 1, 5, false);
  expect_answer(HOOK_STRICT, "A");
  device_install_failing("b", "strict", 2);
  expect_answer(HOOK_STRICT, "");
}

/* Where nobody wants an answer, a container is told so: it is -3, UNSUPPORTED. */
static void no_answer_is_wanted(void **state) {
  (void)state;
  const struct image_parts parts = {.grants = 1u << THIMBLE_GRANT_REPLY,
                                    .read_only = {(const uint8_t *)"12345678", 8},
                                    TEXT(ADDRESS(1, READ_ONLY, 0), MOVE(2, 4), CALL(15), EXIT)};
  device_restart();
  device_install(TENANT_ONE, &parts);
  assert_int_equal(device_fire(HOOK_ALL).value, THIMBLE_ERROR_UNSUPPORTED);
}

/* What the last call from within a run answered. */
static enum thimble_result answer;

static int64_t fire_all(void) {
  struct thimble_context_sample sample = {0};
  struct thimble_firing firing = {.context = &sample, .ran = 9, .failed = 9, .value = 9};
  answer = thimble_fire(&device.host, &device.hooks[HOOK_ALL], &firing);
  assert_int_equal(firing.value, 0);
  assert_int_equal(firing.ran, 0);
  return 1;
}

static int64_t fire_strict(void) {
  struct thimble_context_sample sample = {0};
  struct thimble_firing firing = {.context = &sample};
  answer = thimble_fire(&device.host, &device.hooks[HOOK_STRICT], &firing);
  return firing.value;
}

static int64_t fire_other(void) {
  struct thimble_firing firing = {.context = NULL};
  answer = thimble_fire(&device.host, &device.hooks[HOOK_OTHER], &firing);
  return firing.value;
}

static int64_t install(void) {
  const struct image_parts parts = {.name = "b", TEXT(MOVE(0, 0), EXIT)};
  static struct image_file file;
  answer = thimble_install(&device.host, &device.tenants[TENANT_ONE],
                           image_put_together(&file, &parts), &device.report);
  return 1;
}

static int64_t remove_it(void) {
  answer = thimble_remove(&device.host, device_find("a"));
  return 1;
}

static int64_t stop_it(void) {
  answer = thimble_stop(&device.host, device_find("a"));
  return 1;
}

static int64_t start_it(void) {
  answer = thimble_start(&device.host, device_find("a"));
  return 1;
}

static int64_t poll(void) {
  answer = thimble_poll(&device.host) == 0 ? THIMBLE_ERROR_BUSY : THIMBLE_OK;
  return 1;
}

static const struct image_parts calls_back = {TEXT(CALL(CALLBACK), EXIT)};

static void within_a_run_the_host_is_busy(void **state) {
  (void)state;
  static int64_t (*const calls[])(void) = {fire_all, install, remove_it, stop_it, start_it, poll};
  for (uint32_t i = 0; i < COUNT(calls); i++) {
    device_restart();
    device_install(TENANT_ONE, &calls_back);
    device.callback = calls[i];
    answer = THIMBLE_OK;
    assert_int_equal(device_fire(HOOK_ALL).value, 1);
    if (answer != THIMBLE_ERROR_BUSY)
      fail_msg("call %u: %s", (unsigned)i, thimble_result_text(answer));
    device_expect("+a a=1 ");
    assert_int_equal(device_find("a")->state, THIMBLE_CONTAINER_READY);
    assert_null(device_find("b"));
  }
}

/* It is the arena that is in use, not only the hook; and an empty hook needs none. */
static void hooks_of_an_arena_do_not_nest(void **state) {
  (void)state;
  device_restart();
  device_install(TENANT_ONE, &calls_back);
  device.callback = fire_strict;
  device_fire(HOOK_ALL);
  assert_int_equal(answer, THIMBLE_OK);
  device_install_value("s", "strict", 0, 5);
  device_fire(HOOK_ALL);
  assert_int_equal(answer, THIMBLE_ERROR_BUSY);
  device_expect("+a a=0 +s a=0 ");
}

static void hooks_of_other_arenas_nest(void **state) {
  (void)state;
  device_restart();
  device_install(TENANT_ONE, &calls_back);
  device_install_value("inner", "other", 0, 5);
  device.callback = fire_other;
  assert_int_equal(device_fire(HOOK_ALL).value, 5);
  assert_int_equal(answer, THIMBLE_OK);
  device_expect("+a +inner inner=5 a=5 ");
  assert_int_equal(device_fire(HOOK_ALL).value, 5);
}

static enum thimble_result observed;

static void fire_from_observer(void *data, const struct thimble_container *container,
                               const struct thimble_outcome *outcome) {
  (void)data;
  (void)outcome;
  if (container->hook == &device.hooks[HOOK_ALL]) {
    fire_other();
    struct thimble_context_sample sample = {0};
    struct thimble_firing firing = {.context = &sample};
    observed = thimble_fire(&device.host, &device.hooks[HOOK_ALL], &firing);
  }
}

static void the_observer_may_fire_what_does_not_run(void **state) {
  (void)state;
  device_reset();
  device.host.observer.ran = fire_from_observer;
  device_start();
  device_install_value("a", "all", 0, 1);
  struct thimble_container *other = device_install_value("o", "other", 0, 1);
  device_fire(HOOK_ALL);
  assert_int_equal(answer, THIMBLE_OK);
  assert_int_equal(observed, THIMBLE_ERROR_BUSY);
  assert_int_equal(other->statistics.runs[THIMBLE_DONE], 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_empty_hook_has_its_default),
      cmocka_unit_test(containers_run_in_their_order),
      cmocka_unit_test(all_run_and_the_first_decides),
      cmocka_unit_test(the_first_that_decides_ends_the_firing),
      cmocka_unit_test(a_default_other_than_zero),
      cmocka_unit_test(a_failure_does_not_stop_the_neighbours),
      cmocka_unit_test(a_strict_hook_stops_on_error),
      cmocka_unit_test(a_failed_run_leaves_no_trace_in_the_context),
      cmocka_unit_test(the_answer_is_that_of_the_deciding_run),
      cmocka_unit_test(without_a_decision_the_last_answer_counts),
      cmocka_unit_test(an_error_takes_a_strict_hooks_answer_back),
      cmocka_unit_test(no_answer_is_wanted),
      cmocka_unit_test(within_a_run_the_host_is_busy),
      cmocka_unit_test(hooks_of_an_arena_do_not_nest),
      cmocka_unit_test(hooks_of_other_arenas_nest),
      cmocka_unit_test(the_observer_may_fire_what_does_not_run),
  };
  return cmocka_run_group_tests_name("firings", tests, NULL, NULL);
}
