/* SPDX-License-Identifier: Apache-2.0 */
/* store_test.c: what store.h says of payloads and changes, sentence by sentence. */
#include <string.h>

#include "store/sha256.h"
#include "store/small_device.h"
#include "unit.h"

static void sha256_has_the_published_values(void **state) {
  static const struct {
    const char *text;
    uint8_t start[4], end[4];
  } vectors[] = {
      {"", {0xe3, 0xb0, 0xc4, 0x42}, {0x78, 0x52, 0xb8, 0x55}},
      {"abc", {0xba, 0x78, 0x16, 0xbf}, {0xf2, 0x00, 0x15, 0xad}},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       {0x24, 0x8d, 0x6a, 0x61},
       {0x19, 0xdb, 0x06, 0xc1}},
  };
  uint8_t digest[THIMBLE_STORE_DIGEST];
  (void)state;
  for (uint32_t i = 0; i < COUNT(vectors); i++) {
    sha256_hash.start(sha256_hash.state);
    sha256_hash.update(sha256_hash.state, id(vectors[i].text));
    sha256_hash.finish(sha256_hash.state, digest);
    assert_memory_equal(digest, vectors[i].start, 4);
    assert_memory_equal(digest + 28, vectors[i].end, 4);
  }
}

static void new_flash_is_an_empty_store(void **state) {
  (void)state;
  assert_null(thimble_store_find(store, id("a")));
  assert_null(thimble_store_find(store, id("")));
  assert_int_equal(thimble_store_sequence(store, id("a"), alice), 0);
  expect_free(SMALL_SLOTS);
  assert_int_equal(device.ram.operations, 0); /* opening writes nothing */
}

static void a_payload_counts_when_it_is_committed(void **state) {
  (void)state;
  struct thimble_store_payload payload = written("a", 1, 100);
  uint8_t digest[THIMBLE_STORE_DIGEST];
  sha256_hash.start(sha256_hash.state);
  sha256_hash.update(sha256_hash.state, thimble_store_bytes(store, &payload));
  sha256_hash.finish(sha256_hash.state, digest);
  assert_memory_equal(digest, payload.digest, sizeof digest);
  assert_null(thimble_store_find(store, id("a")));
  expect_free(SMALL_SLOTS - 1);
  restart();
  assert_null(thimble_store_find(store, id("a")));
  expect_free(SMALL_SLOTS);
  install("a", 2, 100, false);
  expect("a", 2, 0);
  assert_ptr_equal(thimble_store_active(thimble_store_find(store, id("a"))),
                   &thimble_store_find(store, id("a"))->current);
}

static void the_largest_payload_fills_a_slot(void **state) {
  struct thimble_store_payload payload = written("a", 1, 2 * SMALL_BLOCK);
  (void)state;
  assert_true(device_holds(&device, &payload, 1, 2 * SMALL_BLOCK));
  payload = written("a", 2, 1);
  assert_true(device_holds(&device, &payload, 2, 1));
  assert_int_equal(thimble_store_begin(store, id("a"), 2 * SMALL_BLOCK + 1), THIMBLE_ERROR_LIMIT);
  assert_int_equal(thimble_store_begin(store, id("a"), 0), THIMBLE_ERROR_INVALID);
}

static void bytes_come_in_pieces_of_any_length(void **state) {
  uint8_t bytes[100];
  struct thimble_store_payload payload;
  (void)state;
  for (uint32_t i = 0; i < sizeof bytes; i++)
    bytes[i] = device_content(3, i);
  for (uint32_t piece = 1; piece <= sizeof bytes; piece++) {
    assert_int_equal(thimble_store_begin(store, id("a"), sizeof bytes), THIMBLE_OK);
    for (uint32_t done = 0; done < sizeof bytes; done += piece) {
      uint32_t left = (uint32_t)sizeof bytes - done;
      struct thimble_bytes view = {bytes + done, left < piece ? left : piece};
      assert_int_equal(thimble_store_finish(store, &payload), THIMBLE_ERROR_TRUNCATED);
      assert_int_equal(thimble_store_write(store, view), THIMBLE_OK);
    }
    assert_int_equal(thimble_store_write(store, (struct thimble_bytes){0}), THIMBLE_OK);
    assert_int_equal(thimble_store_finish(store, &payload), THIMBLE_OK);
    assert_true(device_holds(&device, &payload, 3, sizeof bytes));
    thimble_store_abandon(store);
  }
}

