/* SPDX-License-Identifier: Apache-2.0 */
/* journal_test.c: records come back, banks take turns, and every error of journal.h. What power
 * cuts leave behind is tested in test/value/power_cut_test.c, at every operation. */
#include <thimble/journal.h>

#include <string.h>

#include "flash/ram_flash.h"
#include "unit.h"

enum {
  BLOCK = 512,
  BLOCKS = 6,
  UNIT = 8,
  HEAD = 16,
  FRAME = 6,
  LONG = 122 /* with its frame 128 bytes */
};

static struct ram_flash ram;
static struct thimble_journal journal;

/* What a visit found: the first byte and the length of each record. */
static struct {
  uint8_t first[64];
  uint32_t length[64];
  uint32_t count;
  uint32_t stop_at; /* the visit that answers INVALID; 0: none */
} found;

static enum thimble_result collect(void *data, struct thimble_bytes record) {
  assert_ptr_equal(data, &found);
  assert_true(found.count < COUNT(found.first));
  for (uint32_t i = 1; i < record.length; i++)
    assert_int_equal(record.data[i], (uint8_t)(record.data[0] + i));
  found.first[found.count] = record.data[0];
  found.length[found.count] = record.length;
  found.count++;
  return found.count == found.stop_at ? THIMBLE_ERROR_INVALID : THIMBLE_OK;
}

static enum thimble_result open_journal(void) {
  memset(&found, 0, sizeof found);
  return thimble_journal_open(&journal, collect, &found);
}

static void reopen(void) {
  assert_int_equal(open_journal(), THIMBLE_OK);
}

static enum thimble_result append(uint8_t first, uint32_t length) {
  uint8_t bytes[THIMBLE_JOURNAL_RECORD_MAXIMUM + 1];
  for (uint32_t i = 0; i < length; i++)
    bytes[i] = (uint8_t)(first + i);
  return thimble_journal_append(&journal, (struct thimble_bytes){bytes, length});
}

/* New flash, and a journal in blocks 1 to 4 of it: two banks of two blocks. */
static int start(void **state) {
  (void)state;
  ram_flash_start(&ram, BLOCK, BLOCKS, UNIT, 1);
  journal =
      (struct thimble_journal){.flash = &ram.flash, .first_block = 1, .bank_blocks = 2, .banks = 2};
  reopen();
  return 0;
}

/* The first bank, with the records from 1 to `count`, each of LONG bytes. */
static void fill(uint32_t count) {
  assert_int_equal(thimble_journal_rewrite(&journal), THIMBLE_OK);
  assert_int_equal(thimble_journal_finish(&journal), THIMBLE_OK);
  for (uint32_t i = 1; i <= count; i++)
    assert_int_equal(append((uint8_t)i, LONG), THIMBLE_OK);
}

static void expect_records(uint32_t count) {
  reopen();
  assert_int_equal(found.count, count);
  for (uint32_t i = 0; i < count; i++) {
    assert_int_equal(found.first[i], i + 1);
    assert_int_equal(found.length[i], LONG);
  }
}

static void new_flash_is_an_empty_journal(void **state) {
  (void)state;
  assert_int_equal(found.count, 0);
  assert_int_equal(append(1, 1), THIMBLE_ERROR_NO_MEMORY);
  assert_int_equal(ram.operations, 0);
  fill(0);
  expect_records(0);
}

static void records_of_all_lengths_come_back(void **state) {
  static const uint32_t lengths[] = {1, 2, 9, 10, 11, 58, 59, 122, 255, 256};
  (void)state;
  fill(0);
  for (uint32_t i = 0; i < COUNT(lengths); i++) {
    assert_int_equal(append((uint8_t)i, lengths[i]), THIMBLE_OK);
    reopen();
    assert_int_equal(found.count, i + 1);
  }
  for (uint32_t i = 0; i < COUNT(lengths); i++) {
    assert_int_equal(found.first[i], i);
    assert_int_equal(found.length[i], lengths[i]);
  }
}

