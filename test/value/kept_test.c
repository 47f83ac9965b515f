/* SPDX-License-Identifier: Apache-2.0 */
/* kept_test.c: what survives a restart and what does not, how much flash that takes, and every
 * error of key_value.h that comes from flash. */
#include <thimble/journal.h>

#include "flash/ram_flash.h"
#include "random.h"
#include "value/values.h"

enum {
  BLOCK = 512,
  BANKS = 4,
  UNIT = 8
};

static struct ram_flash ram;
static struct thimble_journal journal;
static uint8_t memory[1024];
static struct thimble_key_value_store store;
static struct thimble_key_value_quota quota, passing;
static struct thimble_key_value_space space, other, global;

static enum thimble_result restart_with(uint32_t capacity) {
  thimble_key_value_start(&store, memory, capacity);
  thimble_key_value_space_start(&space, &store, &quota, text("acme"), text("pulse"), 0);
  thimble_key_value_space_start(&other, &store, &passing, text("acme"), text(""), 0);
  thimble_key_value_space_start(&global, &store, &quota, text(""), text(""), 0);
  return thimble_key_value_restore(&store, &journal);
}

static void restart(void) {
  assert_int_equal(restart_with(sizeof memory), THIMBLE_OK);
}

static int start(void **state) {
  (void)state;
  ram_flash_start(&ram, BLOCK, BANKS, UNIT, 1);
  journal = (struct thimble_journal){.flash = &ram.flash, .bank_blocks = 1, .banks = BANKS};
  quota = (struct thimble_key_value_quota){.entries = 6, .bytes = 200, .kept = true};
  passing = (struct thimble_key_value_quota){.entries = 6, .bytes = 200};
  restart();
  return 0;
}

static void expect_nothing(const struct thimble_key_value_space *empty) {
  uint32_t entries, bytes;
  thimble_key_value_usage(empty, &entries, &bytes);
  assert_int_equal(entries, 0);
}

static void kept_values_survive(void **state) {
  (void)state;
  assert_int_equal(set_integer(&space, "n", -7), THIMBLE_OK);
  assert_int_equal(set_bytes(&space, "b", "abc", 3), THIMBLE_OK);
  assert_int_equal(set_bytes(&space, "empty", "", 0), THIMBLE_OK);
  assert_int_equal(set_integer(&global, "n", 8), THIMBLE_OK);
  restart();
  expect_integer(&space, "n", -7);
  expect_bytes(&space, "b", "abc", 3);
  expect_bytes(&space, "empty", "", 0);
  expect_integer(&global, "n", 8);
}

static void deleted_and_erased_values_do_not_return(void **state) {
  (void)state;
  set_integer(&space, "a", 1);
  set_integer(&space, "b", 2);
  set_integer(&global, "a", 3);
  assert_int_equal(thimble_key_value_delete(&space, text("a"), 0), THIMBLE_OK);
  assert_int_equal(thimble_key_value_erase(&global), THIMBLE_OK);
  restart();
  struct thimble_value value;
  assert_int_equal(thimble_key_value_get(&space, text("a"), &value), THIMBLE_ERROR_NOT_FOUND);
  expect_integer(&space, "b", 2);
  expect_nothing(&global);
}

static void other_spaces_write_nothing(void **state) {
  (void)state;
  assert_int_equal(set_integer(&other, "n", 5), THIMBLE_OK);
  assert_int_equal(thimble_key_value_delete(&other, text("n"), 0), THIMBLE_OK);
  assert_int_equal(set_integer(&other, "n", 6), THIMBLE_OK);
  assert_int_equal(thimble_key_value_erase(&other), THIMBLE_OK);
  assert_int_equal(set_integer(&other, "n", 7), THIMBLE_OK);
  assert_int_equal(ram.operations, 0);
  restart();
  expect_nothing(&other);
}

static void without_a_journal_nothing_is_kept(void **state) {
  (void)state;
  thimble_key_value_start(&store, memory, sizeof memory);
  assert_int_equal(set_integer(&space, "n", 5), THIMBLE_OK);
  assert_int_equal(ram.operations, 0);
}

static void the_same_value_is_not_written_again(void **state) {
  (void)state;
  set_integer(&space, "n", 5);
  set_bytes(&space, "b", "12345678", 8);
  uint32_t operations = ram.operations;
  assert_int_equal(set_integer(&space, "n", 5), THIMBLE_OK);
  assert_int_equal(set_bytes(&space, "b", "12345678", 8), THIMBLE_OK);
  assert_int_equal(thimble_key_value_erase(&global), THIMBLE_OK);
  assert_int_equal(ram.operations, operations);
  assert_int_equal(set_integer(&space, "b", 0x3837363534333231), THIMBLE_OK);
  assert_true(ram.operations > operations);
  restart();
  expect_integer(&space, "b", 0x3837363534333231);
}

