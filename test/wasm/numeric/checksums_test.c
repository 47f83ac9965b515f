/* SPDX-License-Identifier: Apache-2.0 */
/* checksums_test.c: on every machine, also one without floating point of its own, the engine
 * computes the same bits. checksums.def was written by `wasm-numeric --print`, from the oracle. */
#include "subject.h"
#include "unit.h"

static const struct {
  uint32_t instruction;
  uint32_t sum;
} checksums[] = {
#define CHECKSUM(instruction, text, sum) {instruction, sum},
#include "checksums.def"
};

static uint32_t expected_of(const struct subject *subject) {
  for (uint32_t i = 0; i < COUNT(checksums); i++)
    if (checksums[i].instruction == subject->instruction)
      return checksums[i].sum;
  fail_msg("checksums.def does not know %s", subject->text);
  return 0;
}

static void check(const struct subject *subject) {
  uint32_t sum = checksum(subject, computed);
  if (sum != expected_of(subject))
    fail_msg("%s has checksum %#lx", subject->text, (unsigned long)sum);
}

static void every_machine_computes_the_same(void **state) {
  (void)state;
  for_each_subject(check);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_machine_computes_the_same)};
  return cmocka_run_group_tests_name("numeric instructions, by checksum", tests, NULL, NULL);
}