static void records_have_limits(void **state) {
  (void)state;
  fill(0);
  assert_int_equal(append(0, 0), THIMBLE_ERROR_LIMIT);
  assert_int_equal(append(0, THIMBLE_JOURNAL_RECORD_MAXIMUM + 1), THIMBLE_ERROR_LIMIT);
  expect_records(0);
}

/* (1024 - 16) / 128 = 7 records, and 112 bytes: one of 106. */
static void a_bank_is_used_to_its_end(void **state) {
  (void)state;
  fill(7);
  assert_int_equal(append(8, 107), THIMBLE_ERROR_NO_MEMORY);
  assert_int_equal(append(8, 106), THIMBLE_OK);
  assert_int_equal(append(9, 1), THIMBLE_ERROR_NO_MEMORY);
  reopen();
  assert_int_equal(found.count, 8);
  assert_int_equal(append(9, 1), THIMBLE_ERROR_NO_MEMORY);
}

static void a_rewrite_counts_when_it_is_finished(void **state) {
  (void)state;
  fill(7);
  assert_int_equal(thimble_journal_rewrite(&journal), THIMBLE_OK);
  assert_int_equal(append(1, LONG), THIMBLE_OK);
  assert_int_equal(append(2, LONG), THIMBLE_OK);
  struct thimble_journal rewriting = journal;
  expect_records(7);
  journal = rewriting;
  assert_int_equal(thimble_journal_finish(&journal), THIMBLE_OK);
  assert_int_equal(append(3, LONG), THIMBLE_OK);
  expect_records(3);
}

static void an_abandoned_rewrite_leaves_the_old_bank(void **state) {
  (void)state;
  fill(3);
  assert_int_equal(thimble_journal_rewrite(&journal), THIMBLE_OK);
  assert_int_equal(append(9, 10), THIMBLE_OK);
  thimble_journal_abandon(&journal);
  assert_int_equal(append(9, 10), THIMBLE_ERROR_NO_MEMORY);
  expect_records(3);
  assert_int_equal(append(4, LONG), THIMBLE_OK);
  expect_records(4);
}

static void banks_take_turns(void **state) {
  (void)state;
  for (uint32_t i = 0; i < 21; i++)
    fill(1);
  assert_int_equal(ram.erasures[0], 0);
  assert_int_equal(ram.erasures[1], 11);
  assert_int_equal(ram.erasures[2], 11);
  assert_int_equal(ram.erasures[3], 10);
  assert_int_equal(ram.erasures[4], 10);
  assert_int_equal(ram.erasures[5], 0);
}

static void the_sequence_may_wrap(void **state) {
  (void)state;
  journal.sequence = UINT32_MAX - 2;
  for (uint32_t i = 0; i < 6; i++) {
    fill(i);
    expect_records(i);
    assert_int_equal(journal.sequence, (uint32_t)(UINT32_MAX - 1 + i));
  }
}

/* The first byte of a record that is not whole hides it and those behind it; what is left of them
 * is not written over. */
static void a_broken_record_ends_the_journal(void **state) {
  (void)state;
  fill(4);
  ram.bytes[BLOCK + HEAD + 2 * (FRAME + LONG) + FRAME + 5] ^= 1;
  expect_records(2);
  assert_int_equal(append(3, LONG), THIMBLE_ERROR_NO_MEMORY);
}

static void each_byte_of_a_record_is_covered(void **state) {
  (void)state;
  for (uint32_t i = 0; i < FRAME + LONG; i++) {
    start(state);
    fill(1);
    ram.bytes[BLOCK + HEAD + i] ^= 0x20;
    expect_records(0);
    assert_int_equal(append(1, 1), THIMBLE_ERROR_NO_MEMORY);
  }
}

