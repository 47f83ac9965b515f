/* SPDX-License-Identifier: Apache-2.0 */
/* actuator_test.c: switching, and timers, where there is a host and where there is none. */
#include "binding/device.h"
#include "unit.h"

static uint32_t rearmed_ms;

static int start(void **state) {
  (void)state;
  device_start();
  rearmed_ms = 0;
  return 0;
}

static enum thimble_result rearm(struct thimble_container *container, uint32_t milliseconds) {
  assert_null(container);
  rearmed_ms = milliseconds;
  return THIMBLE_OK;
}

static const struct thimble_services services = {.rearm = rearm};

static void a_write_reaches_the_port(void **state) {
  (void)state;
  assert_int_equal(CALL("actuator_write", integer(5), integer(-1)), 0);
  assert_int_equal(device.actuator, 5);
  assert_int_equal(device.actuator_value, -1);
}

static void the_port_may_refuse(void **state) {
  (void)state;
  device.answer = THIMBLE_ERROR_NOT_FOUND;
  assert_int_equal(CALL("actuator_write", integer(5), integer(1)), THIMBLE_ERROR_NOT_FOUND);
  device.answer = THIMBLE_ERROR_OUTPUT;
  assert_int_equal(CALL("actuator_write", integer(5), integer(1)), THIMBLE_ERROR_OUTPUT);
}

static void a_timer_is_at_least_a_millisecond_away(void **state) {
  (void)state;
  caller.services = &services;
  assert_int_equal(CALL("timer_rearm", integer(0)), THIMBLE_ERROR_INVALID);
  assert_int_equal(CALL("timer_rearm", integer(-1)), THIMBLE_ERROR_INVALID);
  assert_int_equal(rearmed_ms, 0);
  assert_int_equal(CALL("timer_rearm", integer(INT32_MAX)), 0);
  assert_int_equal(rearmed_ms, INT32_MAX);
}

static void without_a_host_there_is_no_timer(void **state) {
  (void)state;
  assert_int_equal(CALL("timer_rearm", integer(5)), THIMBLE_ERROR_UNSUPPORTED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(a_write_reaches_the_port, start),
      cmocka_unit_test_setup(the_port_may_refuse, start),
      cmocka_unit_test_setup(a_timer_is_at_least_a_millisecond_away, start),
      cmocka_unit_test_setup(without_a_host_there_is_no_timer, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
