/* SPDX-License-Identifier: Apache-2.0 */
/* lent_test.c: what is lent is copied as far as it goes, and nothing beyond it is touched. */
#include <string.h>

#include "binding/device.h"
#include "unit.h"

#define LENGTH 8

/* The loan has a byte before it and one behind it, and so has what is copied to. */
static uint8_t memory[LENGTH + 2];
static char copy[LENGTH + 2];
static struct thimble_loan loans[2];

static int start(void **state) {
  (void)state;
  device_start();
  memcpy(memory, "<abcdefgh>", sizeof memory);
  memset(copy, '?', sizeof copy);
  loans[0] = (struct thimble_loan){memory + 1, LENGTH, false};
  loans[1] = (struct thimble_loan){memory + 1, LENGTH, true};
  caller.loans = loans;
  caller.loan_count = 2;
  return 0;
}

static int64_t read(int64_t slot, int64_t offset, uint32_t length) {
  return CALL("lent_read", integer(slot), integer(offset), bytes(copy + 1, length));
}

static int64_t write(int64_t slot, int64_t offset, const char *text) {
  char given[LENGTH + 2];
  uint32_t length = 0;
  for (; text[length] != '\0'; length++)
    given[length] = text[length];
  return CALL("lent_write", integer(slot), integer(offset), bytes(given, length));
}

static void check_copy(const char *expected) {
  assert_memory_equal(copy, expected, sizeof copy);
}

static void check_memory(const char *expected) {
  assert_memory_equal(memory, expected, sizeof memory);
}

static void a_piece_is_read(void **state) {
  (void)state;
  assert_int_equal(read(0, 2, 3), 3);
  check_copy("?cde??????");
  assert_int_equal(read(1, 0, LENGTH), LENGTH);
  check_copy("?abcdefgh?");
}

static void reading_ends_with_the_loan(void **state) {
  (void)state;
  assert_int_equal(read(0, LENGTH - 1, LENGTH), 1);
  check_copy("?h????????");
  assert_int_equal(read(0, LENGTH, LENGTH), 0);
  assert_int_equal(read(0, LENGTH + 1, LENGTH), 0);
  assert_int_equal(read(0, -1, LENGTH), 0);
  assert_int_equal(read(0, INT32_MIN, LENGTH), 0);
  assert_int_equal(read(0, 0, 0), 0);
  check_copy("?h????????");
}

static void a_slot_without_a_loan_is_not_found(void **state) {
  (void)state;
  assert_int_equal(read(2, 0, 1), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(read(-1, 0, 1), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(write(2, 0, "x"), THIMBLE_ERROR_NOT_FOUND);
  caller.loan_count = 0;
  assert_int_equal(read(0, 0, 1), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(write(1, 0, "x"), THIMBLE_ERROR_NOT_FOUND);
  check_memory("<abcdefgh>");
}

static void a_piece_is_written(void **state) {
  (void)state;
  assert_int_equal(write(1, 0, "AB"), THIMBLE_OK);
  assert_int_equal(write(1, LENGTH - 1, "H"), THIMBLE_OK);
  assert_int_equal(write(1, LENGTH, ""), THIMBLE_OK);
  check_memory("<ABcdefgH>");
}

static void what_does_not_fit_is_not_written(void **state) {
  (void)state;
  assert_int_equal(write(1, LENGTH - 1, "HI"), THIMBLE_ERROR_LIMIT);
  assert_int_equal(write(1, LENGTH, "I"), THIMBLE_ERROR_LIMIT);
  assert_int_equal(write(1, -1, "I"), THIMBLE_ERROR_LIMIT);
  assert_int_equal(write(1, 0, "012345678"), THIMBLE_ERROR_LIMIT);
  check_memory("<abcdefgh>");
}

static void what_is_lent_for_reading_is_not_written(void **state) {
  (void)state;
  assert_int_equal(write(0, 0, "x"), THIMBLE_ERROR_UNSUPPORTED);
  check_memory("<abcdefgh>");
}

/* As a container may ask whose engine also gives it the loan directly. */
static void a_loan_is_copied_onto_itself(void **state) {
  (void)state;
  assert_int_equal(CALL("lent_read", integer(1), integer(0), bytes(memory + 3, LENGTH - 2)),
                   LENGTH - 2);
  check_memory("<ababcdef>");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(a_piece_is_read, start),
      cmocka_unit_test_setup(reading_ends_with_the_loan, start),
      cmocka_unit_test_setup(a_slot_without_a_loan_is_not_found, start),
      cmocka_unit_test_setup(a_piece_is_written, start),
      cmocka_unit_test_setup(what_does_not_fit_is_not_written, start),
      cmocka_unit_test_setup(what_is_lent_for_reading_is_not_written, start),
      cmocka_unit_test_setup(a_loan_is_copied_onto_itself, start),
  };
  return cmocka_run_group_tests_name("lent", tests, NULL, NULL);
}
