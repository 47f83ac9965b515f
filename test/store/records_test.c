/* SPDX-License-Identifier: Apache-2.0 */
/* records_test.c: what a journal says is not believed: each rule of SPEC.md on the records of a
 * store, and what a store answers to flash that breaks it. */
#include <string.h>

#include "store/device.h"
#include "unit.h"

enum {
  LAYOUT = 1,
  WEAR = 2,
  COMPONENT = 3,
  CHANGES = 4,
  SLOTS = 4,
  BLOCK = 512,
  RECORDS = 16
};

static const struct device_geometry geometry = {1, BLOCK, 4, 2, 2, SLOTS, 2};
static struct device device;
static struct thimble_store *const store = &device.store;

/* The records that a test writes. */
static struct {
  uint8_t bytes[RECORDS][THIMBLE_JOURNAL_RECORD_MAXIMUM];
  uint32_t length[RECORDS];
  uint32_t count;
} records;

static enum thimble_result collect(void *data, struct thimble_bytes record) {
  (void)data;
  assert_true(records.count < RECORDS);
  memcpy(records.bytes[records.count], record.data, record.length);
  records.length[records.count++] = record.length;
  return THIMBLE_OK;
}

static void collect_all(void) {
  struct thimble_journal journal = store->journal;
  records.count = 0;
  assert_int_equal(thimble_journal_open(&journal, collect, NULL), THIMBLE_OK);
}

static struct thimble_bytes id(const char *text) {
  return (struct thimble_bytes){(const uint8_t *)text, (uint32_t)strlen(text)};
}

static void install(const char *name, uint32_t number) {
  struct thimble_store_payload payload;
  const struct thimble_store_change one = {.operation = THIMBLE_STORE_INSTALL,
                                           .component = id(name),
                                           .payload = &payload,
                                           .signer = (const uint8_t *)"signature",
                                           .sequence = number};
  assert_int_equal(device_write(&device, one.component, number, 100, &payload), THIMBLE_OK);
  assert_int_equal(thimble_store_commit(store, &one, 1), THIMBLE_OK);
}

/* Layout and wear, components "a" and "b", and a change of "b". */
static int start(void **state) {
  (void)state;
  device_start(&device, &geometry, 1);
  assert_int_equal(device_restart(&device), THIMBLE_OK);
  install("a", 1);
  install("b", 2);
  uint32_t sequence = store->journal.sequence;
  while (store->journal.sequence == sequence)
    install("a",
            3 + (uint32_t)thimble_store_sequence(store, id("a"), (const uint8_t *)"signature"));
  collect_all();
  assert_int_equal(records.bytes[0][11], 4); /* wear, two components, what began the bank */
  records.bytes[0][11] = 3;
  return 0;
}

/* What opening answers to a journal with these records. */
static enum thimble_result reopen(void) {
  struct thimble_journal journal = store->journal;
  uint32_t count = records.count;
  assert_int_equal(thimble_journal_open(&journal, collect, NULL), THIMBLE_OK);
  records.count = count;
  assert_int_equal(thimble_journal_rewrite(&journal), THIMBLE_OK);
  for (uint32_t i = 0; i < count; i++) {
    struct thimble_bytes record = {records.bytes[i], records.length[i]};
    assert_int_equal(thimble_journal_append(&journal, record), THIMBLE_OK);
  }
  assert_int_equal(thimble_journal_finish(&journal), THIMBLE_OK);
  return device_restart(&device);
}

static void expect(enum thimble_result result) {
  assert_int_equal(reopen(), result);
  struct thimble_store_usage usage;
  thimble_store_usage(store, &usage);
  if (result != THIMBLE_OK)
    assert_int_equal(usage.free_components, 2); /* nothing half known */
}

static void add(const void *bytes, uint32_t length) {
  assert_true(records.count < RECORDS);
  memcpy(records.bytes[records.count], bytes, length);
  records.length[records.count++] = length;
}

