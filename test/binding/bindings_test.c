/* SPDX-License-Identifier: Apache-2.0 */
/* bindings_test.c: what bindings make of their arguments and of the port's answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <thimble/binding.h>
#include <thimble/grant.h>

/* A port that remembers what it was asked. */
static struct {
  enum thimble_log_level level;
  char line[256];
  uint32_t random_calls;
  int32_t sensor;
  enum thimble_result sensor_result;
} seen;

static uint64_t clock_ms(void *device) {
  (void)device;
  return UINT64_C(1) << 40;
}

static void fill(void *device, uint8_t *bytes, uint32_t length) {
  (void)device;
  seen.random_calls++;
  memset(bytes, 0x5a, length);
}

static void log_line(void *device, enum thimble_log_level level, struct thimble_bytes container,
                     struct thimble_bytes text) {
  (void)device;
  assert_int_equal(container.length, 1);
  assert_true(text.length < sizeof(seen.line));
  seen.level = level;
  if (text.length > 0)
    memcpy(seen.line, text.data, text.length);
  seen.line[text.length] = '\0';
}

static enum thimble_result sensor_read(void *device, int32_t sensor,
                                       struct thimble_sensor_value *value) {
  (void)device;
  seen.sensor = sensor;
  value->value = -2150;
  value->scale = -2;
  value->kind = THIMBLE_SENSOR_TEMPERATURE;
  return seen.sensor_result;
}

static const struct thimble_port port = {
    .clock_ms = clock_ms, .random = fill, .log = log_line, .sensor_read = sensor_read};

static int64_t call(const char *name, struct thimble_argument first, struct thimble_argument second,
                    struct thimble_argument third) {
  struct thimble_caller caller = {.port = &port, .name = {(const uint8_t *)"x", 1}};
  struct thimble_call arguments = {
      .caller = &caller,
      .arguments = {first, second, third},
  };
  for (uint32_t number = 0; number < thimble_bindings.count; number++) {
    const struct thimble_binding *binding = &thimble_bindings.bindings[number];
    if (binding->name != NULL && strcmp(binding->name, name) == 0)
      return binding->function(&arguments);
  }
  fail_msg("no binding %s", name);
  return 0;
}

static struct thimble_argument integer(int64_t number) {
  return (struct thimble_argument){.integer = number};
}

static struct thimble_argument bytes(void *data, uint32_t length) {
  return (struct thimble_argument){.data = data, .writable = data, .length = length};
}

static struct thimble_argument string(char *text) {
  return bytes(text, (uint32_t)strlen(text));
}

static const struct thimble_argument none;

static int forget(void **state) {
  (void)state;
  memset(&seen, 0, sizeof(seen));
  return 0;
}

/* Parameters in registers: r and w take two. */
static uint32_t slots_of(const char *arguments) {
  uint32_t slots = 0;
  for (; *arguments != '\0'; arguments++) {
    assert_non_null(strchr("ilsrw", *arguments));
    slots += *arguments == 'r' || *arguments == 'w' ? 2 : 1;
  }
  return slots;
}

static void the_table_is_sound(void **state) {
  (void)state;
  assert_null(thimble_bindings.bindings[0].function);
  for (uint32_t number = 1; number < thimble_bindings.count; number++) {
    const struct thimble_binding *binding = &thimble_bindings.bindings[number];
    if (binding->function == NULL)
      continue;
    assert_non_null(strchr("vil", binding->result));
    assert_true(slots_of(binding->arguments) <= THIMBLE_BINDING_ARGUMENTS);
    assert_true(binding->grant == THIMBLE_GRANT_NONE || thimble_grant_name(binding->grant));
  }
  assert_string_equal(thimble_bindings.bindings[4].name, "sensor_read");
  assert_string_equal(thimble_bindings.bindings[4].arguments, "iw");
}

static void log_hands_on_level_and_text(void **state) {
  (void)state;
  char text[] = "hello";
  call("log", integer(THIMBLE_LOG_WARNING), string(text), none);
  assert_int_equal(seen.level, THIMBLE_LOG_WARNING);
  assert_string_equal(seen.line, "hello");
  call("log", integer(THIMBLE_LOG_WARNING), none, none);
  assert_string_equal(seen.line, "");
}

static void log_takes_the_nearest_level(void **state) {
  (void)state;
  call("log", integer(-1), none, none);
  assert_int_equal(seen.level, THIMBLE_LOG_ERROR);
  call("log", integer(INT32_MIN), none, none);
  assert_int_equal(seen.level, THIMBLE_LOG_ERROR);
  call("log", integer(4), none, none);
  assert_int_equal(seen.level, THIMBLE_LOG_DEBUG);
  call("log", integer(INT32_MAX), none, none);
  assert_int_equal(seen.level, THIMBLE_LOG_DEBUG);
}

