/* SPDX-License-Identifier: Apache-2.0 */
/* port_test.c: an emulated board keeps its word (emulated/board.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "emulated/board.h"

#define INSTRUCTIONS_PER_MS 1000000u

/* What a call, and finding out how long it took, cost by themselves. */
#define SLACK 2000u

static const uint32_t actuator_count = BOARD_ACTUATORS; /* from the build, for each board */

static uint32_t initialised = 0x12345678;
static uint32_t cleared[4];

static void variables_have_their_first_values(void **state) {
  (void)state;
  assert_int_equal(initialised, 0x12345678);
  for (uint32_t index = 0; index < 4; index++)
    assert_int_equal(cleared[index], 0);
}

static void empty_slots_read_zero(void **state) {
  (void)state;
  for (uint32_t slot = 0; slot < THIMBLE_BOARD_SLOTS; slot++)
    assert_int_equal(thimble_board_slots[slot * THIMBLE_BOARD_SLOT_SIZE], 0);
}

/* A function of COUNT instructions and a return. */
#define DO_NOTHING(count)                             \
  static void do_nothing_##count(void *argument) {    \
    (void)argument;                                   \
    __asm__ volatile(".rept " #count "\nnop\n.endr"); \
  }
DO_NOTHING(0)
DO_NOTHING(1)
DO_NOTHING(39)
DO_NOTHING(40)
DO_NOTHING(41)
DO_NOTHING(1000)

static void instructions_are_counted_exactly(void **state) {
  (void)state;
  /* At many different phases of whatever clock the count is made from. */
  for (uint32_t round = 0; round < 100; round++) {
    assert_int_equal(thimble_board_count(do_nothing_0, NULL), 0);
    assert_int_equal(thimble_board_count(do_nothing_1, NULL), 1);
    assert_int_equal(thimble_board_count(do_nothing_39, NULL), 39);
    assert_int_equal(thimble_board_count(do_nothing_40, NULL), 40);
    assert_int_equal(thimble_board_count(do_nothing_41, NULL), 41);
    assert_int_equal(thimble_board_count(do_nothing_1000, NULL), 1000);
  }
}

static void the_clock_counts_milliseconds(void **state) {
  (void)state;
  uint64_t begin = thimble_board_clock_ms();
  while (thimble_board_clock_ms() == begin)
    ;
  uint32_t start = thimble_board_instructions();
  while (thimble_board_clock_ms() < begin + 11)
    ;
  uint32_t instructions = thimble_board_instructions() - start;
  assert_in_range(instructions, 10 * INSTRUCTIONS_PER_MS - 1000, 10 * INSTRUCTIONS_PER_MS + 1000);
}

static uint32_t sleep_instructions(uint32_t milliseconds) {
  uint32_t start = thimble_board_instructions();
  thimble_board_port.sleep(thimble_board_port.device, milliseconds);
  return thimble_board_instructions() - start;
}

/* These boards sleep all the time that they are given. Several times: the first must not differ. */
static void sleep_lasts_as_long_as_it_is_told(void **state) {
  (void)state;
  static const uint32_t times[] = {1, 2, 10, 50, 1, 1000, 3000};
  for (uint32_t index = 0; index < sizeof times / sizeof times[0]; index++) {
    uint32_t expected = times[index] * INSTRUCTIONS_PER_MS;
    assert_in_range(sleep_instructions(times[index]), expected - SLACK, expected + SLACK);
  }
  assert_in_range(sleep_instructions(0), 1, SLACK);
}

static volatile uint32_t alarms;

static void count_alarm(void) {
  alarms++;
}

static void an_alarm_rings_again_and_again(void **state) {
  (void)state;
  uint64_t begin = thimble_board_clock_ms();
  alarms = 0;
  thimble_board_alarm(2000, count_alarm);
  while (thimble_board_clock_ms() < begin + 21)
    ;
  thimble_board_alarm(0, NULL);
  uint32_t rung = alarms;
  assert_in_range(rung, 9, 11);
  thimble_board_sleep(10);
  assert_int_equal(alarms, rung);
}