static void records_come_back(void **state) {
  (void)state;
  expect(THIMBLE_OK);
  assert_int_equal(records.bytes[0][0], LAYOUT);
  assert_int_equal(records.length[0], 13);
  assert_int_equal(records.bytes[1][0], WEAR);
  assert_int_equal(records.length[1], 3 + 4 * SLOTS);
  assert_int_equal(records.bytes[2][0], COMPONENT);
  assert_int_equal(records.length[2], 5 + 1 + 2 * 37 + 16);
  assert_non_null(thimble_store_find(store, id("a")));
  assert_non_null(thimble_store_find(store, id("b")));
  assert_true(device_is_sound(&device));
}

static void the_first_record_is_the_layout(void **state) {
  (void)state;
  records.count = 0;
  expect(THIMBLE_ERROR_MALFORMED);
  start(state);
  records.bytes[0][0] = WEAR;
  expect(THIMBLE_ERROR_MALFORMED);
  start(state);
  add(records.bytes[0], records.length[0]);
  expect(THIMBLE_ERROR_MALFORMED);
}

/* Also when the sequence has come round to 0, which it is without a bank, too. */
static void a_bank_without_records_is_refused_with_any_sequence(void **state) {
  struct thimble_journal journal;
  (void)state;
  device_start(&device, &geometry, 3);
  assert_int_equal(device_restart(&device), THIMBLE_OK);
  journal = store->journal;
  journal.sequence = UINT32_MAX;
  assert_int_equal(thimble_journal_rewrite(&journal), THIMBLE_OK);
  assert_int_equal(thimble_journal_finish(&journal), THIMBLE_OK);
  assert_int_equal(device_restart(&device), THIMBLE_ERROR_MALFORMED);
  assert_int_equal(store->journal.sequence, 0);
}

/* Version, count, address and size of the slots. */
static void another_layout_is_refused(void **state) {
  (void)state;
  for (uint32_t i = 1; i < 11; i++) {
    start(state);
    records.bytes[0][i] ^= 1;
    expect(THIMBLE_ERROR_INVALID);
  }
}

/* The layout says how many records a power cut cannot have taken. */
static void a_missing_record_is_noticed(void **state) {
  (void)state;
  uint32_t promised = records.bytes[0][11];
  records.count = 1 + promised;
  expect(THIMBLE_OK);
  records.count = promised;
  expect(THIMBLE_ERROR_MALFORMED);
}

static void each_length_is_checked(void **state) {
  (void)state;
  uint32_t count = records.count;
  for (uint32_t i = 0; i < count; i++) {
    for (uint32_t change = 0; change < 2; change++) {
      start(state);
      records.length[i] += change == 0 ? 1 : UINT32_MAX;
      expect(THIMBLE_ERROR_MALFORMED);
    }
  }
}

static void each_byte_may_be_anything(void **state) {
  static const uint8_t values[] = {0x00, 0x01, 0x02, 0x10, 0x7f, 0x80, 0xff};
  (void)state;
  uint32_t count = records.count < 6 ? records.count : 6;
  for (uint32_t i = 0; i < count * 100; i++) {
    uint32_t record = i / 100, at = i % 100;
    if (at >= records.length[record])
      continue;
    uint8_t byte = records.bytes[record][at];
    for (uint32_t j = 0; j < COUNT(values); j++) {
      records.bytes[record][at] = values[j];
      if (reopen() == THIMBLE_OK)
        assert_true(device_is_sound(&device));
    }
    records.bytes[record][at] = byte;
  }
}

static void unknown_records_are_refused(void **state) {
  uint8_t record[] = {0, 0, 0, 0};
  (void)state;
  add(record, sizeof record);
  expect(THIMBLE_ERROR_MALFORMED);
  record[0] = CHANGES + 1;
  records.count--;
  add(record, sizeof record);
  expect(THIMBLE_ERROR_MALFORMED);
}

static void wear_is_of_slots_that_exist(void **state) {
  uint8_t record[] = {WEAR, SLOTS - 1, 1, 0x78, 0x56, 0x34, 0x12};
  (void)state;
  add(record, sizeof record);
  expect(THIMBLE_OK);
  assert_int_equal(store->slots[SLOTS - 1].wear, 0x12345678);
  record[1] = SLOTS;
  add(record, sizeof record);
  expect(THIMBLE_ERROR_MALFORMED);
}

