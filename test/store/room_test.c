/* SPDX-License-Identifier: Apache-2.0 */
/* room_test.c: what store.h says of full stores and damaged payloads. */
#include "store/small_device.h"
#include "unit.h"

/* Two components with two payloads each fill the store. */
static void fill(void) {
  install("a", 1, 100, false);
  install("a", 2, 100, false);
  install("b", 3, 100, false);
  install("b", 4, 100, false);
  expect_free(0);
}

static void without_a_free_slot_the_previous_payload_is_given_up(void **state) {
  (void)state;
  fill();
  assert_int_equal(thimble_store_begin(store, id("c"), 1), THIMBLE_ERROR_NO_MEMORY);
  assert_int_equal(thimble_store_begin(store, id("a"), 1), THIMBLE_OK);
  expect_now("a", 2, 0);
  thimble_store_abandon(store);
  expect("a", 2, 0);
  expect_now("b", 4, 3);
  install("a", 5, 100, false);
  expect("a", 5, 2);
}

static void on_trial_the_previous_payload_is_not_given_up(void **state) {
  (void)state;
  fill();
  commit(THIMBLE_STORE_RELEASE, "a");
  install("a", 5, 100, true);
  expect("a", 5, 2);
  assert_int_equal(thimble_store_begin(store, id("a"), 1), THIMBLE_ERROR_NO_MEMORY);
  assert_int_equal(change(THIMBLE_STORE_RELEASE, "a"), THIMBLE_ERROR_BUSY);
  commit(THIMBLE_STORE_CONFIRM, "a");
  assert_int_equal(thimble_store_begin(store, id("a"), 1), THIMBLE_OK);
}

static void components_have_a_limit(void **state) {
  static const char *const names[] = {"a", "b", "c", "d"};
  (void)state;
  for (uint32_t i = 0; i < COUNT(names); i++) {
    install(names[i], i, 1, false);
    assert_int_equal(signed_change(THIMBLE_STORE_REMOVE, names[i], alice, 1, NULL), THIMBLE_OK);
  }
  struct thimble_store_payload payload = written("e", 9, 100);
  assert_int_equal(signed_change(THIMBLE_STORE_INSTALL, "e", nobody, 0, &payload),
                   THIMBLE_ERROR_NO_MEMORY);
  assert_int_equal(signed_change(THIMBLE_STORE_INSTALL, "d", nobody, 0, &payload), THIMBLE_OK);
}

/* Records of all components in their greatest length, and one more: that is what a bank takes at
 * least. */
static void a_bank_that_is_just_large_enough_is_enough(void **state) {
  uint8_t name[THIMBLE_STORE_ID_MAXIMUM] = {0}, signer[THIMBLE_STORE_SIGNER] = {0};
  struct device_geometry small = {1, 64, 0, 2, 1, 8, 4};
  (void)state;
  small.bank_blocks = thimble_store_bank_need(small.slots, small.components, 1) / 64;
  device_start(&device, &small, 1);
  assert_int_equal(device_restart(&device), THIMBLE_ERROR_INVALID);
  small.bank_blocks++;
  device_start(&device, &small, 1);
  assert_int_equal(device_restart(&device), THIMBLE_OK);
  for (uint32_t i = 0; i < 200; i++) {
    struct thimble_store_payload payload;
    name[0] = (uint8_t)(i % 4);
    signer[0] = (uint8_t)(i / 4 % THIMBLE_STORE_SIGNERS);
    struct thimble_store_change one = {.operation = THIMBLE_STORE_INSTALL,
                                       .component = {name, sizeof name},
                                       .payload = &payload,
                                       .signer = signer,
                                       .sequence = i + 1};
    assert_int_equal(device_write(&device, one.component, i, 64, &payload), THIMBLE_OK);
    assert_int_equal(thimble_store_commit(store, &one, 1), THIMBLE_OK);
  }
  assert_true(store->journal.sequence > 40);
}

static void flip(const struct thimble_store_payload *payload, uint32_t at) {
  uint32_t slot = store->first_block + payload->slot * store->slot_blocks;
  device.ram.bytes[slot * SMALL_BLOCK + at] ^= 1;
}

