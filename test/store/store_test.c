/* SPDX-License-Identifier: Apache-2.0 */
/* store_test.c: what store.h says, sentence by sentence. */
#include <string.h>

#include "store/device.h"
#include "store/sha256.h"
#include "unit.h"

enum {
  BLOCK = 512,
  SLOTS = 4
};

static const struct device_geometry geometry = {4, BLOCK, 4, 2, 2, SLOTS, 4};
static const uint8_t alice[THIMBLE_STORE_SIGNER] = "alice", bob[THIMBLE_STORE_SIGNER] = "bob";

static struct device device;
static struct thimble_store *const store = &device.store;

static int start(void **state) {
  (void)state;
  device_start(&device, &geometry, 1);
  assert_int_equal(device_restart(&device), THIMBLE_OK);
  return 0;
}

static struct thimble_bytes id(const char *text) {
  return (struct thimble_bytes){(const uint8_t *)text, (uint32_t)strlen(text)};
}

static enum thimble_result change(enum thimble_store_operation operation, const char *name) {
  const struct thimble_store_change one = {.operation = operation, .component = id(name)};
  return thimble_store_commit(store, &one, 1);
}

static void commit(enum thimble_store_operation operation, const char *name) {
  assert_int_equal(change(operation, name), THIMBLE_OK);
}

static struct thimble_store_payload written(const char *name, uint32_t number, uint32_t size) {
  struct thimble_store_payload payload;
  assert_int_equal(device_write(&device, id(name), number, size, &payload), THIMBLE_OK);
  return payload;
}

static void install(const char *name, uint32_t number, uint32_t size, bool is_on_trial) {
  struct thimble_store_payload payload = written(name, number, size);
  const struct thimble_store_change one = {.operation = THIMBLE_STORE_INSTALL,
                                           .component = id(name),
                                           .payload = &payload,
                                           .is_on_trial = is_on_trial};
  assert_int_equal(thimble_store_commit(store, &one, 1), THIMBLE_OK);
}

/* What a component holds, now and after a restart; number 0: nothing. */
static void expect_now(const char *name, uint32_t current, uint32_t previous) {
  const struct thimble_store_component *component = thimble_store_find(store, id(name));
  assert_non_null(component);
  assert_true(device_holds(&device, &component->current, current, current == 0 ? 0 : 100));
  assert_true(device_holds(&device, &component->previous, previous, previous == 0 ? 0 : 100));
  assert_true(device_is_sound(&device));
}

static void restart(void) {
  assert_int_equal(device_restart(&device), THIMBLE_OK);
}

static void expect(const char *name, uint32_t current, uint32_t previous) {
  expect_now(name, current, previous);
  restart();
  expect_now(name, current, previous);
}

static void expect_free(uint32_t slots) {
  struct thimble_store_usage usage;
  thimble_store_usage(store, &usage);
  assert_int_equal(usage.free_slots, slots);
}

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
  expect_free(SLOTS);
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
  expect_free(SLOTS - 1);
  restart();
  assert_null(thimble_store_find(store, id("a")));
  expect_free(SLOTS);
  install("a", 2, 100, false);
  expect("a", 2, 0);
  assert_ptr_equal(thimble_store_active(thimble_store_find(store, id("a"))),
                   &thimble_store_find(store, id("a"))->current);
}

static void the_largest_payload_fills_a_slot(void **state) {
  struct thimble_store_payload payload = written("a", 1, 2 * BLOCK);
  (void)state;
  assert_true(device_holds(&device, &payload, 1, 2 * BLOCK));
  payload = written("a", 2, 1);
  assert_true(device_holds(&device, &payload, 2, 1));
  assert_int_equal(thimble_store_begin(store, id("a"), 2 * BLOCK + 1), THIMBLE_ERROR_LIMIT);
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
  written("a", 1, BLOCK);
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
  expect_free(SLOTS);
}

static void a_replacement_keeps_the_one_before(void **state) {
  (void)state;
  install("a", 1, 100, false);
  install("a", 2, 100, false);
  expect("a", 2, 1);
  install("a", 3, 100, false);
  expect("a", 3, 2);
  expect_free(SLOTS - 2);
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
  expect_free(SLOTS - 1);
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

static const uint8_t *const nobody = NULL;

static enum thimble_result signed_change(enum thimble_store_operation operation, const char *name,
                                         const uint8_t *signer, uint64_t sequence,
                                         const struct thimble_store_payload *payload) {
  const struct thimble_store_change one = {.operation = operation,
                                           .component = id(name),
                                           .payload = payload,
                                           .signer = signer,
                                           .sequence = sequence};
  return thimble_store_commit(store, &one, 1);
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
  expect_free(SLOTS);
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
  other.slot = SLOTS;
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
  device.ram.bytes[slot * BLOCK + at] ^= 1;
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
  expect_free(SLOTS - 1);
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
  expect_free(SLOTS);
  install("a", 2, 100, false);
  expect("a", 2, 0);
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
  return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
