/* SPDX-License-Identifier: Apache-2.0 */
/* timer_test.c: when containers of a timer hook run, and how long the device may sleep. The hook's
 * period is 100 ms; the clock starts at 1000. */
#include "host/device.h"
#include "unit.h"

/* Polls at this time, expects this trace, and returns how long the device may sleep. */
static uint32_t poll_at(uint64_t now_ms, const char *trace) {
  device.now_ms = now_ms;
  uint32_t wait = thimble_poll(&device.host);
  assert_int_equal(device.locks, 0);
  device_expect(trace);
  return wait;
}

/* A container that returns its context's `count`. */
static const struct image_parts counts = {.hook = "timer", TEXT(LOAD32(0, 1, 12), EXIT)};

static void a_timer_keeps_its_period(void **state) {
  (void)state;
  device_restart();
  device_install(TENANT_ONE, &counts);
  assert_int_equal(poll_at(1000, "+a "), 100);
  assert_int_equal(poll_at(1099, ""), 1);
  assert_int_equal(poll_at(1100, "a=0 "), 100);
  assert_int_equal(poll_at(1100, ""), 100);
  assert_int_equal(poll_at(1200, "a=1 "), 100);
  assert_int_equal(poll_at(1300, "a=2 "), 100);
}

static void each_container_has_its_own_beat(void **state) {
  (void)state;
  device_restart();
  device_install_value("a", "timer", 0, 1);
  device.now_ms = 1030;
  device_install_value("b", "timer", 0, 2);
  assert_int_equal(poll_at(1030, "+a +b "), 70);
  assert_int_equal(poll_at(1100, "a=1 "), 30);
  assert_int_equal(poll_at(1130, "b=2 "), 70);
  /* Both are late: they run in their order. */
  assert_int_equal(poll_at(1290, "a=1 b=2 "), 10);
}

/* One run for however many that were missed, and then in the old beat. */
static void a_late_timer_skips_what_it_missed(void **state) {
  (void)state;
  static const uint32_t late[] = {1, 99, 100, 101, 199, 200, 100000};
  for (uint32_t i = 0; i < COUNT(late); i++) {
    device_restart();
    device_install(TENANT_ONE, &counts);
    assert_int_equal(poll_at(1100 + late[i], "+a a=0 "), 100 - late[i] % 100);
    assert_int_equal(poll_at(1100 + late[i], ""), 100 - late[i] % 100);
    assert_int_equal(poll_at((1100 + late[i]) / 100 * 100 + 100, "a=1 "), 100);
  }
}

static void a_timer_knows_what_time_it_is(void **state) {
  (void)state;
  const struct image_parts time = {.hook = "timer", TEXT(LOAD64(0, 1, 0), EXIT)};
  const struct image_parts period = {.name = "p", .hook = "timer", TEXT(LOAD32(0, 1, 8), EXIT)};
  const struct image_parts length = {.name = "q", .hook = "timer", TEXT(COPY(0, 2), EXIT)};
  device_restart();
  device_install(TENANT_ONE, &time);
  device_install(TENANT_ONE, &period);
  device_install(TENANT_ONE, &length);
  poll_at(1123, "+a +p +q a=1123 p=100 q=16 ");
}

/* A container that rearms itself with this many milliseconds, and returns what came of it. */
static struct thimble_container *install_rearming(const char *hook, int32_t milliseconds) {
  const struct image_parts parts = {.hook = hook,
                                    .grants = 1u << THIMBLE_GRANT_TIMER,
                                    TEXT(MOVE(1, milliseconds), CALL(6), EXIT)};
  return device_install(TENANT_ONE, &parts);
}

static void a_timer_can_be_rearmed(void **state) {
  (void)state;
  device_restart();
  install_rearming("timer", 7);
  assert_int_equal(poll_at(1105, "+a a=0 "), 7);
  assert_int_equal(poll_at(1111, ""), 1);
  assert_int_equal(poll_at(1112, "a=0 "), 7);
  device_restart();
  install_rearming("timer", 2000);
  assert_int_equal(poll_at(1100, "+a a=0 "), 2000);
  assert_int_equal(poll_at(3099, ""), 1);
  assert_int_equal(poll_at(3100, "a=0 "), 2000);
}

