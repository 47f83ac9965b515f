/* SPDX-License-Identifier: Apache-2.0 */
/* faults_test.c: flash that fails leaves a store as it was, and says so; and updates without end
 * wear the slots alike. */
#include <stdio.h>
#include <string.h>

#include "store/device.h"
#include "unit.h"

enum {
  SLOTS = 5,
  IS_COMPUTER = UINTPTR_MAX > UINT32_MAX,
  UPDATES = IS_COMPUTER ? 1000 : 200
};

static const struct device_geometry geometry = {4, 512, 4, 2, 1, SLOTS, 4};
static const uint8_t a = 'a', b = 'b';
static const struct thimble_bytes id_a = {&a, 1}, id_b = {&b, 1};
static struct device device;
static struct thimble_store *const store = &device.store;

static enum thimble_result install(struct thimble_bytes id, uint32_t number) {
  struct thimble_store_payload payload;
  const struct thimble_store_change one = {
      .operation = THIMBLE_STORE_INSTALL, .component = id, .payload = &payload};
  enum thimble_result result = device_write(&device, id, number, 100, &payload);
  if (result == THIMBLE_OK)
    result = thimble_store_commit(store, &one, 1);
  thimble_store_abandon(store);
  return result;
}

static int start(void **state) {
  (void)state;
  device_start(&device, &geometry, 1);
  assert_int_equal(device_restart(&device), THIMBLE_OK);
  assert_int_equal(install(id_a, 1), THIMBLE_OK);
  return 0;
}

static bool holds(uint32_t number) {
  const struct thimble_store_component *component = thimble_store_find(store, id_a);
  return component != NULL && device_holds(&device, &component->current, number, 100) &&
         device_is_sound(&device);
}

static void expect(uint32_t number) {
  assert_true(holds(number));
  assert_int_equal(device_restart(&device), THIMBLE_OK);
  assert_true(holds(number));
}

static void nothing_can_be_written(void **state) {
  (void)state;
  device.ram.fails = true;
  assert_int_equal(install(id_a, 2), THIMBLE_ERROR_OUTPUT);
  device.ram.fails = false;
  expect(1);
  assert_int_equal(install(id_a, 3), THIMBLE_OK);
  expect(3);
}

static void a_commit_that_is_not_written_changes_nothing(void **state) {
  struct thimble_store_payload payload;
  const struct thimble_store_change one = {
      .operation = THIMBLE_STORE_INSTALL, .component = id_a, .payload = &payload};
  (void)state;
  assert_int_equal(device_write(&device, id_a, 2, 100, &payload), THIMBLE_OK);
  device.ram.fails = true;
  assert_int_equal(thimble_store_commit(store, &one, 1), THIMBLE_ERROR_OUTPUT);
  assert_true(holds(1));
  device.ram.fails = false;
  assert_int_equal(thimble_store_commit(store, &one, 1), THIMBLE_OK);
  expect(2);
}

static void what_cannot_be_read_is_not_a_store(void **state) {
  (void)state;
  device.ram.reading_fails = true;
  assert_int_equal(device_restart(&device), THIMBLE_ERROR_INPUT);
  assert_null(thimble_store_find(store, id_a));
  assert_int_equal(thimble_store_erase(store), THIMBLE_ERROR_INPUT);
  device.ram.reading_fails = false;
  assert_int_equal(device_restart(&device), THIMBLE_OK);
  assert_true(holds(1));
}

static void what_is_not_synced_has_failed(void **state) {
  struct thimble_store_payload payload;
  uint8_t bytes[4] = {0};
  (void)state;
  assert_int_equal(thimble_store_begin(store, id_a, 4), THIMBLE_OK);
  assert_int_equal(thimble_store_write(store, (struct thimble_bytes){bytes, 4}), THIMBLE_OK);
  device.ram.syncing_fails = true;
  assert_int_equal(thimble_store_finish(store, &payload), THIMBLE_ERROR_OUTPUT);
  assert_int_equal(thimble_store_finish(store, &payload), THIMBLE_ERROR_INVALID);
  device.ram.syncing_fails = false;
  assert_true(device_is_sound(&device));
  expect(1);
}

/* A bit that does not take what is programmed is found at once, in the first unit, between, and in
 * the one that finish programs. */
static void what_was_written_is_read_again(void **state) {
  static const uint32_t good_bytes[] = {0, 48, 96};
  struct thimble_store_payload payload;
  uint8_t bytes[98] = {0};
  (void)state;
  for (uint32_t i = 0; i < COUNT(good_bytes); i++) {
    uint32_t good = good_bytes[i], wrong = (uint32_t)sizeof bytes - good;
    assert_int_equal(thimble_store_begin(store, id_a, sizeof bytes), THIMBLE_OK);
    uint8_t slot = store->slot;
    uint32_t wear = store->slots[slot].wear;
    assert_int_equal(thimble_store_write(store, (struct thimble_bytes){bytes, good}), THIMBLE_OK);
    device.ram.wrong_bytes = 1;
    enum thimble_result result =
        thimble_store_write(store, (struct thimble_bytes){bytes + good, wrong});
    if (result == THIMBLE_OK)
      result = thimble_store_finish(store, &payload);
    assert_int_equal(result, THIMBLE_ERROR_OUTPUT);
    assert_int_equal(thimble_store_write(store, (struct thimble_bytes){bytes, 1}),
                     THIMBLE_ERROR_INVALID);
    assert_int_equal(store->slots[slot].wear, wear + THIMBLE_STORE_FAILURE);
  }
  assert_true(device_is_sound(&device));
  expect(1);
}

