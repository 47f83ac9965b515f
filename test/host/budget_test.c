/* SPDX-License-Identifier: Apache-2.0 */
/* budget_test.c: what a container may use, what the host counts, and when it has had enough. */
#include "host/device.h"
#include "unit.h"

/* 10 instructions a run. */
#define TEN                                                                                \
  TEXT(MOVE(0, 1), MOVE(1, 0), MOVE(2, 0), MOVE(3, 0), MOVE(4, 0), MOVE(5, 0), MOVE(6, 0), \
       MOVE(7, 0), MOVE(8, 0), EXIT)

static const struct image_parts ten = {TEN};
static const struct image_parts endless = {TEXT(JUMP(-1), EXIT)};

static void a_run_has_the_fuel_of_its_image(void **state) {
  (void)state;
  const struct image_parts short_of_one = {.fuel = 9, TEN};
  const struct image_parts enough = {.fuel = 10, TEN};
  device_restart();
  device_install(TENANT_ONE, &short_of_one);
  assert_int_equal(device_fire(HOOK_ALL).failed, 1);
  device_install(TENANT_ONE, &enough);
  assert_int_equal(device_fire(HOOK_ALL).value, 1);
}

static void a_hook_allows_less_and_never_more(void **state) {
  (void)state;
  device_reset();
  device.types[HOOK_ALL].fuel = 9;
  device_start();
  device_install(TENANT_ONE, &ten);
  assert_int_equal(device_fire(HOOK_ALL).failed, 1);
  device.types[HOOK_ALL].fuel = 10;
  assert_int_equal(device_fire(HOOK_ALL).failed, 0);
  device.types[HOOK_ALL].fuel = THIMBLE_FUEL_MAXIMUM;
  const struct thimble_container *container = device_install(TENANT_ONE, &endless);
  assert_int_equal(device_fire(HOOK_ALL).failed, 1);
  assert_in_range(container->statistics.fuel_last, 1000, 1001);
}

static void runs_and_fuel_are_counted(void **state) {
  (void)state;
  /* Runs nine instructions when the context starts with 0, else three. */
  const struct image_parts parts = {TEXT(LOAD32(3, 1, 0), JUMP_IF_NOT(3, 0, 6), MOVE(0, 0),
                                         MOVE(0, 0), MOVE(0, 0), MOVE(0, 0), MOVE(0, 0), MOVE(0, 0),
                                         EXIT)};
  struct thimble_context_sample sample = {.value = 1};
  struct thimble_firing firing = {.context = &sample};
  device_restart();
  struct thimble_container *container = device_install(TENANT_ONE, &parts);
  device_fire(HOOK_ALL);
  thimble_fire(&device.host, &device.hooks[HOOK_ALL], &firing);
  const struct thimble_statistics *statistics = &container->statistics;
  assert_int_equal(statistics->runs[THIMBLE_DONE], 2);
  assert_int_equal(statistics->fuel_last, 3);
  assert_int_equal(statistics->fuel_greatest, 9);
  assert_int_equal(statistics->fuel_sum, 12);
  assert_int_equal(statistics->last_failure.kind, THIMBLE_DONE);
}

static void failures_are_counted_by_kind(void **state) {
  (void)state;
  device_restart();
  struct thimble_container *container = device_install(TENANT_ONE, &endless);
  device.now_ms = 1234;
  device_fire(HOOK_ALL);
  device_fire(HOOK_ALL);
  assert_int_equal(container->statistics.runs[THIMBLE_OUT_OF_FUEL], 2);
  assert_int_equal(container->statistics.last_failure.kind, THIMBLE_OUT_OF_FUEL);
  assert_int_equal(container->statistics.last_failure.reason, THIMBLE_REASON_FUEL);
  assert_int_equal(container->statistics.last_failure.at_ms, 1234);
  container = device_install_failing("b", "all", 0);
  device.now_ms = 1300;
  device_fire(HOOK_ALL);
  const struct thimble_failure *failure = &container->statistics.last_failure;
  assert_int_equal(container->statistics.runs[THIMBLE_TRAPPED], 1);
  assert_int_equal(failure->kind, THIMBLE_TRAPPED);
  assert_int_equal(failure->reason, THIMBLE_REASON_LOAD);
  assert_int_equal(failure->place, 1);
  assert_int_equal(failure->at_ms, 1300);
}

