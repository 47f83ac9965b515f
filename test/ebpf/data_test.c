/* SPDX-License-Identifier: Apache-2.0 */
/* data_test.c: what a run finds, what it leaves behind, and where a program is loaded. */
#include <string.h>

#include "ebpf/assembly.h"
#include "ebpf/check.h"
#include "unit.h"

static struct container container, neighbour;

/* Returns 0 if all registers but r1, r2 and r10 are zero, and these as SPEC.md, 3.3 has them: each
 * difference is or-ed into r0. */
static void registers_start_clean(void **state) {
  (void)state;
  static uint8_t context[12];
  static const struct thimble_event event = {context, 12, 0};
  const struct container_parts parts = {
      TEXT(WIDE(0, 0, 0), SLOT(0x4f, 0, 3, 0, 0), SLOT(0x4f, 0, 4, 0, 0), SLOT(0x4f, 0, 5, 0, 0),
           SLOT(0x4f, 0, 6, 0, 0), SLOT(0x4f, 0, 7, 0, 0), SLOT(0x4f, 0, 8, 0, 0),
           SLOT(0x4f, 0, 9, 0, 0), XOR_REGISTER(2, 0), SLOT(0xa7, 2, 0, 0, 12),
           SLOT(0x4f, 0, 2, 0, 0), WIDE(3, CONTEXT, 0), XOR_REGISTER(3, 1), SLOT(0x4f, 0, 3, 0, 0),
           WIDE(4, STACK, 40), XOR_REGISTER(4, 10), SLOT(0x4f, 0, 4, 0, 0),
           /* and now change all of them for the next run */
           MOVE(1, -1), MOVE(2, -1), MOVE(3, -1), MOVE(4, -1), MOVE(5, -1), MOVE(6, -1),
           MOVE(7, -1), MOVE(8, -1), MOVE(9, -1), EXIT),
      .frame_size = 40, .call_depth = 2};
  check_loads(&container, &parts);
  for (uint32_t run = 0; run < 3; run++)
    assert_true(check_value(&container, &event) == 0);
}

static void the_first_result_is_zero(void **state) {
  (void)state;
  const struct container_parts parts = {TEXT(EXIT)};
  assert_true(check_value_of(&parts) == 0);
}

static void results_have_64_bits(void **state) {
  (void)state;
  const struct container_parts parts = {TEXT(WIDE(0, 0x81234567, 0x89abcdef), EXIT)};
  assert_true((uint64_t)check_value_of(&parts) == 0x8123456789abcdef);
}

/* Counts the bytes of the stack that are not zero, then fills it: three frames of 16 bytes. */
static const struct container_parts stack_reader = {
    TEXT(MOVE(0, 0), WIDE(1, STACK, 0), LOAD8(2, 1, 0), JUMP_IF_EQUAL(2, 0, 1), ADD(0, 1),
         STORE8_NUMBER(1, 0, -1), ADD(1, 1), WIDE(3, STACK, 48), SLOT(0x5d, 1, 3, -8, 0), EXIT),
    .frame_size = 16, .call_depth = 3};

static void the_stack_starts_clean(void **state) {
  (void)state;
  check_loads(&container, &stack_reader);
  for (uint32_t run = 0; run < 3; run++)
    assert_true(check_value(&container, NULL) == 0);
}

static void the_stack_of_a_neighbour_is_not_seen(void **state) {
  (void)state;
  check_loads(&container, &stack_reader);
  assert_int_equal(container_verify(&neighbour, &stack_reader), THIMBLE_OK);
  assert_int_equal(container_load_sharing(&neighbour, &container), THIMBLE_OK);
  for (uint32_t run = 0; run < 3; run++) {
    assert_true(check_value(&container, NULL) == 0);
    assert_true(check_value(&neighbour, NULL) == 0);
    assert_true(container_is_intact(&container));
  }
}

