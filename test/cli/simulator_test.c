/* SPDX-License-Identifier: Apache-2.0 */
/* simulator_test.c: simulated sensors give the readings that their descriptions say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/common/message.h"
#include "cli/run/simulator.h"
#include "cli/run/simulator_decimal.h"

#define TEMPERATURE THIMBLE_SENSOR(THIMBLE_SENSOR_TEMPERATURE, 0)

static struct simulator simulator;
static struct thimble_port port;

static int start(void **state) {
  (void)state;
  memset(&simulator, 0, sizeof(simulator));
  simulator_port(&simulator, &port);
  return 0;
}

static int stop(void **state) {
  (void)state;
  simulator_free(&simulator);
  return 0;
}

static int add(const char *description) {
  char copy[256];
  snprintf(copy, sizeof(copy), "%s", description);
  return simulator_add_sensor(&simulator, copy);
}

static int32_t read_at(int32_t sensor, uint64_t now_ms) {
  struct thimble_sensor_value value = {0};
  simulator.now_ms = now_ms;
  assert_int_equal(port.sensor_read(port.device, sensor, &value), THIMBLE_OK);
  assert_int_equal(value.kind, (uint8_t)sensor);
  assert_int_equal(value.reserved, 0);
  return value.value;
}

static bool decimal(const char *text, int8_t scale, int32_t *value) {
  return decimal_read((struct thimble_bytes){(const uint8_t *)text, (uint32_t)strlen(text)}, scale,
                      value);
}

static void assert_decimal(const char *text, int8_t scale, int32_t expected) {
  int32_t value = 0;
  assert_true(decimal(text, scale, &value));
  assert_int_equal(value, expected);
}

static void decimals_are_scaled_and_rounded(void **state) {
  (void)state;
  assert_decimal("21.53", -2, 2153);
  assert_decimal("21.5", -2, 2150);
  assert_decimal("-21.5", -2, -2150);
  assert_decimal("+7", 0, 7);
  assert_decimal(".5", -1, 5);
  assert_decimal("5.", -1, 50);
  assert_decimal("0.125", -2, 13);
  assert_decimal("-0.125", -2, -13);
  assert_decimal("0.12499999999999999999999", -2, 12);
  assert_decimal("72.5", 0, 73);
  assert_decimal("0000000000000000000000001", 0, 1);
}

static void decimals_have_bounds(void **state) {
  (void)state;
  int32_t value;
  assert_decimal("2147483647", 0, INT32_MAX);
  assert_decimal("-2147483648", 0, INT32_MIN);
  assert_decimal("21474836.47", -2, INT32_MAX);
  assert_false(decimal("2147483648", 0, &value));
  assert_false(decimal("-2147483649", 0, &value));
  assert_false(decimal("2147483647.5", 0, &value));
  assert_false(decimal("21474836.475", -2, &value));
  assert_false(decimal("99999999999999999999999999", 0, &value));
  assert_false(decimal("3", -9, &value));
}

static void other_text_is_no_decimal(void **state) {
  (void)state;
  static const char *const texts[] = {"",    "-",  ".",  "+.",  "1e3",   "1,5",
                                      "--1", "1 ", " 1", "0x1", "1.5.5", "nan"};
  int32_t value;
  for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
    assert_false(decimal(texts[i], -2, &value));
}

static void sensors_have_kinds_and_indices(void **state) {
  (void)state;
  assert_int_equal(add("temperature=21.5"), EXIT_CODE_OK);
  assert_int_equal(add("temperature.3=-1"), EXIT_CODE_OK);
  assert_int_equal(add("heart-rate=72"), EXIT_CODE_OK);
  assert_int_equal(read_at(TEMPERATURE, 0), 2150);
  assert_int_equal(read_at(THIMBLE_SENSOR(THIMBLE_SENSOR_TEMPERATURE, 3), 0), -100);
  assert_int_equal(read_at(THIMBLE_SENSOR(THIMBLE_SENSOR_HEART_RATE, 0), 0), 72);
  struct thimble_sensor_value value;
  assert_int_equal(port.sensor_read(port.device, 0x101, &value), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(port.sensor_read(port.device, -1, &value), THIMBLE_ERROR_NOT_FOUND);
}

static void waves_follow_the_time(void **state) {
  (void)state;
  assert_int_equal(add("temperature=sine:10,30,4000"), EXIT_CODE_OK);
  assert_int_equal(read_at(TEMPERATURE, 0), 2000);
  assert_int_equal(read_at(TEMPERATURE, 1000), 3000);
  assert_int_equal(read_at(TEMPERATURE, 2000), 2000);
  assert_int_equal(read_at(TEMPERATURE, 7000), 1000);
  assert_int_equal(add("light=square:1,9,1000"), EXIT_CODE_OK);
  int32_t light = THIMBLE_SENSOR(THIMBLE_SENSOR_LIGHT, 0);
  assert_int_equal(read_at(light, 499), 1);
  assert_int_equal(read_at(light, 500), 9);
  assert_int_equal(read_at(light, 1000), 1);
}

static void ramps_follow_the_readings(void **state) {
  (void)state;
  static const int32_t up[] = {2000, 2050, 2100, 2000, 2050};
  assert_int_equal(add("temperature=ramp:20,21.2,0.5"), EXIT_CODE_OK);
  for (size_t i = 0; i < sizeof(up) / sizeof(up[0]); i++)
    assert_int_equal(read_at(TEMPERATURE, 0), up[i]);
  assert_int_equal(add("pressure=ramp:2147483647,-2147483648,-2147483647"), EXIT_CODE_OK);
  int32_t pressure = THIMBLE_SENSOR(THIMBLE_SENSOR_PRESSURE, 0);
  assert_int_equal(read_at(pressure, 0), INT32_MAX);
  assert_int_equal(read_at(pressure, 0), 0);
  assert_int_equal(read_at(pressure, 0), -INT32_MAX);
  assert_int_equal(read_at(pressure, 0), INT32_MAX);
}

/* Writes a file that is gone when the test is over, and adds a sensor that reads it. */
static int add_csv(const char *content, const char *column) {
  char path[] = "/tmp/thimble-simulator-test-XXXXXX";
  char description[256];
  int descriptor = mkstemp(path);
  assert_true(descriptor >= 0);
  assert_int_equal(write(descriptor, content, strlen(content)), strlen(content));
  close(descriptor);
  snprintf(description, sizeof(description), "temperature=csv:%s%s", path, column);
  int code = simulator_add_sensor(&simulator, description);
  unlink(path);
  return code;
}