static void only_the_blocks_that_are_needed_are_erased(void **state) {
  (void)state;
  written("a", 1, SMALL_BLOCK);
  uint32_t block = store->first_block + store->slot * store->slot_blocks;
  assert_int_equal(device.ram.erasures[block], 1);
  assert_int_equal(device.ram.erasures[block + 1], 0);
}

static void writing_needs_begin(void **state) {
  struct thimble_store_payload payload;
  (void)state;
  assert_int_equal(thimble_store_write(store, id("x")), THIMBLE_ERROR_INVALID);
  assert_int_equal(thimble_store_finish(store, &payload), THIMBLE_ERROR_INVALID);
  assert_int_equal(thimble_store_begin(store, id("a"), 2), THIMBLE_OK);
  assert_int_equal(thimble_store_begin(store, id("a"), 2), THIMBLE_ERROR_BUSY);
  assert_int_equal(thimble_store_write(store, id("xyz")), THIMBLE_ERROR_LIMIT);
  assert_int_equal(thimble_store_write(store, id("xy")), THIMBLE_OK);
  assert_int_equal(thimble_store_write(store, id("z")), THIMBLE_ERROR_LIMIT);
  thimble_store_abandon(store);
  assert_int_equal(thimble_store_finish(store, &payload), THIMBLE_ERROR_INVALID);
  expect_free(SMALL_SLOTS);
}

static void a_replacement_keeps_the_one_before(void **state) {
  (void)state;
  install("a", 1, 100, false);
  install("a", 2, 100, false);
  expect("a", 2, 1);
  install("a", 3, 100, false);
  expect("a", 3, 2);
  expect_free(SMALL_SLOTS - 2);
}

static void what_is_on_trial_does_not_push_out_the_confirmed_one(void **state) {
  (void)state;
  install("a", 1, 100, false);
  install("a", 2, 100, true);
  assert_true(thimble_store_find(store, id("a"))->is_on_trial);
  install("a", 3, 100, true);
  expect("a", 3, 1);
  commit(THIMBLE_STORE_CONFIRM, "a");
  assert_false(thimble_store_find(store, id("a"))->is_on_trial);
  install("a", 4, 100, true);
  expect("a", 4, 3);
  assert_true(thimble_store_find(store, id("a"))->is_on_trial);
  commit(THIMBLE_STORE_ROLL_BACK, "a");
  assert_false(thimble_store_find(store, id("a"))->is_on_trial);
  expect("a", 3, 0);
  expect_free(SMALL_SLOTS - 1);
}

static void without_another_the_one_on_trial_is_kept(void **state) {
  (void)state;
  install("a", 1, 100, true);
  install("a", 2, 100, true);
  expect("a", 2, 1);
}

