/* SPDX-License-Identifier: Apache-2.0 */
/* numeric_test.c: on a computer: each numeric instruction gives what the oracle gives, for many
 * operands; and checksums.def, which the boards are held against, is the oracle's. */
#include <inttypes.h>
#include <stdio.h>

#include "operands.h"
#include "subject.h"
#include "unit.h"

#define TIMES 50000u

static void compare_once(const struct subject *subject, uint64_t left, uint64_t right) {
  struct answer expected = oracle(subject->instruction, left, right);
  struct answer actual = computed(subject->instruction, left, right);
  if (actual.trap == expected.trap && actual.bits == expected.bits)
    return;
  fail_msg("%s of %#" PRIx64 " and %#" PRIx64 ": %#" PRIx64 " (%s), not %#" PRIx64 " (%s)",
           subject->text, left, right, actual.bits, thimble_reason_text(actual.trap), expected.bits,
           thimble_reason_text(expected.trap));
}

static void compare_often(const struct subject *subject) {
  struct random random;
  random_start(&random, 77);
  for (uint32_t i = 0; i < TIMES; i++) {
    uint64_t left = operand_bits(&random, subject->operand_bits);
    compare_once(subject, left, operand_bits(&random, subject->operand_bits));
  }
}

static void computes_what_the_oracle_does(void **state) {
  (void)state;
  for_each_subject(compare_often);
}

static const struct {
  uint32_t instruction;
  uint32_t sum;
} checksums[] = {
#define CHECKSUM(instruction, text, sum) {instruction, sum},
#include "checksums.def"
};

static void print_checksum(const struct subject *subject) {
  printf("CHECKSUM(0x%03" PRIx32 ", \"%s\", 0x%08" PRIx32 ")\n", subject->instruction,
         subject->text, checksum(subject, oracle));
}

static void check_checksum(const struct subject *subject) {
  uint32_t sum = checksum(subject, oracle);
  for (uint32_t i = 0; i < COUNT(checksums); i++)
    if (checksums[i].instruction == subject->instruction) {
      assert_int_equal(checksums[i].sum, sum);
      return;
    }
  fail_msg("checksums.def does not know %s", subject->text);
}

static void the_checksums_are_the_oracles(void **state) {
  (void)state;
  for_each_subject(check_checksum);
}

/* With an argument it prints what belongs into checksums.def. */
int main(int count, char **arguments) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(computes_what_the_oracle_does),
      cmocka_unit_test(the_checksums_are_the_oracles),
  };
  (void)arguments;
  if (count == 1)
    return cmocka_run_group_tests_name("numeric instructions", tests, NULL, NULL);
  for_each_subject(print_checksum);
  return 0;
}