static void csv_rows_come_in_turn_and_again(void **state) {
  (void)state;
  assert_int_equal(add_csv("21.5\n\n# a remark\n22\r\n", ""), EXIT_CODE_OK);
  assert_int_equal(read_at(TEMPERATURE, 0), 2150);
  assert_int_equal(read_at(TEMPERATURE, 0), 2200);
  assert_int_equal(read_at(TEMPERATURE, 0), 2150);
}

static void csv_columns_have_numbers_and_names(void **state) {
  (void)state;
  const char *content = "\xef\xbb\xbftime;\"outside\";inside\n1;-3.5;20\n2; -4 ;21";
  assert_int_equal(add_csv(content, ":inside"), EXIT_CODE_OK);
  assert_int_equal(read_at(TEMPERATURE, 0), 2000);
  assert_int_equal(read_at(TEMPERATURE, 0), 2100);
  stop(NULL);
  assert_int_equal(add_csv(content, ":outside"), EXIT_CODE_OK);
  assert_int_equal(read_at(TEMPERATURE, 0), -350);
  stop(NULL);
  assert_int_equal(add_csv(content, ":2"), EXIT_CODE_OK);
  assert_int_equal(read_at(TEMPERATURE, 0), -350);
  assert_int_equal(read_at(TEMPERATURE, 0), -400);
  stop(NULL);
  assert_int_equal(add_csv(content, ":time"), EXIT_CODE_OK);
  assert_int_equal(read_at(TEMPERATURE, 0), 100);
}