/* Those of containers that are not installed, or not yet. */
static void values_without_a_space_stay(void **state) {
  (void)state;
  set_integer(&space, "n", 5);
  thimble_key_value_start(&store, memory, sizeof memory);
  assert_int_equal(thimble_key_value_restore(&store, &journal), THIMBLE_OK);
  thimble_key_value_space_start(&global, &store, &quota, text(""), text(""), 0);
  for (int64_t i = 0; i < 200; i++)
    assert_int_equal(set_integer(&global, "n", i), THIMBLE_OK);
  restart();
  expect_integer(&space, "n", 5);
  expect_integer(&global, "n", 199);
}

/* When the owner changes a policy, old values that are changed do not come back. */
static void values_that_are_no_longer_kept_are_forgotten(void **state) {
  (void)state;
  set_integer(&space, "a", 1);
  set_integer(&space, "b", 2);
  set_integer(&space, "c", 3);
  quota.kept = false;
  restart();
  assert_int_equal(set_integer(&space, "a", 10), THIMBLE_OK);
  assert_int_equal(set_integer(&space, "b", 2), THIMBLE_OK);
  restart();
  struct thimble_value value;
  assert_int_equal(thimble_key_value_get(&space, text("a"), &value), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(thimble_key_value_get(&space, text("b"), &value), THIMBLE_ERROR_NOT_FOUND);
  expect_integer(&space, "c", 3);
}

static void values_that_are_now_kept_are_written(void **state) {
  (void)state;
  set_integer(&other, "a", 1);
  passing.kept = true;
  assert_int_equal(set_integer(&other, "a", 1), THIMBLE_OK);
  restart();
  expect_integer(&other, "a", 1);
}

static void blocks_wear_alike(void **state) {
  (void)state;
  for (int64_t i = 0; i < 5000; i++)
    assert_int_equal(set_integer(&space, "counter", i), THIMBLE_OK);
  assert_in_range(ram_flash_wear_difference(&ram, BANKS), 0, 1);
  /* 40 bytes for a record, 12 of them in a bank, of which the first rewrites the only entry. */
  assert_in_range(ram.erasures[0], 5000 / 12 / BANKS, 5000 / 12 / BANKS + 1);
  restart();
  expect_integer(&space, "counter", 4999);
}

/* The two spaces at their quotas, with names as long as they may be, in the smallest bank. */
static void a_bank_of_the_size_needed_always_has_room(void **state) {
  char name[THIMBLE_NAME_MAXIMUM + 1];
  (void)state;
  memset(name, 'n', THIMBLE_NAME_MAXIMUM);
  name[THIMBLE_NAME_MAXIMUM] = '\0';
  quota = (struct thimble_key_value_quota){.entries = 2, .bytes = 46, .kept = true};
  assert_in_range(2 * thimble_key_value_bank_need(&quota, UNIT) + 64, BLOCK - 64, BLOCK);
  thimble_key_value_space_start(&space, &store, &quota, text(name), text(name), 0);
  name[0] = 'm';
  for (int64_t i = 0; i < 500; i++) {
    struct thimble_key_value_space *one = i % 3 == 0 ? &global : &space;
    assert_int_equal(set_integer(one, i % 2 == 0 ? "abcdefgh0123456" : "abcdefgh0123457", i),
                     THIMBLE_OK);
  }
}

static void more_than_a_bank_holds_is_refused(void **state) {
  char key[] = "a";
  uint8_t bytes[64] = {0};
  uint32_t count = 0;
  (void)state;
  quota = (struct thimble_key_value_quota){.entries = 30, .bytes = 3000, .kept = true};
  while (set_bytes(&space, key, bytes, sizeof bytes) == THIMBLE_OK) {
    count++;
    key[0]++;
  }
  assert_int_equal(count, (BLOCK - 16) / 88);
  assert_int_equal(set_bytes(&space, key, bytes, sizeof bytes), THIMBLE_ERROR_NO_MEMORY);
  assert_int_equal(set_bytes(&space, "a", "x", 1), THIMBLE_OK);
  assert_int_equal(thimble_key_value_delete(&space, text("b"), 0), THIMBLE_OK);
  restart();
  expect_bytes(&space, "a", "x", 1);
  expect_bytes(&space, "c", bytes, sizeof bytes);
  assert_int_equal(thimble_key_value_erase(&space), THIMBLE_OK);
}

static void a_store_may_be_too_small_for_what_is_kept(void **state) {
  (void)state;
  set_integer(&space, "a", 1);
  set_integer(&space, "b", 2);
  uint32_t used = store.used;
  assert_int_equal(restart_with(used - 1), THIMBLE_ERROR_NO_MEMORY);
  assert_int_equal(store.used, 0);
  assert_null(store.journal);
  assert_int_equal(restart_with(used), THIMBLE_OK);
  expect_integer(&space, "b", 2);
}

static void a_failing_flash_changes_nothing(void **state) {
  (void)state;
  set_integer(&space, "a", 1);
  ram.fails = true;
  assert_int_equal(set_integer(&space, "a", 2), THIMBLE_ERROR_OUTPUT);
  assert_int_equal(set_integer(&space, "b", 2), THIMBLE_ERROR_OUTPUT);
  assert_int_equal(thimble_key_value_delete(&space, text("a"), 0), THIMBLE_ERROR_OUTPUT);
  assert_int_equal(thimble_key_value_erase(&space), THIMBLE_ERROR_OUTPUT);
  assert_int_equal(set_integer(&other, "a", 2), THIMBLE_OK);
  expect_integer(&space, "a", 1);
  ram.fails = false;
  assert_int_equal(set_integer(&space, "b", 3), THIMBLE_OK);
  restart();
  expect_integer(&space, "a", 1);
  expect_integer(&space, "b", 3);
}

static void reading_may_fail(void **state) {
  (void)state;
  set_integer(&space, "a", 1);
  ram.reading_fails = true;
  assert_int_equal(restart_with(sizeof memory), THIMBLE_ERROR_INPUT);
  assert_null(store.journal);
  assert_int_equal(set_integer(&space, "a", 1), THIMBLE_OK);
}

static enum thimble_result ignore(void *data, struct thimble_bytes record) {
  (void)data;
  (void)record;
  return THIMBLE_OK;
}

static void a_journal_of_something_else_is_refused(void **state) {
  (void)state;
  set_integer(&space, "a", 1);
  assert_int_equal(thimble_journal_open(&journal, ignore, NULL), THIMBLE_OK);
  assert_int_equal(thimble_journal_append(&journal, text("something")), THIMBLE_OK);
  assert_int_equal(restart_with(sizeof memory), THIMBLE_ERROR_MALFORMED);
  expect_nothing(&space);
}

/* A change of random content, near to a proper one. */
static uint32_t choose_record(struct random *random, uint8_t *bytes) {
  uint32_t length = 4 + random_below(random, 150);
  for (uint32_t i = 0; i < length; i++)
    bytes[i] = (uint8_t)random_below(random, 256);
  bytes[0] = (uint8_t)random_below(random, 4);
  bytes[1] = (uint8_t)random_below(random, 3);
  bytes[2] = (uint8_t)random_below(random, 3);
  bytes[3] = bytes[0] == 3 ? 0 : (uint8_t)random_below(random, 35);
  return bytes[0] > 1 ? 4u + bytes[1] + bytes[2] + bytes[3] : length;
}

/* Records that nobody but a faulty or foreign firmware writes: reading them ends well, and if it
 * succeeds the store can be used. */
static void any_records_are_read_or_refused(void **state) {
  uint32_t results[2] = {0};
  struct random random;
  random_start(&random, 1);
  for (uint32_t round = 0; round < 300; round++) {
    start(state);
    assert_int_equal(thimble_journal_rewrite(&journal), THIMBLE_OK);
    assert_int_equal(thimble_journal_finish(&journal), THIMBLE_OK);
    for (uint32_t i = 0; i < 3; i++) {
      uint8_t bytes[160] = {0};
      struct thimble_bytes record = {bytes, choose_record(&random, bytes)};
      thimble_journal_append(&journal, record);
    }
    enum thimble_result result = restart_with(200);
    assert_true(result == THIMBLE_OK || result == THIMBLE_ERROR_MALFORMED ||
                result == THIMBLE_ERROR_NO_MEMORY);
    results[result == THIMBLE_OK]++;
    assert_in_range(store.used, 0, 200);
    assert_int_equal(thimble_key_value_erase(&space), THIMBLE_OK);
  }
  assert_true(results[0] > 10 && results[1] > 10);
}

/* When the owner lowers a quota, what is there can be read and deleted, and does not grow. */
static void a_lower_quota_takes_nothing_away(void **state) {
  (void)state;
  set_integer(&space, "a", 1);
  set_integer(&space, "b", 2);
  quota.entries = 1;
  restart();
  expect_integer(&space, "b", 2);
  assert_int_equal(set_integer(&space, "b", 3), THIMBLE_ERROR_QUOTA);
  assert_int_equal(thimble_key_value_delete(&space, text("a"), 0), THIMBLE_OK);
  assert_int_equal(set_integer(&space, "b", 3), THIMBLE_OK);
}

#define TEST(function) cmocka_unit_test_setup(function, start)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(kept_values_survive),
      TEST(deleted_and_erased_values_do_not_return),
      TEST(other_spaces_write_nothing),
      TEST(without_a_journal_nothing_is_kept),
      TEST(the_same_value_is_not_written_again),
      TEST(values_without_a_space_stay),
      TEST(values_that_are_no_longer_kept_are_forgotten),
      TEST(values_that_are_now_kept_are_written),
      TEST(blocks_wear_alike),
      TEST(a_bank_of_the_size_needed_always_has_room),
      TEST(more_than_a_bank_holds_is_refused),
      TEST(a_store_may_be_too_small_for_what_is_kept),
      TEST(a_failing_flash_changes_nothing),
      TEST(reading_may_fail),
      TEST(a_journal_of_something_else_is_refused),
      TEST(any_records_are_read_or_refused),
      TEST(a_lower_quota_takes_nothing_away),
  };
  return cmocka_run_group_tests_name("kept values", tests, NULL, NULL);
}