/* Offsets in a component's record whose identifier has one byte. */
enum {
  AT_PLACE = 1,
  AT_FLAGS = 2,
  AT_SEQUENCES = 3,
  AT_ID_LENGTH = 4,
  AT_ID = 5,
  AT_SLOT = 6,
  AT_SIZE = 7,
  AT_PREVIOUS_SLOT = 43,
  AT_PREVIOUS_SIZE = 44
};

static void components_are_checked(void **state) {
  static const struct {
    uint8_t at, value;
    enum thimble_result result;
  } wrong[] = {
      {AT_PLACE, 2, THIMBLE_ERROR_NO_MEMORY},
      {AT_PLACE, 1, THIMBLE_ERROR_MALFORMED},
      {AT_FLAGS, 4, THIMBLE_ERROR_MALFORMED},
      {AT_SEQUENCES, 5, THIMBLE_ERROR_MALFORMED},
      {AT_ID_LENGTH, 0, THIMBLE_ERROR_MALFORMED},
      {AT_ID_LENGTH, 73, THIMBLE_ERROR_MALFORMED},
      {AT_ID, 'b', THIMBLE_ERROR_MALFORMED},
      {AT_SLOT, SLOTS, THIMBLE_ERROR_MALFORMED},
      {AT_SIZE, 0, THIMBLE_ERROR_MALFORMED},
      {AT_SIZE + 1, 5, THIMBLE_ERROR_MALFORMED},
      {AT_PREVIOUS_SLOT, 99, THIMBLE_ERROR_MALFORMED},
      {AT_SIZE + 3, 1, THIMBLE_ERROR_MALFORMED},
      {AT_PREVIOUS_SIZE + 1, 5, THIMBLE_ERROR_MALFORMED},
  };
  (void)state;
  for (uint32_t i = 0; i < COUNT(wrong); i++) {
    start(state);
    records.count = 4;
    assert_int_equal(records.bytes[2][AT_ID], 'a');
    assert_int_equal(records.bytes[2][AT_PREVIOUS_SIZE], 100);
    records.bytes[2][wrong[i].at] = wrong[i].value;
    expect(wrong[i].result);
  }
}

static void no_slot_belongs_to_two_payloads(void **state) {
  static const uint8_t at[] = {AT_SLOT, AT_PREVIOUS_SLOT};
  (void)state;
  for (uint32_t i = 0; i < 2; i++) {
    start(state);
    records.count = 4;
    records.bytes[2][at[i]] = records.bytes[3][AT_SLOT];
    expect(THIMBLE_ERROR_MALFORMED);
  }
  start(state);
  records.bytes[2][AT_SLOT] = records.bytes[2][AT_PREVIOUS_SLOT];
  expect(THIMBLE_ERROR_MALFORMED);
}

/* A change of place 0 without anything but its operation, in a store of two components. */
static enum thimble_result change(uint8_t operation, uint8_t place, uint8_t flags) {
  uint8_t record[] = {CHANGES, 1, operation, place, flags};
  records.count = 4;
  add(record, sizeof record);
  return reopen();
}

static void changes_are_checked(void **state) {
  uint8_t none[] = {CHANGES, 0};
  (void)state;
  assert_int_equal(change(THIMBLE_STORE_STOP, 0, 0), THIMBLE_OK);
  assert_true(thimble_store_find(store, id("a"))->is_stopped);
  assert_int_equal(change(THIMBLE_STORE_ROLL_BACK, 0, 0), THIMBLE_OK);
  assert_int_equal(change(THIMBLE_STORE_ROLL_BACK, 1, 0), THIMBLE_ERROR_MALFORMED);
  assert_int_equal(change(THIMBLE_STORE_STOP, 2, 0), THIMBLE_ERROR_MALFORMED);
  assert_int_equal(change(THIMBLE_STORE_STOP, 0, 0x20), THIMBLE_ERROR_MALFORMED);
  assert_int_equal(change(THIMBLE_STORE_STOP, 0, 4), THIMBLE_ERROR_MALFORMED);
  assert_int_equal(change(THIMBLE_STORE_INSTALL, 0, 0), THIMBLE_ERROR_MALFORMED);
  assert_int_equal(change(THIMBLE_STORE_FORGET, 0, 0), THIMBLE_ERROR_MALFORMED);
  assert_int_equal(change(0, 0, 0), THIMBLE_ERROR_MALFORMED);
  assert_int_equal(change(9, 0, 0), THIMBLE_ERROR_MALFORMED);
  records.count = 4;
  add(none, sizeof none);
  assert_int_equal(reopen(), THIMBLE_ERROR_MALFORMED);
}