static void each_byte_of_a_head_is_covered(void **state) {
  (void)state;
  for (uint32_t i = 0; i < HEAD; i++) {
    start(state);
    fill(2);
    ram.bytes[BLOCK + i] ^= 0x20;
    expect_records(0);
  }
}

static void something_behind_the_records_is_not_written_over(void **state) {
  (void)state;
  fill(1);
  ram.bytes[BLOCK + 2 * BLOCK - 1] = 0xfe;
  expect_records(1);
  assert_int_equal(append(2, LONG), THIMBLE_ERROR_NO_MEMORY);
  fill(1);
  expect_records(1);
}

/* Records of the bank's last use, which an erasure that did not work left there, are not taken for
 * new ones. */
static void records_belong_to_their_sequence(void **state) {
  uint8_t old[2 * BLOCK];
  uint32_t end = HEAD + FRAME + LONG;
  (void)state;
  fill(2);
  memcpy(old, ram.bytes + BLOCK, sizeof old);
  fill(0);
  fill(1);
  memcpy(ram.bytes + BLOCK + end, old + end, sizeof old - end);
  expect_records(1);
}

static void another_layout_is_not_read(void **state) {
  (void)state;
  fill(2);
  journal.bank_blocks = 1;
  expect_records(0);
  journal.bank_blocks = 2;
  expect_records(2);
  ram.flash.program_size = 16;
  expect_records(0);
}

static void members_are_checked(void **state) {
  static const struct {
    uint32_t first_block, bank_blocks, banks, program_size;
  } wrong[] = {
      {1, 2, 1, 8},          {1, 2, 0, 8},
      {3, 2, 2, 8},          {7, 1, 2, 8},
      {UINT32_MAX, 1, 2, 8}, {0, UINT32_MAX, 2, 8},
      {0, 2, 4, 8},          {0, 1, UINT32_MAX, 8},
      {0, 0, 2, 8},          {0, 2, 2, 0},
      {0, 2, 2, 3},          {0, 2, 2, 512},
      {0, 1u << 31, 2, 8},   {0, 65536, 1u << 16, 8},
  };
  (void)state;
  for (uint32_t i = 0; i < COUNT(wrong); i++) {
    ram.flash.program_size = wrong[i].program_size;
    journal.first_block = wrong[i].first_block;
    journal.bank_blocks = wrong[i].bank_blocks;
    journal.banks = wrong[i].banks;
    assert_int_equal(open_journal(), THIMBLE_ERROR_INVALID);
  }
}

static void a_bank_takes_at_least_one_record(void **state) {
  (void)state;
  ram_flash_start(&ram, 256, BLOCKS, UNIT, 1);
  journal.bank_blocks = 1;
  assert_int_equal(open_journal(), THIMBLE_ERROR_INVALID);
  journal.bank_blocks = 2;
  reopen();
  fill(0);
  assert_int_equal(append(1, THIMBLE_JOURNAL_RECORD_MAXIMUM), THIMBLE_OK);
}

static void flash_beyond_32_bits_is_refused(void **state) {
  (void)state;
  ram.flash.block_size = 1u << 31;
  ram.flash.block_count = 3;
  assert_int_equal(open_journal(), THIMBLE_ERROR_INVALID);
}

static void reading_may_fail(void **state) {
  (void)state;
  fill(1);
  ram.reading_fails = true;
  assert_int_equal(open_journal(), THIMBLE_ERROR_INPUT);
}

static void a_visit_may_stop_it(void **state) {
  (void)state;
  fill(4);
  memset(&found, 0, sizeof found);
  found.stop_at = 2;
  assert_int_equal(thimble_journal_open(&journal, collect, &found), THIMBLE_ERROR_INVALID);
  assert_int_equal(found.count, 2);
}

static void a_failed_append_makes_the_bank_full(void **state) {
  (void)state;
  fill(2);
  ram.fails = true;
  assert_int_equal(append(3, LONG), THIMBLE_ERROR_OUTPUT);
  ram.fails = false;
  assert_int_equal(append(3, LONG), THIMBLE_ERROR_NO_MEMORY);
  expect_records(2);
}

