/* SPDX-License-Identifier: Apache-2.0 */
/* scope_test.c: calls within and beyond what a grant reaches, the log's rate, and finding sensors.
 */
#include "binding/device.h"
#include "unit.h"

static struct thimble_scope scopes[THIMBLE_SCOPES];

static int start(void **state) {
  (void)state;
  device_start();
  for (uint32_t i = 0; i < THIMBLE_SCOPES; i++) {
    scopes[i] = (struct thimble_scope){0};
    caller.scopes[i] = &scopes[i];
  }
  return 0;
}

static void every_scope_must_include_the_number(void **state) {
  (void)state;
  for (uint32_t i = 0; i < THIMBLE_SCOPES; i++) {
    start(NULL);
    scopes[i].actuators = 1u << 4 | 1u << 31;
    assert_int_equal(CALL("actuator_write", integer(4), integer(1)), 0);
    assert_int_equal(CALL("actuator_write", integer(31), integer(1)), 0);
    assert_false(was_refused);
    CALL("actuator_write", integer(5), integer(1));
    assert_true(was_refused);
    CALL("actuator_write", integer(36), integer(1)); /* 4 modulo 32 */
    assert_true(was_refused);
    CALL("actuator_write", integer(-1), integer(1));
    assert_true(was_refused);
    assert_int_equal(device.actuator_writes, 2);
  }
}

static void without_a_scope_all_is_reached(void **state) {
  (void)state;
  CALL("actuator_write", integer(36), integer(1));
  assert_false(was_refused);
  caller.scopes[0] = NULL;
  CALL("actuator_write", integer(36), integer(1));
  assert_false(was_refused);
}

static void a_sensor_is_reached_by_its_kind(void **state) {
  (void)state;
  struct thimble_sensor_value value;
  scopes[THIMBLE_SCOPE_TENANT].sensors = 1u << THIMBLE_SENSOR_HUMIDITY;
  int32_t humidity = THIMBLE_SENSOR(THIMBLE_SENSOR_HUMIDITY, 3);
  assert_int_equal(CALL("sensor_read", integer(humidity), bytes(&value, 8)), 0);
  assert_false(was_refused);
  int32_t light = THIMBLE_SENSOR(THIMBLE_SENSOR_LIGHT, 0);
  CALL("sensor_read", integer(light), bytes(&value, 8));
  assert_true(was_refused);
  assert_int_equal(device.sensor_reads, 1);
  CALL("sensor_find", integer(THIMBLE_SENSOR_LIGHT), integer(0));
  assert_true(was_refused);
}

static void sensors_are_found_by_kind_and_index(void **state) {
  (void)state;
  device.sensors = 2;
  assert_int_equal(CALL("sensor_find", integer(3), integer(1)), 0x103);
  assert_int_equal(CALL("sensor_find", integer(3), integer(2)), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(CALL("sensor_find", integer(3), integer(-1)), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(CALL("sensor_find", integer(-1), integer(0)), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(CALL("sensor_find", integer(256), integer(0)), THIMBLE_ERROR_NOT_FOUND);
  device.sensors = UINT32_MAX;
  assert_int_equal(CALL("sensor_find", integer(3), integer(1 << 23)), THIMBLE_ERROR_NOT_FOUND);
}

static void lines_beyond_the_rate_are_counted(void **state) {
  (void)state;
  thimble_rate_start(&caller.log, 2, 0);
  for (uint32_t i = 0; i < 5; i++)
    CALL("log", integer(THIMBLE_LOG_INFO), string("line"));
  assert_int_equal(device.log_lines, 2);
  device.now_ms = 500; /* enough for one line */
  CALL("log", integer(THIMBLE_LOG_INFO), string("again"));
  assert_int_equal(device.log_lines, 4);
  assert_string_equal(device.last_line, "again");
  device.now_ms = 1500;
  CALL("log", integer(THIMBLE_LOG_INFO), string("later"));
  assert_int_equal(device.log_lines, 5);
}

static void levels_that_are_not_wanted_cost_nothing(void **state) {
  (void)state;
  thimble_rate_start(&caller.log, 1, 0);
  caller.log_below = THIMBLE_LOG_INFO;
  CALL("log", integer(THIMBLE_LOG_INFO), string("quiet"));
  CALL("log_value", integer(THIMBLE_LOG_DEBUG), string("quiet"), integer(1));
  assert_int_equal(device.log_lines, 0);
  CALL("log", integer(THIMBLE_LOG_WARNING), string("loud"));
  assert_int_equal(device.log_lines, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(every_scope_must_include_the_number, start),
      cmocka_unit_test_setup(without_a_scope_all_is_reached, start),
      cmocka_unit_test_setup(a_sensor_is_reached_by_its_kind, start),
      cmocka_unit_test_setup(sensors_are_found_by_kind_and_index, start),
      cmocka_unit_test_setup(lines_beyond_the_rate_are_counted, start),
      cmocka_unit_test_setup(levels_that_are_not_wanted_cost_nothing, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
