/* SPDX-License-Identifier: Apache-2.0 */
/* lockstep_test.c: all interpreters agree on everything that can be observed, on random programs.
 */
#include <inttypes.h>
#include <string.h>

#include "ebpf/check.h"
#include "ebpf/lockstep/generate.h"
#include "ebpf/lockstep/interpreters.h"
#include "ebpf/lockstep/probes.h"
#include "unit.h"

#define SEED 20240607u
#define PROGRAMS 4000u
/* Runs of one loaded container, so that the second one sees what the first one left. */
#define RUNS 3u

static struct container container;

struct result {
  struct thimble_outcome outcome;
  struct observation observation;
  uint8_t context[GENERATED_CONTEXT];
};

/* Fields that an outcome leaves alone when all went well. */
static struct thimble_outcome tidy(struct thimble_outcome outcome) {
  if (outcome.kind == THIMBLE_DONE) {
    outcome.place = 0;
    outcome.address = 0;
  }
  return outcome;
}

static void run_all(const struct generated *generated, const uint32_t budgets[RUNS],
                    struct result results[RUNS]) {
  static uint8_t lent[2][40]; /* the first piece may be written, the second only read */
  check_loads(&container, &generated->parts);
  probes_digest = 0;
  memset(lent, 0x55, sizeof lent);
  for (uint32_t i = 0; i < COUNT(lent); i++) {
    const struct thimble_loan loan = {lent[i], sizeof lent[i], i == 0};
    uint32_t slot;
    assert_int_equal(thimble_lend(&container.instance, &loan, &slot), THIMBLE_OK);
  }
  for (uint32_t i = 0; i < RUNS; i++) {
    memcpy(results[i].context, generated->context, sizeof results[i].context);
    struct thimble_event event = {results[i].context, generated->context_length,
                                  generated->context_writable ? generated->context_length / 2 : 0};
    results[i].outcome = tidy(container_run(&container, &event, budgets[i]));
    results[i].observation = observation;
    if (complaint != NULL)
      fail_msg("%s", complaint);
    assert_true(container_is_intact(&container));
  }
}

static bool same_outcome(const struct thimble_outcome *a, const struct thimble_outcome *b) {
  return a->kind == b->kind && a->reason == b->reason && a->fuel_used == b->fuel_used &&
         a->value == b->value && a->depth == b->depth && a->place == b->place &&
         a->address == b->address;
}

static bool same_observation(const struct observation *a, const struct observation *b) {
  return a->status == b->status && a->pc == b->pc && a->depth == b->depth &&
         a->frames_used == b->frames_used && a->left == b->left && a->address == b->address &&
         a->memory == b->memory && memcmp(a->registers, b->registers, sizeof a->registers) == 0;
}

static void compare(uint32_t program, const struct result *expected, const struct result *actual) {
  for (uint32_t run = 0; run < RUNS; run++)
    if (!same_outcome(&expected[run].outcome, &actual[run].outcome) ||
        !same_observation(&expected[run].observation, &actual[run].observation) ||
        memcmp(expected[run].context, actual[run].context, GENERATED_CONTEXT) != 0)
      fail_msg("seed %u, program %u, run %u: interpreters 0 and %u differ", SEED, (unsigned)program,
               (unsigned)run, (unsigned)interpreter);
}

/* How the runs ended, to see that the programs are worth running. */
static uint32_t endings[THIMBLE_OUT_OF_MEMORY + 1];

static void run_program(struct random *random, uint32_t program) {
  static struct generated generated;
  static struct result results[INTERPRETERS][RUNS];
  uint32_t budgets[RUNS];
  generate(random, &generated);
  for (uint32_t i = 0; i < RUNS; i++)
    budgets[i] = random_once_in(random, 2) ? 1000 : random_below(random, 100);
  for (interpreter = FAST; interpreter < INTERPRETERS; interpreter++) {
    run_all(&generated, budgets, results[interpreter]);
    compare(program, results[FAST], results[interpreter]);
  }
  for (uint32_t i = 0; i < RUNS; i++)
    endings[results[FAST][i].outcome.kind]++;
}

static void the_interpreters_agree(void **state) {
  (void)state;
  struct random random;
  random_start(&random, SEED);
  for (uint32_t program = 0; program < PROGRAMS; program++)
    run_program(&random, program);
  print_message("%u programs from seed %u: %" PRIu32 " runs done, %" PRIu32 " trapped, %" PRIu32
                " out of fuel\n",
                PROGRAMS, SEED, endings[THIMBLE_DONE], endings[THIMBLE_TRAPPED],
                endings[THIMBLE_OUT_OF_FUEL]);
  for (uint32_t kind = THIMBLE_DONE; kind <= THIMBLE_OUT_OF_FUEL; kind++)
    if (kind != THIMBLE_REFUSED)
      assert_true(endings[kind] > PROGRAMS * RUNS / 50);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_interpreters_agree),
  };
  return cmocka_run_group_tests_name("lock-step", tests, NULL, NULL);
}