/* A container that rearms itself only in its first event: afterwards the period counts again, from
 * the event that was chosen. */
static void a_rearmed_timer_returns_to_its_period(void **state) {
  (void)state;
  const struct image_parts parts = {
      .hook = "timer",
      .grants = 1u << THIMBLE_GRANT_TIMER,
      TEXT(LOAD32(0, 1, 12), JUMP_IF_NOT(0, 0, 2), MOVE(1, 30), CALL(6), EXIT)};
  device_restart();
  device_install(TENANT_ONE, &parts);
  assert_int_equal(poll_at(1100, "+a a=0 "), 30);
  assert_int_equal(poll_at(1135, "a=1 "), 95);
  assert_int_equal(poll_at(1230, "a=2 "), 100);
}

static void only_timers_are_rearmed(void **state) {
  (void)state;
  device_restart();
  install_rearming("all", 7);
  assert_int_equal(device_fire(HOOK_ALL).value, THIMBLE_ERROR_INVALID);
  struct thimble_container *timer = install_rearming("timer", 0);
  assert_int_equal(poll_at(1100, "+a a=-9 ~a a=-9 "), 100);
  assert_int_equal(timer->caller.services->rearm(timer, 0), THIMBLE_ERROR_INVALID);
}

/* The whole hook at once, out of their beat. */
static void a_firmware_may_fire_a_timer_hook(void **state) {
  (void)state;
  device_restart();
  device_install_value("a", "timer", 0, 1);
  device_install_value("b", "timer", 0, 2);
  assert_int_equal(device_fire(HOOK_TIMER).ran, 2);
  assert_int_equal(poll_at(1000, "+a +b a=1 b=2 "), 100);
}

static void a_stopped_timer_sleeps(void **state) {
  (void)state;
  device_restart();
  struct thimble_container *container = device_install(TENANT_ONE, &counts);
  assert_int_equal(thimble_stop(&device.host, container), THIMBLE_OK);
  assert_int_equal(poll_at(1100, "+a stop:a "), UINT32_MAX);
  device.now_ms = 1150;
  assert_int_equal(thimble_start(&device.host, container), THIMBLE_OK);
  assert_int_equal(poll_at(1150, "start:a "), 100);
  assert_int_equal(poll_at(1250, "a=0 "), 100);
}

static void a_replaced_timer_starts_its_beat_anew(void **state) {
  (void)state;
  device_restart();
  device_install(TENANT_ONE, &counts);
  device.now_ms = 1060;
  device_install(TENANT_ONE, &counts);
  assert_int_equal(poll_at(1100, "+a ~a "), 60);
  assert_int_equal(poll_at(1160, "a=0 "), 100);
}

/* UINT32_MAX would mean: for ever. */
static void the_longest_period_is_not_for_ever(void **state) {
  (void)state;
  device_reset();
  device.types[HOOK_TIMER].period_ms = UINT32_MAX;
  device_start();
  device_install(TENANT_ONE, &counts);
  assert_int_equal(poll_at(1000, "+a "), UINT32_MAX - 1);
  assert_int_equal(poll_at(1000ull + UINT32_MAX, "a=0 "), UINT32_MAX - 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_timer_keeps_its_period),
      cmocka_unit_test(each_container_has_its_own_beat),
      cmocka_unit_test(a_late_timer_skips_what_it_missed),
      cmocka_unit_test(a_timer_knows_what_time_it_is),
      cmocka_unit_test(a_timer_can_be_rearmed),
      cmocka_unit_test(a_rearmed_timer_returns_to_its_period),
      cmocka_unit_test(only_timers_are_rearmed),
      cmocka_unit_test(a_firmware_may_fire_a_timer_hook),
      cmocka_unit_test(a_stopped_timer_sleeps),
      cmocka_unit_test(a_replaced_timer_starts_its_beat_anew),
      cmocka_unit_test(the_longest_period_is_not_for_ever),
  };
  return cmocka_run_group_tests_name("timers", tests, NULL, NULL);
}