static void an_empty_cell_is_a_failed_reading(void **state) {
  (void)state;
  struct thimble_sensor_value value = {0};
  assert_int_equal(add_csv("a,b\n1,\n2,5\n", ":b"), EXIT_CODE_OK);
  assert_int_equal(port.sensor_read(port.device, TEMPERATURE, &value), THIMBLE_ERROR_INPUT);
  assert_int_equal(read_at(TEMPERATURE, 0), 500);
}

static void damaged_csv_is_an_error(void **state) {
  (void)state;
  assert_int_equal(add_csv("", ""), EXIT_CODE_FAILURE);
  assert_int_equal(add_csv("only a header\n", ""), EXIT_CODE_FAILURE);
  assert_int_equal(add_csv("1\n2\nthree\n", ""), EXIT_CODE_FAILURE);
  assert_int_equal(add_csv("1,2\n3\n", ":2"), EXIT_CODE_FAILURE);
  assert_int_equal(add_csv("a,b\n1,2\n", ":c"), EXIT_CODE_FAILURE);
  assert_int_equal(add_csv("99999999\n", ":4294967296"), EXIT_CODE_FAILURE);
  assert_int_equal(add("temperature=csv:/no/such/file"), EXIT_CODE_FAILURE);
  assert_int_equal(simulator.sensor_count, 0);
}

static void wrong_descriptions_are_usage_errors(void **state) {
  (void)state;
  static const char *const descriptions[] = {
      "temperature",
      "=1",
      "temprature=1",
      "temperature.=1",
      "temperature.256=1",
      "temperature.1.5=1",
      "temperature.-1=1",
      "temperature=",
      "temperature=warm",
      "temperature=sin:1,2,3",
      "temperature=sine:1,2",
      "temperature=sine:1,2,3,4",
      "temperature=sine:1,2,",
      "temperature=square:1,2,0",
      "temperature=ramp:1,2,0",
      "temperature=ramp:1,2,-1",
      "temperature=ramp:2,1,1",
  };
  for (size_t i = 0; i < sizeof(descriptions) / sizeof(descriptions[0]); i++)
    assert_int_equal(add(descriptions[i]), EXIT_CODE_USAGE);
  assert_int_equal(add("temperature=1"), EXIT_CODE_OK);
  assert_int_equal(add("temperature.0=1"), EXIT_CODE_USAGE);
}

static void sensors_are_bounded(void **state) {
  (void)state;
  char description[32];
  for (int i = 0; i < SIMULATOR_SENSORS; i++) {
    snprintf(description, sizeof(description), "light.%d=1", i);
    assert_int_equal(simulator_add_sensor(&simulator, description), EXIT_CODE_OK);
  }
  assert_int_equal(add("light.99=1"), EXIT_CODE_USAGE);
}

static void a_seed_makes_random_bytes_repeatable(void **state) {
  (void)state;
  uint8_t first[16] = {0}, second[16] = {0}, other[16] = {0};
  simulator.seeded = true;
  port.random(port.device, first, sizeof(first));
  simulator.random_state = 0;
  port.random(port.device, second, sizeof(second));
  assert_memory_equal(first, second, sizeof(first));
  simulator.random_state = 1;
  port.random(port.device, other, sizeof(other));
  assert_memory_not_equal(first, other, sizeof(first));
  simulator.seeded = false;
  port.random(port.device, second, sizeof(second));
  port.random(port.device, other, sizeof(other));
  assert_memory_not_equal(second, other, sizeof(second));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, start, stop)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(decimals_are_scaled_and_rounded),
      TEST(decimals_have_bounds),
      TEST(other_text_is_no_decimal),
      TEST(sensors_have_kinds_and_indices),
      TEST(waves_follow_the_time),
      TEST(ramps_follow_the_readings),
      TEST(csv_rows_come_in_turn_and_again),
      TEST(csv_columns_have_numbers_and_names),
      TEST(an_empty_cell_is_a_failed_reading),
      TEST(damaged_csv_is_an_error),
      TEST(wrong_descriptions_are_usage_errors),
      TEST(sensors_are_bounded),
      TEST(a_seed_makes_random_bytes_repeatable),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