/* After any refusal, erasing makes a store of it again. */
static void what_is_refused_can_be_erased(void **state) {
  (void)state;
  records.bytes[1][0] = 77;
  expect(THIMBLE_ERROR_MALFORMED);
  assert_int_equal(thimble_store_erase(store), THIMBLE_OK);
  install("a", 1);
  assert_int_equal(device_restart(&device), THIMBLE_OK);
  assert_non_null(thimble_store_find(store, id("a")));
}

static void members_are_checked(void **state) {
  struct thimble_store right = device.store;
  struct thimble_flash *flash = &device.ram.flash;
  (void)state;
  const struct {
    uint32_t *member, value;
  } wrong[] = {
      {&store->slot_count, 0},           {&store->slot_count, 256},
      {&store->slot_count, 6},           {&store->slot_blocks, 0},
      {&store->slot_blocks, UINT32_MAX}, {&store->first_block, UINT32_MAX},
      {&store->first_block, 8},          {&store->first_block, 0},
      {&store->component_count, 0},      {&store->component_count, 256},
      {&store->component_count, 8},      {&store->journal.banks, 1},
      {&store->journal.bank_blocks, 1},  {&store->journal.bank_blocks, UINT32_MAX},
      {&store->journal.first_block, 2},  {&store->journal.first_block, UINT32_MAX},
  };
  for (uint32_t i = 0; i < COUNT(wrong); i++) {
    *wrong[i].member = wrong[i].value;
    assert_int_equal(thimble_store_open(store), THIMBLE_ERROR_INVALID);
    assert_int_equal(thimble_store_erase(store), THIMBLE_ERROR_INVALID);
    *store = right;
  }
  flash->mapped = device.ram.bytes + 4;
  assert_int_equal(thimble_store_open(store), THIMBLE_ERROR_INVALID);
  flash->mapped = NULL;
  assert_int_equal(thimble_store_open(store), THIMBLE_ERROR_INVALID);
  flash->mapped = device.ram.bytes;
  flash->program_size = 3;
  assert_int_equal(thimble_store_open(store), THIMBLE_ERROR_INVALID);
  flash->program_size = 1;
  assert_int_equal(thimble_store_open(store), THIMBLE_OK);
}

/* The slots may also be in front of the journal, right up to it. */
static void areas_may_touch(void **state) {
  (void)state;
  device_start(&device, &geometry, 2);
  store->first_block = 1;
  store->slot_blocks = 1;
  store->journal.first_block = 1 + SLOTS;
  assert_int_equal(thimble_store_open(store), THIMBLE_OK);
  store->journal.first_block--;
  assert_int_equal(thimble_store_open(store), THIMBLE_ERROR_INVALID);
}

#define TEST(function) cmocka_unit_test_setup(function, start)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(records_come_back),
      TEST(the_first_record_is_the_layout),
      TEST(a_bank_without_records_is_refused_with_any_sequence),
      TEST(another_layout_is_refused),
      TEST(a_missing_record_is_noticed),
      TEST(each_length_is_checked),
      TEST(each_byte_may_be_anything),
      TEST(unknown_records_are_refused),
      TEST(wear_is_of_slots_that_exist),
      TEST(components_are_checked),
      TEST(no_slot_belongs_to_two_payloads),
      TEST(changes_are_checked),
      TEST(what_is_refused_can_be_erased),
      TEST(members_are_checked),
      TEST(areas_may_touch),
  };
  return cmocka_run_group_tests_name("store: records", tests, NULL, NULL);
}