/* A run that was stopped leaves its stack as well. */
static void the_stack_of_a_stopped_run_is_not_seen(void **state) {
  (void)state;
  struct container_parts traps = stack_reader;
  instruction_t text[16];
  memcpy(text, stack_reader.text, stack_reader.slots * sizeof text[0]);
  text[stack_reader.slots - 1] = (instruction_t)LOAD8(0, 0, 0);
  text[stack_reader.slots] = (instruction_t)EXIT;
  traps.text = text;
  traps.slots++;
  check_loads(&container, &traps);
  assert_int_equal(container_verify(&neighbour, &stack_reader), THIMBLE_OK);
  assert_int_equal(container_load_sharing(&neighbour, &container), THIMBLE_OK);
  assert_int_equal(container_run(&container, NULL, UINT32_MAX).kind, THIMBLE_TRAPPED);
  assert_true(check_value(&neighbour, NULL) == 0);
}

/* Two numbers of data, the second of them zeroed at the start. Each run adds one to the first and
 * two to the second, and returns 1000 x first + second. If there is a context of eight bytes: it is
 * where the run loads from at the end, when its data was changed already. */
static const uint8_t initial[8] = {7};
static const struct container_parts counter = {
    TEXT(WIDE(6, DATA, 0), LOAD64(3, 6, 0), ADD(3, 1), STORE64(6, 0, 3), LOAD64(4, 6, 8), ADD(4, 2),
         STORE64(6, 8, 4), SLOT(0x27, 3, 0, 0, 1000), COPY(0, 3), ADD_REGISTER(0, 4),
         JUMP_IF_EQUAL(2, 0, 2), LOAD64(5, 1, 0), LOAD8(5, 5, 0), EXIT),
    .data = {initial, 8}, .zero = 8};

static void data_lives_on(void **state) {
  (void)state;
  check_loads(&container, &counter);
  for (int64_t run = 1; run <= 5; run++)
    assert_true(check_value(&container, NULL) == 1000 * (7 + run) + 2 * run);
}

static void data_is_reloaded_after_a_trap(void **state) {
  (void)state;
  static uint8_t context[8] = {1};
  static const struct thimble_event event = {context, 8, 0};
  check_loads(&container, &counter);
  for (uint32_t round = 0; round < 3; round++) {
    assert_true(check_value(&container, NULL) == 8002);
    assert_true(check_value(&container, NULL) == 9004);
    check_stops("null", &container, &event, (struct stop){THIMBLE_REASON_LOAD, 13, 1});
  }
}

/* All of the data was changed by then; only the exit is too expensive. */
static void data_is_reloaded_when_the_fuel_is_used_up(void **state) {
  (void)state;
  check_loads(&container, &counter);
  uint32_t enough = container_run(&container, NULL, UINT32_MAX).fuel_used;
  assert_true(check_value(&container, NULL) == 9004);
  assert_int_equal(container_run(&container, NULL, enough - 1).kind, THIMBLE_OUT_OF_FUEL);
  assert_true(check_value(&container, NULL) == 8002);
}

/* The engine has reloaded the data by then. */
static void what_ran_out_of_fuel_cannot_be_resumed(void **state) {
  (void)state;
  static const struct thimble_event no_event;
  struct thimble_outcome outcome;
  check_loads(&container, &counter);
  assert_int_equal(container_run(&container, NULL, 3).kind, THIMBLE_OUT_OF_FUEL);
  memset(&outcome, 0x5a, sizeof outcome);
  const struct thimble_outcome before = outcome;
  assert_int_equal(thimble_resume(&container.instance, &no_event, UINT32_MAX, &outcome),
                   THIMBLE_ERROR_UNSUPPORTED);
  assert_memory_equal(&outcome, &before, sizeof outcome);
}

/* Nothing of the program is ever written to. */
static void initial_data_stays(void **state) {
  (void)state;
  static uint8_t before[CONTAINER_PROGRAM_SIZE];
  check_loads(&container, &counter);
  memcpy(before, container.bytes, sizeof before);
  check_value(&container, NULL);
  assert_memory_equal(before, container.bytes, sizeof before);
}

/* What the image calls it, the memory given and how it is placed. */
static struct thimble_place place_for(struct thimble_need need) {
  static _Alignas(16) uint8_t own[4096], run[4096];
  memset(own, 0x5a, sizeof own);
  memset(run, 0x5a, sizeof run);
  assert_true(need.instance <= 2048 && need.run <= 2048);
  return (struct thimble_place){.own = {own, need.instance}, .run = {run, need.run}};
}