static void rolling_back_needs_a_previous_payload(void **state) {
  (void)state;
  assert_int_equal(change(THIMBLE_STORE_ROLL_BACK, "a"), THIMBLE_ERROR_NOT_FOUND);
  install("a", 1, 100, false);
  assert_int_equal(change(THIMBLE_STORE_ROLL_BACK, "a"), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(change(THIMBLE_STORE_RELEASE, "a"), THIMBLE_ERROR_NOT_FOUND);
  expect("a", 1, 0);
}

static void a_component_may_be_stopped(void **state) {
  (void)state;
  install("a", 1, 100, false);
  commit(THIMBLE_STORE_STOP, "a");
  restart();
  assert_true(thimble_store_find(store, id("a"))->is_stopped);
  commit(THIMBLE_STORE_START, "a");
  restart();
  assert_false(thimble_store_find(store, id("a"))->is_stopped);
}

static void sequence_numbers_stay_after_removal(void **state) {
  struct thimble_store_payload payload = written("a", 1, 100);
  (void)state;
  assert_int_equal(signed_change(THIMBLE_STORE_INSTALL, "a", alice, 0, &payload),
                   THIMBLE_ERROR_INVALID);
  assert_int_equal(signed_change(THIMBLE_STORE_INSTALL, "a", alice, 7, &payload), THIMBLE_OK);
  assert_int_equal(signed_change(THIMBLE_STORE_STOP, "a", alice, 7, NULL), THIMBLE_ERROR_INVALID);
  assert_false(thimble_store_find(store, id("a"))->is_stopped);
  assert_int_equal(signed_change(THIMBLE_STORE_STOP, "a", bob, 1, NULL), THIMBLE_OK);
  assert_int_equal(signed_change(THIMBLE_STORE_REMOVE, "a", alice, UINT64_MAX, NULL), THIMBLE_OK);
  restart();
  assert_int_equal(thimble_store_sequence(store, id("a"), bob), 1);
  assert_true(thimble_store_sequence(store, id("a"), alice) == UINT64_MAX);
  assert_int_equal(thimble_store_sequence(store, id("b"), alice), 0);
  assert_null(thimble_store_active(thimble_store_find(store, id("a"))));
  assert_int_equal(change(THIMBLE_STORE_START, "a"), THIMBLE_ERROR_NOT_FOUND);
  expect_free(SMALL_SLOTS);
}

static void a_signer_may_be_forgotten(void **state) {
  (void)state;
  install("a", 1, 100, false);
  install("b", 2, 100, false);
  assert_int_equal(signed_change(THIMBLE_STORE_REMOVE, "a", alice, 5, NULL), THIMBLE_OK);
  assert_int_equal(signed_change(THIMBLE_STORE_STOP, "b", alice, 6, NULL), THIMBLE_OK);
  assert_int_equal(signed_change(THIMBLE_STORE_START, "b", bob, 7, NULL), THIMBLE_OK);
  assert_int_equal(signed_change(THIMBLE_STORE_FORGET, "", nobody, 0, NULL), THIMBLE_ERROR_INVALID);
  assert_int_equal(signed_change(THIMBLE_STORE_FORGET, "", alice, 0, NULL), THIMBLE_OK);
  restart();
  assert_null(thimble_store_find(store, id("a")));
  assert_int_equal(thimble_store_sequence(store, id("b"), alice), 0);
  assert_int_equal(thimble_store_sequence(store, id("b"), bob), 7);
  expect("b", 2, 0);
}

static void a_component_has_few_signers(void **state) {
  uint8_t signer[THIMBLE_STORE_SIGNER] = {0};
  (void)state;
  install("a", 1, 100, false);
  for (uint32_t i = 0; i < THIMBLE_STORE_SIGNERS; i++) {
    signer[7] = (uint8_t)i;
    assert_int_equal(signed_change(THIMBLE_STORE_STOP, "a", signer, 1, NULL), THIMBLE_OK);
  }
  assert_int_equal(signed_change(THIMBLE_STORE_START, "a", signer, 2, NULL), THIMBLE_OK);
  assert_int_equal(signed_change(THIMBLE_STORE_STOP, "a", alice, 3, NULL), THIMBLE_ERROR_QUOTA);
  assert_false(thimble_store_find(store, id("a"))->is_stopped);
}

static void without_signer_a_removal_leaves_nothing(void **state) {
  (void)state;
  install("a", 1, 100, false);
  commit(THIMBLE_STORE_REMOVE, "a");
  assert_null(thimble_store_find(store, id("a")));
  restart();
  assert_null(thimble_store_find(store, id("a")));
}

static void identifiers_have_limits(void **state) {
  static const uint8_t bytes[THIMBLE_STORE_ID_MAXIMUM + 1] = {0};
  struct thimble_store_payload payload = written("", 1, 100);
  struct thimble_store_change one = {.operation = THIMBLE_STORE_INSTALL, .payload = &payload};
  (void)state;
  assert_int_equal(thimble_store_commit(store, &one, 1), THIMBLE_ERROR_INVALID);
  one.component = (struct thimble_bytes){bytes, sizeof bytes};
  assert_int_equal(thimble_store_commit(store, &one, 1), THIMBLE_ERROR_INVALID);
  one.component.length--;
  assert_int_equal(thimble_store_commit(store, &one, 1), THIMBLE_OK);
  restart();
  assert_non_null(thimble_store_find(store, one.component));
  one.component.length--;
  assert_null(thimble_store_find(store, one.component));
}

static void a_batch_happens_at_once(void **state) {
  struct thimble_store_payload a = written("a", 1, 100), b = written("b", 2, 100);
  struct thimble_store_change batch[THIMBLE_STORE_BATCH + 1] = {
      {.operation = THIMBLE_STORE_INSTALL, .component = id("a"), .payload = &a},
      {.operation = THIMBLE_STORE_INSTALL, .component = id("b"), .payload = &b},
      {.operation = THIMBLE_STORE_REMOVE, .component = id("c")},
  };
  (void)state;
  assert_int_equal(thimble_store_commit(store, batch, 3), THIMBLE_ERROR_NOT_FOUND);
  assert_null(thimble_store_find(store, id("a")));
  assert_int_equal(thimble_store_commit(store, batch, 0), THIMBLE_ERROR_LIMIT);
  assert_int_equal(thimble_store_commit(store, batch, THIMBLE_STORE_BATCH + 1),
                   THIMBLE_ERROR_LIMIT);
  assert_int_equal(thimble_store_commit(store, batch, 2), THIMBLE_OK);
  expect_now("b", 2, 0);
  expect("a", 1, 0);
}

static void changes_of_a_batch_have_nothing_in_common(void **state) {
  struct thimble_store_payload payload = written("a", 1, 100);
  const struct thimble_store_change same_payload[] = {
      {.operation = THIMBLE_STORE_INSTALL, .component = id("a"), .payload = &payload},
      {.operation = THIMBLE_STORE_INSTALL, .component = id("b"), .payload = &payload}};
  (void)state;
  assert_int_equal(thimble_store_commit(store, same_payload, 2), THIMBLE_ERROR_INVALID);
  assert_int_equal(thimble_store_commit(store, same_payload, 1), THIMBLE_OK);
  const struct thimble_store_change same_component[] = {
      {.operation = THIMBLE_STORE_STOP, .component = id("a")},
      {.operation = THIMBLE_STORE_REMOVE, .component = id("a")}};
  assert_int_equal(thimble_store_commit(store, same_component, 2), THIMBLE_ERROR_INVALID);
  expect("a", 1, 0);
  restart();
  assert_null(thimble_store_find(store, id("b")));
}

static void only_finished_payloads_are_installed(void **state) {
  struct thimble_store_payload payload = written("a", 1, 100), other;
  (void)state;
  assert_int_equal(signed_change(THIMBLE_STORE_INSTALL, "a", nobody, 0, NULL),
                   THIMBLE_ERROR_INVALID);
  other = payload;
  other.slot = SMALL_SLOTS;
  assert_int_equal(signed_change(THIMBLE_STORE_INSTALL, "a", nobody, 0, &other),
                   THIMBLE_ERROR_INVALID);
  assert_int_equal(thimble_store_begin(store, id("a"), 1), THIMBLE_OK);
  other.slot = store->slot;
  assert_int_equal(signed_change(THIMBLE_STORE_INSTALL, "a", nobody, 0, &other),
                   THIMBLE_ERROR_INVALID);
  assert_int_equal(signed_change(THIMBLE_STORE_INSTALL, "a", nobody, 0, &payload), THIMBLE_OK);
  assert_int_equal(signed_change(THIMBLE_STORE_INSTALL, "a", nobody, 0, &payload),
                   THIMBLE_ERROR_INVALID);
  thimble_store_abandon(store);
  expect("a", 1, 0);
  assert_int_equal(signed_change((enum thimble_store_operation)0, "a", nobody, 0, NULL),
                   THIMBLE_ERROR_INVALID);
  assert_int_equal(signed_change((enum thimble_store_operation)9, "a", nobody, 0, NULL),
                   THIMBLE_ERROR_INVALID);
}

#define TEST(function) cmocka_unit_test_setup(function, start)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(sha256_has_the_published_values),
      TEST(new_flash_is_an_empty_store),
      TEST(a_payload_counts_when_it_is_committed),
      TEST(the_largest_payload_fills_a_slot),
      TEST(bytes_come_in_pieces_of_any_length),
      TEST(only_the_blocks_that_are_needed_are_erased),
      TEST(writing_needs_begin),
      TEST(a_replacement_keeps_the_one_before),
      TEST(what_is_on_trial_does_not_push_out_the_confirmed_one),
      TEST(without_another_the_one_on_trial_is_kept),
      TEST(rolling_back_needs_a_previous_payload),
      TEST(a_component_may_be_stopped),
      TEST(sequence_numbers_stay_after_removal),
      TEST(a_signer_may_be_forgotten),
      TEST(a_component_has_few_signers),
      TEST(without_signer_a_removal_leaves_nothing),
      TEST(identifiers_have_limits),
      TEST(a_batch_happens_at_once),
      TEST(changes_of_a_batch_have_nothing_in_common),
      TEST(only_finished_payloads_are_installed),
  };
  return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
