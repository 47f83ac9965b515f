/* SPDX-License-Identifier: Apache-2.0 */
/* state_test.c: what lives on from run to run, what a run that failed leaves, the start function,
 * and the context. */
#include "loaded.h"
#include "unit.h"

/* Function 0 (context, length) counts in global 0, in the byte of memory at 0, which a segment sets
 * to 5, in the size of memory, and in that of the table; it copies a byte from the passive segment
 * 1 to address 4, and drops that segment. It returns global + 10 * byte + 100 * (memory - 16) +
 * 1000 * table. With a length of 1 it traps at its end. */
#define STATE                                                                               \
  "01[ 02 60 02 7f 7f 01 7f 60 00 00 ] 03[ 01 00 ] 04[ 01 70 00 00 ] 05[ 01 08 10 00 ] "    \
  "06[ 01 7f 01 41 00 0b ] 09[ 00 ] 0c[ 02 ] "                                              \
  "0a[ 01 [ 00 23 00 41 01 6a 24 00 41 00 41 00 2d 00 00 41 01 6a 3a 00 00 41 01 40 00 1a " \
  "d0 70 41 01 fc 0f 00 1a 23 00 41 00 2d 00 00 41 0a 6c 6a 3f 00 41 10 6b 41 e4 00 6c 6a " \
  "fc 10 00 41 e8 07 6c 6a 20 01 41 01 46 04 40 @00 0b "                                    \
  "41 04 41 00 41 01 fc 08 01 00 0b ] ] 0b[ 02 00 41 00 0b 01 05 01 01 09 ]"

static uint8_t context[16];

static struct thimble_outcome run_with(uint32_t length) {
  const struct thimble_event event = {context, length, 0};
  return module_run(&event, FUEL_ENOUGH);
}

static void must_count(uint32_t runs) {
  struct thimble_outcome outcome = run_with(0);
  assert_int_equal(outcome.kind, THIMBLE_DONE);
  assert_int_equal(outcome.value, 1111 * runs + 50);
}

static void state_lives_on_and_is_made_anew(void **unused) {
  (void)unused;
  module_must_load(&(struct module_parts){.text = STATE, .room = 8});
  for (uint32_t round = 0; round < 3; round++) {
    for (uint32_t runs = 1; runs <= 4; runs++)
      must_count(runs);
    struct thimble_outcome outcome = run_with(1);
    assert_int_equal(outcome.reason, THIMBLE_REASON_UNREACHABLE);
    assert_int_equal(outcome.place, loaded_mark);
  }
}

static void lack_of_fuel_makes_it_anew_too(void **unused) {
  (void)unused;
  const struct thimble_event event = {context, 0, 0};
  module_must_load(&(struct module_parts){.text = STATE, .room = 8});
  must_count(1);
  assert_int_equal(module_run(&event, 20).kind, THIMBLE_OUT_OF_FUEL);
  must_count(1);
  assert_int_equal(module_run(&event, 20).kind, THIMBLE_OUT_OF_FUEL);
  struct thimble_outcome outcome = module_resume(&event, FUEL_ENOUGH);
  assert_int_equal(outcome.kind, THIMBLE_DONE);
  assert_int_equal(outcome.value, 1111 * 2 + 50);
  must_count(3);
  /* A run that is done cannot be resumed: this is another one. */
  outcome = module_resume(&event, FUEL_ENOUGH);
  assert_int_equal(outcome.value, 1111 * 4 + 50);
}

/* Function 0 is the start function, and sets global 0 to 7, byte by byte of fuel; function 1 adds 1
 * and returns it; it traps where it would come to 10. */
#define START                                                                      \
  "01[ 02 60 00 00 60 00 01 7f ] 03[ 02 00 01 ] 06[ 01 7f 01 41 00 0b ] 08[ 00 ] " \
  "0a[ 02 [ 00 01 01 41 07 24 00 0b ] "                                            \
  "[ 00 23 00 41 01 6a 24 00 23 00 41 0a 46 04 40 00 0b 23 00 0b ] ]"
#define START_FUEL 5u
#define ENTRY_FUEL 10u

static void the_start_function_runs_before_the_first_run(void **unused) {
  (void)unused;
  module_must_load(&(struct module_parts){.text = START, .entry = 1});
  for (uint32_t round = 0; round < 2; round++) {
    struct thimble_outcome outcome = module_run(NULL, FUEL_ENOUGH);
    assert_int_equal(outcome.value, 8);
    assert_int_equal(outcome.fuel_used, START_FUEL + ENTRY_FUEL);
    outcome = module_run(NULL, FUEL_ENOUGH);
    assert_int_equal(outcome.value, 9);
    assert_int_equal(outcome.fuel_used, ENTRY_FUEL);
    assert_int_equal(module_run(NULL, FUEL_ENOUGH).reason, THIMBLE_REASON_UNREACHABLE);
  }
}

static void the_start_function_can_be_resumed(void **unused) {
  (void)unused;
  for (uint32_t budget = 0; budget < START_FUEL + ENTRY_FUEL; budget++) {
    module_must_load(&(struct module_parts){.text = START, .entry = 1});
    struct thimble_outcome outcome = module_run(NULL, budget);
    assert_int_equal(outcome.kind, THIMBLE_OUT_OF_FUEL);
    assert_int_equal(outcome.fuel_used, budget);
    outcome = module_resume(NULL, START_FUEL + ENTRY_FUEL - budget);
    assert_int_equal(outcome.kind, THIMBLE_DONE);
    assert_int_equal(outcome.value, 8);
    assert_int_equal(module_run(NULL, FUEL_ENOUGH).value, 9);
  }
}

