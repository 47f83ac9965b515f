/* SPDX-License-Identifier: Apache-2.0 */
/* fuel_test.c: with every budget a run stops where docs/fuel.md says, and the fuel used is exact.
 */
#include "ebpf/assembly.h"
#include "ebpf/check.h"
#include "unit.h"

/* Where fuel is compared in a run: at that slot, with so much used. Zero ends the list, and the
 * last entry is the exit. Written by hand. */
enum {
  COMPARISONS = 12
};
struct comparison {
  uint32_t used, place;
};

static const struct {
  const char *name;
  struct container_parts parts;
  struct comparison comparisons[COMPARISONS];
} programs[] = {
    {"nothing", {TEXT(EXIT)}, {{1, 0}}},
    {"straight", {TEXT(MOVE(1, 1), MOVE(2, 2), MOVE(3, 3), EXIT)}, {{4, 3}}},
    {"wide instructions take two", {TEXT(WIDE(1, 1, 1), WIDE(2, 2, 2), EXIT)}, {{5, 4}}},
    {"entry", {TEXT(MOVE(1, 1), MOVE(2, 2), MOVE(3, 3), EXIT), .entry = 2}, {{2, 3}}},
    {"jumps not taken are free of it",
     {TEXT(JUMP_IF_EQUAL(0, 1, 1), JUMP_IF_EQUAL(0, 2, 0), MOVE(0, 0), EXIT)},
     {{4, 3}}},
    {"forwards", {TEXT(JUMP(2), MOVE(0, 0), EXIT, JUMP_FAR(-2))}, {{1, 0}, {2, 3}, {3, 2}}},
    {"conditional forwards",
     {TEXT(JUMP_IF_EQUAL(0, 0, 1), EXIT, MOVE(0, 7), EXIT)},
     {{1, 0}, {3, 3}}},
    {"three rounds",
     {TEXT(MOVE(1, 3), ADD(1, -1), JUMP_IF_NOT(1, 0, -2), EXIT)},
     {{3, 2}, {5, 2}, {8, 3}}},
    {"rounds over a wide instruction",
     {TEXT(MOVE(1, 2), WIDE(2, 0, 0), ADD(1, -1), JUMP_IF_NOT(1, 0, -4), EXIT)},
     {{5, 4}, {10, 5}}},
    {"call and return",
     {TEXT(CALL_LOCAL(2), ADD(0, 1), EXIT, MOVE(0, 0), EXIT), .call_depth = 2},
     {{1, 0}, {3, 4}, {5, 2}}},
    {"a call in a call, twice",
     {TEXT(CALL_LOCAL(2), CALL_LOCAL(1), EXIT, MOVE(0, 0), CALL_LOCAL(1), EXIT, EXIT),
      .call_depth = 3},
     {{1, 0}, {3, 4}, {4, 6}, {5, 5}, {6, 1}, {8, 4}, {9, 6}, {10, 5}, {11, 2}}},
    {"stores and loads",
     {TEXT(STORE64_NUMBER(10, -8, 1), LOAD64(0, 10, -8), STORE8(10, -1, 0), LOAD8(0, 10, -1), EXIT),
      .frame_size = 8},
     {{5, 4}}},
};

static struct container container;

/* The first comparison that fails, or null. */
static const struct comparison *find_stop(const struct comparison *comparisons, uint32_t budget) {
  for (uint32_t i = 0; i < COMPARISONS && comparisons[i].used != 0; i++)
    if (comparisons[i].used > budget)
      return &comparisons[i];
  return NULL;
}

static uint32_t total(const struct comparison *comparisons) {
  uint32_t used = 0;
  for (uint32_t i = 0; i < COMPARISONS && comparisons[i].used != 0; i++)
    used = comparisons[i].used;
  return used;
}

static void check_budget(const char *name, const struct comparison *comparisons, uint32_t budget,
                         const struct thimble_outcome *outcome) {
  const struct comparison *stop = find_stop(comparisons, budget);
  if (stop == NULL) {
    if (outcome->kind != THIMBLE_DONE || outcome->fuel_used != total(comparisons))
      fail_msg("%s, budget %u: kind %d, used %u", name, (unsigned)budget, outcome->kind,
               (unsigned)outcome->fuel_used);
    return;
  }
  if (outcome->kind != THIMBLE_OUT_OF_FUEL || outcome->reason != THIMBLE_REASON_FUEL ||
      outcome->fuel_used != stop->used || outcome->place != stop->place || outcome->address != 0 ||
      outcome->value != 0)
    fail_msg("%s, budget %u: kind %d at %u, used %u", name, (unsigned)budget, outcome->kind,
             (unsigned)outcome->place, (unsigned)outcome->fuel_used);
}

static void every_budget(void **state) {
  (void)state;
  for (uint32_t i = 0; i < COUNT(programs); i++) {
    check_loads(&container, &programs[i].parts);
    uint32_t enough = total(programs[i].comparisons);
    for (uint32_t budget = 0; budget <= enough + 3; budget++) {
      struct thimble_outcome outcome = container_run(&container, NULL, budget);
      check_budget(programs[i].name, programs[i].comparisons, budget, &outcome);
    }
    struct thimble_outcome outcome = container_run(&container, NULL, UINT32_MAX);
    check_budget(programs[i].name, programs[i].comparisons, UINT32_MAX, &outcome);
  }
}