static bool is_untouched(const struct thimble_place *place) {
  const uint8_t *memory[] = {place->own.data, place->run.data};
  for (uint32_t i = 0; i < 2; i++)
    for (uint32_t k = 0; k < 2048; k++)
      if (memory[i][k] != 0x5a)
        return false;
  return true;
}

static void check_place(struct thimble_place place, enum thimble_result expected) {
  struct thimble_instance instance = {NULL, NULL, NULL};
  assert_int_equal(thimble_load(&instance, &container.program, &place, &container.refusal),
                   expected);
  assert_int_equal(is_untouched(&place), expected != THIMBLE_OK);
  assert_int_equal(instance.run == NULL, expected != THIMBLE_OK);
}

static void memory_must_suffice(void **state) {
  (void)state;
  const struct container_parts parts = {TEXT(EXIT), .frame_size = 16, .call_depth = 3, .zero = 3};
  struct thimble_need need;
  assert_int_equal(container_verify(&container, &parts), THIMBLE_OK);
  thimble_program_need(&container.program, &need);
  struct thimble_place place = place_for(need);
  place.own.size--;
  check_place(place, THIMBLE_ERROR_NO_MEMORY);
  place = place_for(need);
  place.run.size--;
  check_place(place, THIMBLE_ERROR_NO_MEMORY);
  place = place_for(need);
  place.own.size = 0;
  check_place(place, THIMBLE_ERROR_NO_MEMORY);
  check_place(place_for(need), THIMBLE_OK);
}

static void memory_must_be_aligned(void **state) {
  (void)state;
  const struct container_parts parts = {TEXT(EXIT), .frame_size = 16};
  struct thimble_need need;
  assert_int_equal(container_verify(&container, &parts), THIMBLE_OK);
  thimble_program_need(&container.program, &need);
  for (uintptr_t shift = 1; shift <= need.alignment; shift++) {
    enum thimble_result expected = shift == need.alignment ? THIMBLE_OK : THIMBLE_ERROR_NO_MEMORY;
    struct thimble_place place = place_for(need);
    place.own.data = (uint8_t *)place.own.data + shift;
    check_place(place, expected);
    place = place_for(need);
    place.run.data = (uint8_t *)place.run.data + shift;
    check_place(place, expected);
  }
}

/* A program that needs no memory to run in takes none. */
static void no_memory_to_run_in_is_enough_for_none(void **state) {
  (void)state;
  const struct container_parts parts = {TEXT(MOVE(0, 3), EXIT)};
  struct thimble_instance instance;
  struct thimble_outcome outcome;
  static const struct thimble_event no_event;
  assert_int_equal(container_verify(&container, &parts), THIMBLE_OK);
  thimble_program_need(&container.program, &container.need);
  struct thimble_place place = place_for(container.need);
  place.run = (struct thimble_memory){NULL, 0};
  assert_int_equal(thimble_load(&instance, &container.program, &place, &container.refusal),
                   THIMBLE_OK);
  thimble_run(&instance, &no_event, UINT32_MAX, &outcome);
  assert_int_equal(outcome.kind, THIMBLE_DONE);
  assert_true(outcome.value == 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(registers_start_clean),
      cmocka_unit_test(the_first_result_is_zero),
      cmocka_unit_test(results_have_64_bits),
      cmocka_unit_test(the_stack_starts_clean),
      cmocka_unit_test(the_stack_of_a_neighbour_is_not_seen),
      cmocka_unit_test(the_stack_of_a_stopped_run_is_not_seen),
      cmocka_unit_test(data_lives_on),
      cmocka_unit_test(data_is_reloaded_after_a_trap),
      cmocka_unit_test(data_is_reloaded_when_the_fuel_is_used_up),
      cmocka_unit_test(what_ran_out_of_fuel_cannot_be_resumed),
      cmocka_unit_test(initial_data_stays),
      cmocka_unit_test(memory_must_suffice),
      cmocka_unit_test(memory_must_be_aligned),
      cmocka_unit_test(no_memory_to_run_in_is_enough_for_none),
  };
  return cmocka_run_group_tests_name("data and memory of a container", tests, NULL, NULL);
}