static void a_start_function_that_fails_is_run_again(void **unused) {
  (void)unused;
  module_must_load(
      &(struct module_parts){.text = "01[ 02 60 00 00 60 00 01 7f ] 03[ 02 00 01 ] 08[ 00 ] "
                                     "0a[ 02 [ 00 @00 0b ] [ 00 41 01 0b ] ]",
                             .entry = 1});
  module_must_trap(THIMBLE_REASON_UNREACHABLE, 0);
  module_must_trap(THIMBLE_REASON_UNREACHABLE, 0);
}

/* Function 0 (context, length) adds 1 to each byte of the context and returns the address; it traps
 * if the first byte was 0. */
#define CONTEXT                                                                                \
  "01[ 01 60 02 7f 7f 01 7e ] 03[ 01 00 ] 05[ 01 08 20 00 ] "                                  \
  "0a[ 01 [ 01 01 7f 02 40 03 40 20 02 20 01 4f 0d 01 20 00 20 02 6a 20 00 20 02 6a 2d 00 00 " \
  "41 01 6a 3a 00 00 20 02 41 01 6a 21 02 0c 00 0b 0b "                                        \
  "20 01 04 40 20 00 2d 00 00 41 01 46 04 40 @00 0b 0b 20 00 ad 0b ] ]"

static void fill(uint8_t first) {
  for (uint32_t i = 0; i < sizeof context; i++)
    context[i] = (uint8_t)(first + i);
}

static void only_what_may_change_comes_back(void **unused) {
  (void)unused;
  module_must_load(&(struct module_parts){.text = CONTEXT, .room = 16});
  for (uint32_t start = 0; start < 3; start++)
    for (uint32_t length = 0; length + start <= sizeof context; length++)
      for (uint32_t writable = 0; writable <= length; writable++) {
        const struct thimble_event event = {context + start, length, writable};
        fill(10);
        struct thimble_outcome outcome = module_run(&event, FUEL_ENOUGH);
        assert_int_equal(outcome.kind, THIMBLE_DONE);
        assert_int_equal(outcome.value, 16);
        for (uint32_t i = 0; i < sizeof context; i++)
          assert_int_equal(context[i], 10 + i + (i >= start && i < start + writable));
      }
}

static void nothing_comes_back_from_a_run_that_failed(void **unused) {
  (void)unused;
  const struct thimble_event event = {context, 8, 8};
  module_must_load(&(struct module_parts){.text = CONTEXT, .room = 16});
  fill(0);
  struct thimble_outcome outcome = module_run(&event, FUEL_ENOUGH);
  assert_int_equal(outcome.reason, THIMBLE_REASON_UNREACHABLE);
  assert_int_equal(outcome.place, loaded_mark);
  assert_int_equal(module_run(&event, 50).kind, THIMBLE_OUT_OF_FUEL);
  for (uint8_t i = 0; i < 8; i++)
    assert_int_equal(context[i], i);
}

static void a_context_must_fit(void **unused) {
  (void)unused;
  const struct thimble_event event = {context, 9, 0};
  module_must_load(&(struct module_parts){.text = CONTEXT, .room = 8});
  struct thimble_outcome outcome = module_run(&event, FUEL_ENOUGH);
  assert_int_equal(outcome.kind, THIMBLE_TRAPPED);
  assert_int_equal(outcome.reason, THIMBLE_REASON_CONTEXT);
  assert_int_equal(outcome.address, 9);
  assert_int_equal(outcome.fuel_used, 0);
}

/* Function 0 grows memory by 16 pages of a byte until it may not, and returns its size; the new
 * bytes are zero, or it returns -1. */
#define GROW(limits)                                                \
  "01[ 01 60 00 01 7f ] 03[ 01 00 ] 05[ 01 " limits " ] "           \
  "0a[ 01 [ 01 01 7f 02 40 03 40 41 10 40 00 22 00 41 7f 46 0d 01 " \
  "20 00 29 00 00 20 00 29 00 08 84 50 45 04 40 41 7f 0f 0b "       \
  "20 00 42 7f 37 00 00 20 00 42 7f 37 00 08 0c 00 0b 0b 3f 00 0b ] ]"

static void memory_grows_as_far_as_the_image_says(void **unused) {
  (void)unused;
  for (uint32_t memory = 32; memory < 96; memory += 7) {
    module_must_load(&(struct module_parts){.text = GROW("08 20 00"), .memory = memory});
    for (uint32_t round = 0; round < 3; round++)
      module_must_return(memory / 16 * 16);
  }
  module_must_load(&(struct module_parts){.text = GROW("09 20 40 00"), .memory = 256});
  module_must_return(64);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(state_lives_on_and_is_made_anew),
      cmocka_unit_test(lack_of_fuel_makes_it_anew_too),
      cmocka_unit_test(the_start_function_runs_before_the_first_run),
      cmocka_unit_test(the_start_function_can_be_resumed),
      cmocka_unit_test(a_start_function_that_fails_is_run_again),
      cmocka_unit_test(only_what_may_change_comes_back),
      cmocka_unit_test(nothing_comes_back_from_a_run_that_failed),
      cmocka_unit_test(a_context_must_fit),
      cmocka_unit_test(memory_grows_as_far_as_the_image_says),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