/* The image's fuel bounds the budget, and the budget bounds the image's fuel. */
static void the_smaller_budget_counts(void **state) {
  (void)state;
  for (uint32_t i = 0; i < COUNT(programs); i++) {
    struct container_parts parts = programs[i].parts;
    for (parts.fuel = 1; parts.fuel <= total(programs[i].comparisons) + 1; parts.fuel++) {
      check_loads(&container, &parts);
      for (uint32_t budget = 0; budget <= parts.fuel + 2; budget++) {
        struct thimble_outcome outcome = container_run(&container, NULL, budget);
        uint32_t smaller = budget < parts.fuel ? budget : parts.fuel;
        check_budget(programs[i].name, programs[i].comparisons, smaller, &outcome);
      }
    }
  }
}

/* What traps before the next comparison traps, whatever is left, and counts what it used. */
static void traps_come_before_the_next_comparison(void **state) {
  (void)state;
  const struct container_parts parts = {
      TEXT(MOVE(1, 1), JUMP(0), WIDE(2, 0, 0), MOVE(3, 3), LOAD8(0, 2, 0), EXIT)};
  check_loads(&container, &parts);
  for (uint32_t budget = 0; budget <= 8; budget++) {
    struct thimble_outcome outcome = container_run(&container, NULL, budget);
    bool passes = budget >= 2; /* the jump */
    assert_int_equal(outcome.kind, passes ? THIMBLE_TRAPPED : THIMBLE_OUT_OF_FUEL);
    assert_int_equal(outcome.fuel_used, passes ? 6 : 2);
    assert_int_equal(outcome.place, passes ? 5 : 1);
  }
}

/* A loop without end stops within one round of its budget, wherever the text stands. */
static void loops_end_within_one_round(void **state) {
  (void)state;
  static instruction_t text[1001];
  for (uint32_t i = 0; i < 1000; i++)
    text[i] = (instruction_t)ADD(0, 1);
  text[1000] = (instruction_t)JUMP_FAR(-1001);
  static const uint32_t budgets[] = {0, 1, 999, 1000, 1001, 1002, 2001, 2002, 2003, 100000};
  const struct container_parts parts = {.text = text, .slots = 1001};
  check_loads(&container, &parts);
  for (uint32_t i = 0; i < COUNT(budgets); i++) {
    struct thimble_outcome outcome = container_run(&container, NULL, budgets[i]);
    assert_int_equal(outcome.kind, THIMBLE_OUT_OF_FUEL);
    assert_int_equal(outcome.place, 1000);
    assert_int_equal(outcome.fuel_used, (budgets[i] / 1001 + 1) * 1001);
  }
}

static void the_shortest_loops_end(void **state) {
  (void)state;
  const struct container_parts loops[] = {
      {TEXT(JUMP(-1))},
      {TEXT(JUMP_FAR(-1))},
      {TEXT(JUMP_IF_EQUAL(0, 0, -1), EXIT)},
      {TEXT(SLOT(0x1d, 0, 0, -1, 0), EXIT)},
  };
  for (uint32_t i = 0; i < COUNT(loops); i++) {
    check_loads(&container, &loops[i]);
    struct thimble_outcome outcome = container_run(&container, NULL, 100000);
    assert_int_equal(outcome.kind, THIMBLE_OUT_OF_FUEL);
    assert_int_equal(outcome.fuel_used, 100001);
    assert_int_equal(outcome.place, 0);
  }
}

/* Recursion that would go on for ever, and calls in a loop, are bounded too. */
static void calls_are_charged(void **state) {
  (void)state;
  const struct container_parts parts = {TEXT(CALL_LOCAL(1), JUMP(-2), MOVE(0, 0), EXIT),
                                        .call_depth = 2};
  check_loads(&container, &parts);
  for (uint32_t budget = 0; budget < 50; budget++) {
    struct thimble_outcome outcome = container_run(&container, NULL, budget);
    static const uint32_t compared[] = {1, 3, 4}; /* a round takes four: call, move, exit, jump */
    static const uint32_t places[] = {0, 3, 1};
    uint32_t i = 0;
    while (budget / 4 * 4 + compared[i] <= budget)
      i++;
    assert_int_equal(outcome.kind, THIMBLE_OUT_OF_FUEL);
    assert_int_equal(outcome.fuel_used, budget / 4 * 4 + compared[i]);
    assert_int_equal(outcome.place, places[i]);
  }
}

/* The greatest budget on the farthest slot that these tests have room for. */
static void the_greatest_budget_does_not_overflow(void **state) {
  (void)state;
  static instruction_t text[CONTAINER_PROGRAM_SIZE / 8];
  for (uint32_t i = 0; i < COUNT(text); i++)
    text[i] = (instruction_t)EXIT;
  text[COUNT(text) - 2] = (instruction_t)JUMP(0);
  const struct container_parts parts = {
      .text = text, .slots = COUNT(text), .entry = COUNT(text) - 2};
  check_loads(&container, &parts);
  struct thimble_outcome outcome = container_run(&container, NULL, UINT32_MAX);
  assert_int_equal(outcome.kind, THIMBLE_DONE);
  assert_int_equal(outcome.fuel_used, 2);
  assert_int_equal(container_run(&container, NULL, 1).kind, THIMBLE_OUT_OF_FUEL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_budget),
      cmocka_unit_test(the_smaller_budget_counts),
      cmocka_unit_test(traps_come_before_the_next_comparison),
      cmocka_unit_test(loops_end_within_one_round),
      cmocka_unit_test(the_shortest_loops_end),
      cmocka_unit_test(calls_are_charged),
      cmocka_unit_test(the_greatest_budget_does_not_overflow),
  };
  return cmocka_run_group_tests_name("fuel", tests, NULL, NULL);
}