/* A sensor's kind that the tenant may not read: the run ends, and says which binding it was. */
static void a_call_beyond_the_scope_is_a_refusal(void **state) {
  (void)state;
  const struct image_parts parts = {.grants = 1u << THIMBLE_GRANT_SENSOR,
                                    TEXT(MOVE(1, 3), MOVE(2, 0), CALL(7), EXIT)};
  device_reset();
  device.policies[TENANT_ONE].allowed.scope.sensors = 1u << 2;
  device_start();
  struct thimble_container *container = device_install(TENANT_ONE, &parts);
  assert_int_equal(device_fire(HOOK_ALL).failed, 1);
  assert_int_equal(container->statistics.runs[THIMBLE_REFUSED], 1);
  assert_int_equal(container->statistics.last_failure.reason, THIMBLE_REASON_SCOPE);
  assert_int_equal(container->statistics.last_failure.address, 7);
  assert_int_equal(container->failures_in_row, 1);
}

/* A container that logs "hello" on this level. */
static struct image_parts logging(int32_t level) {
  static instruction_t text[] = {MOVE(1, 0), ADDRESS(2, READ_ONLY, 0), CALL(1), MOVE(0, 0), EXIT};
  text[0] = (instruction_t)MOVE(1, level);
  return (struct image_parts){.grants = 1u << THIMBLE_GRANT_LOG,
                              .read_only = {(const uint8_t *)"hello\0\0", 8},
                              .text = text,
                              .slots = COUNT(text)};
}

static void lines_of_the_log_are_limited(void **state) {
  (void)state;
  const struct image_parts parts = logging(THIMBLE_LOG_INFO);
  device_reset();
  device.policies[TENANT_ONE].log_per_second = 2;
  device_start();
  device_install(TENANT_ONE, &parts);
  for (uint32_t i = 0; i < 4; i++)
    device_fire(HOOK_ALL);
  device_expect("+a a:2:hello a=0 a:2:hello a=0 a=0 a=0 ");
}

static void a_tenant_may_log_less(void **state) {
  (void)state;
  const struct image_parts information = logging(THIMBLE_LOG_INFO);
  device_reset();
  device.policies[TENANT_ONE].log_below = THIMBLE_LOG_INFO;
  device_start();
  device_install(TENANT_ONE, &information);
  device_fire(HOOK_ALL);
  const struct image_parts warning = logging(THIMBLE_LOG_WARNING);
  device_install(TENANT_ONE, &warning);
  device_fire(HOOK_ALL);
  device_expect("+a a=0 ~a a:1:hello a=0 ");
}

/* 10 of fuel a run, 15 a second: the second run goes into debt, which the next second pays. */
static void fuel_for_a_second_runs_out(void **state) {
  (void)state;
  device_reset();
  device.policies[TENANT_ONE].fuel_per_second = 15;
  device_start();
  struct thimble_container *container = device_install(TENANT_ONE, &ten);
  assert_int_equal(device_fire(HOOK_ALL).ran, 1);
  assert_int_equal(device_fire(HOOK_ALL).ran, 1);
  struct thimble_firing firing = device_fire(HOOK_ALL);
  assert_int_equal(firing.ran, 0);
  assert_int_equal(firing.failed, 0);
  assert_int_equal(firing.value, 0);
  assert_int_equal(container->statistics.throttled, 1);
  assert_int_equal(container->statistics.runs[THIMBLE_DONE], 2);
  assert_int_equal(container->state, THIMBLE_CONTAINER_READY);
  device.now_ms += 1000;
  assert_int_equal(device_fire(HOOK_ALL).ran, 1);
  assert_int_equal(device_fire(HOOK_ALL).ran, 0);
}

static void fuel_is_counted_for_each_container(void **state) {
  (void)state;
  device_reset();
  device.policies[TENANT_ONE].fuel_per_second = 5;
  device_start();
  device_install(TENANT_ONE, &ten);
  device_install_value("b", "all", 0, 7);
  assert_int_equal(device_fire(HOOK_ALL).ran, 2);
  struct thimble_firing firing = device_fire(HOOK_ALL);
  assert_int_equal(firing.ran, 1);
  assert_int_equal(firing.value, 7);
}

/* The event passes: a throttled timer waits for its next one. */
static void a_throttled_timer_skips_its_event(void **state) {
  (void)state;
  const struct image_parts parts = {.hook = "timer", TEN};
  device_reset();
  device.policies[TENANT_ONE].fuel_per_second = 2;
  device_start();
  const struct thimble_container *container = device_install(TENANT_ONE, &parts);
  device.now_ms = 1100;
  assert_int_equal(thimble_poll(&device.host), 100);
  device.now_ms = 1200;
  assert_int_equal(thimble_poll(&device.host), 100);
  assert_int_equal(container->statistics.throttled, 1);
  assert_int_equal(container->events, 2);
  device_expect("+a a=1 ");
}