static void a_damaged_payload_is_replaced_by_the_previous_one(void **state) {
  (void)state;
  install("a", 1, 100, false);
  install("a", 2, 100, false);
  install("b", 3, 100, false);
  flip(&thimble_store_find(store, id("a"))->current, 99);
  restart();
  const struct thimble_store_component *a = thimble_store_find(store, id("a"));
  assert_int_equal(store->damaged, 1);
  assert_true(a->current.is_damaged && !a->previous.is_damaged);
  assert_ptr_equal(thimble_store_active(a), &a->previous);
  assert_int_equal(change(THIMBLE_STORE_RELEASE, "a"), THIMBLE_ERROR_BUSY);
  expect_now("b", 3, 0);
  install("a", 4, 100, true);
  expect("a", 4, 1);
  assert_int_equal(store->damaged, 0);
}

static void a_damaged_previous_payload_is_not_rolled_back_to(void **state) {
  (void)state;
  fill();
  flip(&thimble_store_find(store, id("a"))->previous, 0);
  restart();
  const struct thimble_store_component *a = thimble_store_find(store, id("a"));
  assert_int_equal(store->damaged, 1);
  assert_ptr_equal(thimble_store_active(a), &a->current);
  assert_int_equal(change(THIMBLE_STORE_ROLL_BACK, "a"), THIMBLE_ERROR_INPUT);
  install("a", 5, 100, false);
  expect("a", 5, 2);
}

/* What is damaged is of no use to anybody: its slot is taken even during a trial. */
static void a_damaged_previous_payload_makes_room(void **state) {
  (void)state;
  fill();
  commit(THIMBLE_STORE_RELEASE, "a");
  install("a", 5, 100, true);
  flip(&thimble_store_find(store, id("a"))->previous, 0);
  restart();
  assert_int_equal(thimble_store_begin(store, id("a"), 1), THIMBLE_OK);
  thimble_store_abandon(store);
  expect("a", 5, 0);
  expect_now("b", 4, 3);
}

static void both_may_be_damaged(void **state) {
  (void)state;
  install("a", 1, 100, false);
  install("a", 2, 100, false);
  flip(&thimble_store_find(store, id("a"))->current, 0);
  flip(&thimble_store_find(store, id("a"))->previous, 0);
  restart();
  assert_int_equal(store->damaged, 2);
  assert_null(thimble_store_active(thimble_store_find(store, id("a"))));
  install("a", 3, 100, false);
  expect("a", 3, 0);
  expect_free(SMALL_SLOTS - 1);
}

static void rolling_back_makes_a_fallback_last(void **state) {
  (void)state;
  install("a", 1, 100, false);
  install("a", 2, 100, true);
  flip(&thimble_store_find(store, id("a"))->current, 5);
  restart();
  commit(THIMBLE_STORE_ROLL_BACK, "a");
  expect("a", 1, 0);
  assert_int_equal(store->damaged, 0);
}

static void erasing_forgets_everything(void **state) {
  (void)state;
  install("a", 1, 100, false);
  assert_int_equal(signed_change(THIMBLE_STORE_STOP, "a", alice, 3, NULL), THIMBLE_OK);
  assert_int_equal(thimble_store_erase(store), THIMBLE_OK);
  restart();
  assert_null(thimble_store_find(store, id("a")));
  expect_free(SMALL_SLOTS);
  install("a", 2, 100, false);
  expect("a", 2, 0);
}

#define TEST(function) cmocka_unit_test_setup(function, start)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(without_a_free_slot_the_previous_payload_is_given_up),
      TEST(on_trial_the_previous_payload_is_not_given_up),
      TEST(components_have_a_limit),
      TEST(a_bank_that_is_just_large_enough_is_enough),
      TEST(a_damaged_payload_is_replaced_by_the_previous_one),
      TEST(a_damaged_previous_payload_is_not_rolled_back_to),
      TEST(a_damaged_previous_payload_makes_room),
      TEST(both_may_be_damaged),
      TEST(rolling_back_makes_a_fallback_last),
      TEST(erasing_forgets_everything),
  };
  return cmocka_run_group_tests_name("store: room and damage", tests, NULL, NULL);
}