/* A slot that failed is the last to be chosen again, also after a restart. */
static void a_slot_that_failed_is_avoided(void **state) {
  (void)state;
  assert_int_equal(thimble_store_begin(store, id_a, 4), THIMBLE_OK);
  device.ram.wrong_bytes = 1;
  uint8_t bad = store->slot;
  assert_int_equal(thimble_store_write(store, (struct thimble_bytes){device.unit, 4}),
                   THIMBLE_ERROR_OUTPUT);
  uint32_t sequence = store->journal.sequence;
  for (uint32_t i = 0; store->journal.sequence < sequence + 2; i++)
    assert_int_equal(install(id_a, i), THIMBLE_OK);
  assert_int_equal(device_restart(&device), THIMBLE_OK);
  assert_true(store->slots[bad].wear > THIMBLE_STORE_FAILURE);
  for (uint32_t i = 0; i < 20; i++) {
    assert_int_equal(install(id_a, i), THIMBLE_OK);
    assert_int_not_equal(thimble_store_find(store, id_a)->current.slot, bad);
  }
}

static void wear_ends_at_its_greatest_number(void **state) {
  (void)state;
  for (uint32_t i = 0; i < SLOTS; i++)
    store->slots[i].wear = UINT32_MAX;
  assert_int_equal(install(id_a, 2), THIMBLE_OK);
  expect(2);
  assert_true(store->slots[thimble_store_find(store, id_a)->current.slot].wear == UINT32_MAX);
}

static uint32_t wear_difference(void) {
  struct thimble_store_usage usage;
  thimble_store_usage(store, &usage);
  return usage.most_wear - usage.least_wear;
}

/* One component: the two slots in use are the two that were begun last, so slots take turns. */
static void updates_of_one_component_wear_slots_alike(void **state) {
  (void)state;
  for (uint32_t i = 2; i <= UPDATES; i++) {
    assert_int_equal(install(id_a, i), THIMBLE_OK);
    assert_true(wear_difference() <= 1);
    if (i % 50 == 0)
      expect(i);
  }
  uint32_t block = store->first_block;
  for (uint32_t i = 0; i < SLOTS; i++)
    assert_in_range(device.ram.erasures[block + i], UPDATES / SLOTS, UPDATES / SLOTS + 1);
  struct thimble_store_usage usage;
  thimble_store_usage(store, &usage);
  assert_int_equal(usage.free_slots, SLOTS - 2);
  printf("%u updates: wear %u to %u, %u banks\n", (unsigned)UPDATES, (unsigned)usage.least_wear,
         (unsigned)usage.most_wear, (unsigned)store->journal.sequence);
}

/* Two in turn, in five slots: four are in use, and the fifth is free; a slot waits at most until
 * its component is updated the second time. */
static void updates_of_two_components_wear_slots_alike(void **state) {
  (void)state;
  uint32_t most = 0;
  for (uint32_t i = 2; i <= UPDATES; i++) {
    assert_int_equal(install(i % 2 == 0 ? id_b : id_a, i), THIMBLE_OK);
    most = wear_difference() > most ? wear_difference() : most;
  }
  assert_true(most <= 2);
  assert_true(device_is_sound(&device));
}

/* Updates that are cut off in the middle, over and over, wear the slots alike too. */
static void updates_that_never_succeed_wear_slots_alike(void **state) {
  (void)state;
  for (uint32_t i = 0; i < UPDATES / 4; i++) {
    assert_int_equal(thimble_store_begin(store, id_a, 100), THIMBLE_OK);
    assert_int_equal(thimble_store_write(store, (struct thimble_bytes){device.unit, 4}),
                     THIMBLE_OK);
    expect(1);
  }
  uint32_t used = thimble_store_find(store, id_a)->current.slot, block = store->first_block;
  for (uint32_t i = 0; i < SLOTS; i++) {
    uint32_t share = UPDATES / 4 / (SLOTS - 1);
    if (i != used)
      assert_in_range(device.ram.erasures[block + i], share, share + 1);
  }
}

#define TEST(function) cmocka_unit_test_setup(function, start)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(nothing_can_be_written),
      TEST(a_commit_that_is_not_written_changes_nothing),
      TEST(what_cannot_be_read_is_not_a_store),
      TEST(what_is_not_synced_has_failed),
      TEST(what_was_written_is_read_again),
      TEST(a_slot_that_failed_is_avoided),
      TEST(wear_ends_at_its_greatest_number),
      TEST(updates_of_one_component_wear_slots_alike),
      TEST(updates_of_two_components_wear_slots_alike),
      TEST(updates_that_never_succeed_wear_slots_alike),
  };
  return cmocka_run_group_tests_name("store: faults and wear", tests, NULL, NULL);
}
