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

static void sleep_ends(void **state) {
  (void)state;
  for (uint32_t round = 0; round < 3; round++) {
    uint32_t start = thimble_board_instructions();
    thimble_board_sleep();
    assert_in_range(thimble_board_instructions() - start, 1, 10 * INSTRUCTIONS_PER_MS + 1000);
  }
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
      cmocka_unit_test(sleep_ends),
      cmocka_unit_test(temperature_is_a_wave),
      cmocka_unit_test(heart_rate_stays_in_its_bounds),
      cmocka_unit_test(other_sensors_are_not_there),
      cmocka_unit_test(random_fills_what_it_is_given),
      cmocka_unit_test(arguments_are_separated_by_semicolons),
  };
  return cmocka_run_group_tests_name("board", tests, NULL, NULL);
}