/* 5 ms each, whatever the sleep was allowed. */
static void an_alarm_ends_a_sleep(void **state) {
  (void)state;
  thimble_board_alarm(5000, count_alarm);
  alarms = 0;
  thimble_board_sleep(1000);
  for (uint32_t round = 1; round < 10; round++) {
    assert_int_equal(alarms, round);
    assert_in_range(sleep_instructions(1000), 5 * INSTRUCTIONS_PER_MS - SLACK,
                    5 * INSTRUCTIONS_PER_MS + SLACK);
  }
  thimble_board_alarm(0, NULL);
}

/* The alarm rings before the sleep, at many different distances from its begin: neither is its ring
 * slept over, nor is the sleep after that cut short. */
static void no_alarm_is_slept_over(void **state) {
  (void)state;
  for (uint32_t distance = 0; distance < 200; distance++) {
    alarms = 0;
    thimble_board_alarm(100000, count_alarm);
    thimble_board_sleep(99);
    uint32_t start = thimble_board_instructions();
    while (thimble_board_instructions() - start < 995000 + 50 * distance)
      ;
    uint32_t slept = sleep_instructions(50);
    assert_in_range(slept, 1, 10000);
    assert_int_equal(alarms, 1);
    assert_in_range(sleep_instructions(50), 50 * INSTRUCTIONS_PER_MS - SLACK,
                    50 * INSTRUCTIONS_PER_MS + SLACK);
  }
  thimble_board_alarm(0, NULL);
}

static enum thimble_result write_actuator(uint32_t actuator, int32_t value) {
  return thimble_board_port.actuator_write(thimble_board_port.device, actuator, value);
}

static void actuators_are_switched_one_by_one(void **state) {
  (void)state;
  static const int32_t on_values[] = {1, -1, 256, INT32_MIN};
  assert_int_equal(thimble_board_actuator_count(), actuator_count);
  assert_int_equal(thimble_board_actuators(), 0);
  for (uint32_t index = 0; index < 4 * actuator_count; index++) {
    uint32_t actuator = index / 4;
    assert_int_equal(write_actuator(actuator, on_values[index % 4]), THIMBLE_OK);
    assert_int_equal(thimble_board_actuators(), 1u << actuator);
    assert_int_equal(write_actuator(actuator, 0), THIMBLE_OK);
    assert_int_equal(thimble_board_actuators(), 0);
  }
}

static void switching_an_actuator_leaves_the_others(void **state) {
  (void)state;
  uint32_t all = (1u << actuator_count) - 1;
  for (uint32_t actuator = 0; actuator < actuator_count; actuator++)
    assert_int_equal(write_actuator(actuator, 1), THIMBLE_OK);
  assert_int_equal(thimble_board_actuators(), all);
  for (uint32_t actuator = 0; actuator < actuator_count; actuator++) {
    assert_int_equal(write_actuator(actuator, 0), THIMBLE_OK);
    assert_int_equal(thimble_board_actuators(), all & ~(1u << actuator));
    assert_int_equal(write_actuator(actuator, 1), THIMBLE_OK);
  }
  for (uint32_t actuator = 0; actuator < actuator_count; actuator++)
    assert_int_equal(write_actuator(actuator, 0), THIMBLE_OK);
}