static void failures_in_a_row_quarantine(void **state) {
  (void)state;
  device_reset();
  device.policies[TENANT_ONE].failures = 3;
  device_start();
  struct thimble_container *container = device_install_failing("a", "all", 1);
  device_install_value("b", "all", 2, 4);
  device_fire(HOOK_ALL);
  device_fire(HOOK_ALL);
  assert_int_equal(container->state, THIMBLE_CONTAINER_READY);
  device_fire(HOOK_ALL);
  assert_int_equal(container->state, THIMBLE_CONTAINER_QUARANTINED);
  assert_int_equal(device_fire(HOOK_ALL).ran, 1);
  device_expect("+a +b a! b=4 a! b=4 a! quarantine:a b=4 b=4 ");
  assert_int_equal(container->statistics.runs[THIMBLE_TRAPPED], 3);
}

static void who_is_started_again_has_all_chances(void **state) {
  (void)state;
  device_reset();
  device.policies[TENANT_ONE].failures = 2;
  device_start();
  struct thimble_container *container = device_install_failing("a", "all", 1);
  device_fire(HOOK_ALL);
  device_fire(HOOK_ALL);
  assert_int_equal(container->state, THIMBLE_CONTAINER_QUARANTINED);
  assert_int_equal(thimble_start(&device.host, container), THIMBLE_OK);
  device_fire(HOOK_ALL);
  assert_int_equal(container->state, THIMBLE_CONTAINER_READY);
  device_fire(HOOK_ALL);
  device_expect("+a a! a! quarantine:a start:a a! a! quarantine:a ");
}

/* A container that fails unless the context starts with 0. */
static const struct image_parts moody = {
    TEXT(LOAD32(0, 1, 0), JUMP_IF_EQUAL(0, 0, 2), MOVE(3, 0), LOAD8(0, 3, 0), EXIT)};

static void fire_with(int32_t value) {
  struct thimble_context_sample sample = {.value = value};
  struct thimble_firing firing = {.context = &sample};
  assert_int_equal(thimble_fire(&device.host, &device.hooks[HOOK_ALL], &firing), THIMBLE_OK);
}

static void a_good_run_forgives(void **state) {
  (void)state;
  device_reset();
  device.policies[TENANT_ONE].failures = 2;
  device_start();
  struct thimble_container *container = device_install(TENANT_ONE, &moody);
  for (uint32_t i = 0; i < 4; i++) {
    fire_with(1);
    fire_with(0);
  }
  assert_int_equal(container->state, THIMBLE_CONTAINER_READY);
  fire_with(1);
  fire_with(1);
  assert_int_equal(container->state, THIMBLE_CONTAINER_QUARANTINED);
}

/* Zero means never, however often; the count of failures does not wrap. */
static void a_tenant_may_never_be_quarantined(void **state) {
  (void)state;
  device_reset();
  device.host.observer.ran = NULL;
  device_start();
  struct thimble_container *container = device_install_failing("a", "all", 1);
  for (uint32_t i = 0; i < 300; i++)
    device_fire(HOOK_ALL);
  assert_int_equal(container->state, THIMBLE_CONTAINER_READY);
  assert_int_equal(container->failures_in_row, UINT8_MAX);
  assert_int_equal(container->statistics.runs[THIMBLE_TRAPPED], 300);
}

/* Data of a container goes on from run to run and is made new by a failure. */
static void a_failure_takes_the_data_back(void **state) {
  (void)state;
  const struct image_parts parts = {.zero = 8,
                                    TEXT(ADDRESS(3, DATA, 0), LOAD64(0, 3, 0), ADD(0, 1),
                                         STORE64(3, 0, 0), LOAD32(4, 1, 0), JUMP_IF_EQUAL(4, 0, 2),
                                         MOVE(3, 0), LOAD8(0, 3, 0), EXIT)};
  device_restart();
  device_install(TENANT_ONE, &parts);
  fire_with(0);
  fire_with(0);
  fire_with(1);
  fire_with(0);
  device_expect("+a a=1 a=2 a! a=1 ");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_run_has_the_fuel_of_its_image),
      cmocka_unit_test(a_hook_allows_less_and_never_more),
      cmocka_unit_test(runs_and_fuel_are_counted),
      cmocka_unit_test(failures_are_counted_by_kind),
      cmocka_unit_test(a_call_beyond_the_scope_is_a_refusal),
      cmocka_unit_test(lines_of_the_log_are_limited),
      cmocka_unit_test(a_tenant_may_log_less),
      cmocka_unit_test(fuel_for_a_second_runs_out),
      cmocka_unit_test(fuel_is_counted_for_each_container),
      cmocka_unit_test(a_throttled_timer_skips_its_event),
      cmocka_unit_test(failures_in_a_row_quarantine),
      cmocka_unit_test(who_is_started_again_has_all_chances),
      cmocka_unit_test(a_good_run_forgives),
      cmocka_unit_test(a_tenant_may_never_be_quarantined),
      cmocka_unit_test(a_failure_takes_the_data_back),
  };
  return cmocka_run_group_tests_name("budgets", tests, NULL, NULL);
}