static void log_value_appends_the_number(void **state) {
  (void)state;
  char text[] = "mean";
  call("log_value", integer(THIMBLE_LOG_INFO), string(text), integer(-2150));
  assert_string_equal(seen.line, "mean -2150");
  call("log_value", integer(THIMBLE_LOG_INFO), none, integer(INT64_MIN));
  assert_string_equal(seen.line, " -9223372036854775808");
}

static void log_value_cuts_the_text_not_the_number(void **state) {
  (void)state;
  char text[201];
  memset(text, 'x', 200);
  text[200] = '\0';
  call("log_value", integer(THIMBLE_LOG_INFO), string(text), integer(INT64_MIN));
  size_t length = strlen(seen.line);
  assert_in_range(length, 64, 128);
  assert_string_equal(seen.line + length - 22, "x -9223372036854775808");
}

static void clock_has_64_bits(void **state) {
  (void)state;
  assert_true(call("clock_ms", none, none, none) == INT64_C(1) << 40);
}

static void random_fills_all_and_not_more(void **state) {
  (void)state;
  uint8_t memory[6] = {0};
  const uint8_t expected[6] = {0, 0x5a, 0x5a, 0x5a, 0x5a, 0};
  assert_int_equal(call("random", bytes(memory + 1, 4), none, none), 0);
  assert_memory_equal(memory, expected, sizeof(memory));
  call("random", none, none, none);
  assert_int_equal(seen.random_calls, 1);
}

static void sensor_read_gives_eight_bytes_at_any_alignment(void **state) {
  (void)state;
  uint8_t memory[10];
  const uint8_t expected[8] = {0x9a, 0xf7, 0xff, 0xff, 0xfe, 1, 0, 0};
  memset(memory, 0xee, sizeof(memory));
  int32_t sensor = THIMBLE_SENSOR(THIMBLE_SENSOR_TEMPERATURE, 2);
  assert_int_equal(call("sensor_read", integer(sensor), bytes(memory + 1, 8), none), 0);
  assert_int_equal(seen.sensor, 0x201);
  assert_memory_equal(memory + 1, expected, sizeof(expected));
  assert_int_equal(memory[0], 0xee);
  assert_int_equal(memory[9], 0xee);
}

static void sensor_read_demands_the_size(void **state) {
  (void)state;
  uint8_t memory[9] = {0};
  const uint8_t zero[9] = {0};
  for (uint32_t size = 0; size <= sizeof(memory); size++)
    if (size != sizeof(struct thimble_sensor_value))
      assert_int_equal(call("sensor_read", integer(1), bytes(memory, size), none),
                       THIMBLE_ERROR_INVALID);
  assert_memory_equal(memory, zero, sizeof(memory));
  assert_int_equal(seen.sensor, 0);
}

static void sensor_read_passes_errors_up_and_writes_nothing(void **state) {
  (void)state;
  uint8_t memory[8] = {0};
  const uint8_t zero[8] = {0};
  seen.sensor_result = THIMBLE_ERROR_NOT_FOUND;
  assert_int_equal(call("sensor_read", integer(1), bytes(memory, 8), none),
                   THIMBLE_ERROR_NOT_FOUND);
  seen.sensor_result = THIMBLE_ERROR_INPUT;
  assert_int_equal(call("sensor_read", integer(1), bytes(memory, 8), none), THIMBLE_ERROR_INPUT);
  assert_memory_equal(memory, zero, sizeof(memory));
}

static void names_belong_to_their_numbers(void **state) {
  (void)state;
  assert_string_equal(thimble_grant_name(THIMBLE_GRANT_SENSOR), "sensor");
  assert_null(thimble_grant_name(THIMBLE_GRANT_COUNT));
  assert_null(thimble_grant_name(UINT32_MAX));
  assert_string_equal(thimble_result_text(THIMBLE_OK), "ok");
  assert_string_equal(thimble_result_text(THIMBLE_ERROR_NOT_FOUND), "not found");
  assert_string_equal(thimble_result_text((enum thimble_result) - 1000), "an unknown result");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(the_table_is_sound, forget),
      cmocka_unit_test_setup(log_hands_on_level_and_text, forget),
      cmocka_unit_test_setup(log_takes_the_nearest_level, forget),
      cmocka_unit_test_setup(log_value_appends_the_number, forget),
      cmocka_unit_test_setup(log_value_cuts_the_text_not_the_number, forget),
      cmocka_unit_test_setup(clock_has_64_bits, forget),
      cmocka_unit_test_setup(random_fills_all_and_not_more, forget),
      cmocka_unit_test_setup(sensor_read_gives_eight_bytes_at_any_alignment, forget),
      cmocka_unit_test_setup(sensor_read_demands_the_size, forget),
      cmocka_unit_test_setup(sensor_read_passes_errors_up_and_writes_nothing, forget),
      cmocka_unit_test(names_belong_to_their_numbers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