static void other_actuators_are_not_there(void **state) {
  (void)state;
  static const uint32_t actuators[] = {BOARD_ACTUATORS, 31, 32, UINT32_MAX};
  for (uint32_t index = 0; index < sizeof actuators / sizeof actuators[0]; index++)
    assert_int_equal(write_actuator(actuators[index], 1), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(thimble_board_actuators(), 0);
}

static void read_sensor(int32_t kind, struct thimble_sensor_value *value) {
  enum thimble_result result =
      thimble_board_port.sensor_read(thimble_board_port.device, THIMBLE_SENSOR(kind, 0), value);
  assert_int_equal(result, THIMBLE_OK);
  assert_int_equal(value->kind, kind);
  assert_int_equal(value->reserved, 0);
}

/* Up to the top and down again, without a jump. */
static void temperature_is_a_wave(void **state) {
  (void)state;
  struct thimble_sensor_value value;
  int32_t last = 1825;
  uint32_t turns = 0;
  int32_t step = 25;
  for (uint32_t reading = 0; reading < 97; reading++) {
    read_sensor(THIMBLE_SENSOR_TEMPERATURE, &value);
    assert_int_equal(value.scale, -2);
    assert_in_range(value.value, 1850, 2450);
    if (value.value != last + step) {
      step = -step;
      turns++;
    }
    assert_int_equal(value.value, last + step);
    last = value.value;
  }
  assert_int_equal(turns, 3);
}

static void heart_rate_stays_in_its_bounds(void **state) {
  (void)state;
  struct thimble_sensor_value value;
  for (uint32_t reading = 0; reading < 100; reading++) {
    read_sensor(THIMBLE_SENSOR_HEART_RATE, &value);
    assert_int_equal(value.scale, 0);
    assert_in_range(value.value, 58, 118);
  }
}

static void other_sensors_are_not_there(void **state) {
  (void)state;
  static const int32_t sensors[] = {0, THIMBLE_SENSOR(THIMBLE_SENSOR_TEMPERATURE, 1),
                                    THIMBLE_SENSOR(THIMBLE_SENSOR_LIGHT, 0), -1, INT32_MIN};
  struct thimble_sensor_value value;
  for (uint32_t index = 0; index < sizeof sensors / sizeof sensors[0]; index++)
    assert_int_equal(
        thimble_board_port.sensor_read(thimble_board_port.device, sensors[index], &value),
        THIMBLE_ERROR_NOT_FOUND);
}

static void sensors_are_counted_by_kind(void **state) {
  (void)state;
  static const int32_t kinds[] = {
      THIMBLE_SENSOR_TEMPERATURE,      THIMBLE_SENSOR_HEART_RATE, THIMBLE_SENSOR_LIGHT, 0, -1,
      256 + THIMBLE_SENSOR_TEMPERATURE};
  static const uint32_t counts[] = {1, 1, 0, 0, 0, 0};
  for (uint32_t index = 0; index < sizeof kinds / sizeof kinds[0]; index++)
    assert_int_equal(thimble_board_port.sensor_count(thimble_board_port.device, kinds[index]),
                     counts[index]);
}

static void random_fills_what_it_is_given(void **state) {
  (void)state;
  uint8_t first[66] = {0}, second[66] = {0};
  thimble_board_port.random(thimble_board_port.device, first + 1, 64);
  thimble_board_port.random(thimble_board_port.device, second + 1, 64);
  assert_int_equal(first[0] | first[65] | second[0] | second[65], 0);
  assert_memory_not_equal(first, second, sizeof first);
}

static void arguments_are_separated_by_semicolons(void **state) {
  (void)state;
  static const char *const expected[] = {"one", "two, with a comma", "", "four=4"};
  uint32_t position = 0;
  struct thimble_bytes item;
  for (uint32_t index = 0; index < 4; index++) {
    assert_true(thimble_board_argument(&position, &item));
    assert_int_equal(item.length, strlen(expected[index]));
    assert_memory_equal(item.data, expected[index], item.length);
  }
  assert_false(thimble_board_argument(&position, &item));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(variables_have_their_first_values),
      cmocka_unit_test(empty_slots_read_zero),
      cmocka_unit_test(instructions_are_counted_exactly),
      cmocka_unit_test(the_clock_counts_milliseconds),
      cmocka_unit_test(sleep_lasts_as_long_as_it_is_told),
      cmocka_unit_test(an_alarm_rings_again_and_again),
      cmocka_unit_test(an_alarm_ends_a_sleep),
      cmocka_unit_test(no_alarm_is_slept_over),
      cmocka_unit_test(actuators_are_switched_one_by_one),
      cmocka_unit_test(switching_an_actuator_leaves_the_others),
      cmocka_unit_test(other_actuators_are_not_there),
      cmocka_unit_test(temperature_is_a_wave),
      cmocka_unit_test(heart_rate_stays_in_its_bounds),
      cmocka_unit_test(other_sensors_are_not_there),
      cmocka_unit_test(sensors_are_counted_by_kind),
      cmocka_unit_test(random_fills_what_it_is_given),
      cmocka_unit_test(arguments_are_separated_by_semicolons),
  };
  return cmocka_run_group_tests_name("board", tests, NULL, NULL);
}