static void what_was_written_is_read_again(void **state) {
  (void)state;
  fill(2);
  ram.wrong_bytes = 1;
  assert_int_equal(append(3, LONG), THIMBLE_ERROR_OUTPUT);
  expect_records(2);
  fill(2);
  ram.reading_fails = true;
  assert_int_equal(append(3, LONG), THIMBLE_ERROR_OUTPUT);
}

static void what_is_not_synced_has_failed(void **state) {
  (void)state;
  fill(2);
  ram.syncing_fails = true;
  assert_int_equal(append(3, LONG), THIMBLE_ERROR_OUTPUT);
  assert_int_equal(thimble_journal_rewrite(&journal), THIMBLE_ERROR_OUTPUT);
}

static void a_failed_erasure_leaves_the_old_bank(void **state) {
  (void)state;
  fill(2);
  ram.fails = true;
  assert_int_equal(thimble_journal_rewrite(&journal), THIMBLE_ERROR_OUTPUT);
  thimble_journal_abandon(&journal);
  ram.fails = false;
  expect_records(2);
}

static void a_failed_finish_leaves_the_old_bank(void **state) {
  (void)state;
  fill(2);
  assert_int_equal(thimble_journal_rewrite(&journal), THIMBLE_OK);
  ram.fails = true;
  assert_int_equal(thimble_journal_finish(&journal), THIMBLE_ERROR_OUTPUT);
  thimble_journal_abandon(&journal);
  ram.fails = false;
  expect_records(2);
}

/* The head is in the flash although finish failed: the bank counts after a restart, so it is the
 * other one that the next rewrite erases, and a cut there harms nothing. */
static void a_bank_with_a_head_is_not_erased_next(void **state) {
  (void)state;
  fill(2);
  assert_int_equal(thimble_journal_rewrite(&journal), THIMBLE_OK);
  for (uint8_t i = 1; i <= 3; i++)
    assert_int_equal(append(i, LONG), THIMBLE_OK);
  ram.syncing_fails = true;
  assert_int_equal(thimble_journal_finish(&journal), THIMBLE_ERROR_OUTPUT);
  thimble_journal_abandon(&journal);
  ram.syncing_fails = false;
  assert_int_equal(append(4, LONG), THIMBLE_ERROR_NO_MEMORY);
  assert_int_equal(thimble_journal_rewrite(&journal), THIMBLE_OK);
  expect_records(3);
}

#define TEST(function) cmocka_unit_test_setup(function, start)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(new_flash_is_an_empty_journal),
      TEST(records_of_all_lengths_come_back),
      TEST(records_have_limits),
      TEST(a_bank_is_used_to_its_end),
      TEST(a_rewrite_counts_when_it_is_finished),
      TEST(an_abandoned_rewrite_leaves_the_old_bank),
      TEST(banks_take_turns),
      TEST(the_sequence_may_wrap),
      TEST(a_broken_record_ends_the_journal),
      TEST(each_byte_of_a_record_is_covered),
      TEST(each_byte_of_a_head_is_covered),
      TEST(something_behind_the_records_is_not_written_over),
      TEST(records_belong_to_their_sequence),
      TEST(another_layout_is_not_read),
      TEST(members_are_checked),
      TEST(a_bank_takes_at_least_one_record),
      TEST(flash_beyond_32_bits_is_refused),
      TEST(reading_may_fail),
      TEST(a_visit_may_stop_it),
      TEST(a_failed_append_makes_the_bank_full),
      TEST(what_was_written_is_read_again),
      TEST(what_is_not_synced_has_failed),
      TEST(a_failed_erasure_leaves_the_old_bank),
      TEST(a_failed_finish_leaves_the_old_bank),
      TEST(a_bank_with_a_head_is_not_erased_next),
  };
  return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
