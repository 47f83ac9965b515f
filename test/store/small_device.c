/* SPDX-License-Identifier: Apache-2.0 */
/* small_device.c: see small_device.h. */
#include "store/small_device.h"

#include <string.h>

#include "unit.h"

static const struct device_geometry geometry = {4, SMALL_BLOCK, 4, 2, 2, SMALL_SLOTS, 4};

const uint8_t alice[THIMBLE_STORE_SIGNER] = "alice", bob[THIMBLE_STORE_SIGNER] = "bob";
const uint8_t *const nobody = NULL;
struct device device;
struct thimble_store *const store = &device.store;

int start(void **state) {
  (void)state;
  device_start(&device, &geometry, 1);
  assert_int_equal(device_restart(&device), THIMBLE_OK);
  return 0;
}

struct thimble_bytes id(const char *text) {
  return (struct thimble_bytes){(const uint8_t *)text, (uint32_t)strlen(text)};
}

enum thimble_result change(enum thimble_store_operation operation, const char *name) {
  const struct thimble_store_change one = {.operation = operation, .component = id(name)};
  return thimble_store_commit(store, &one, 1);
}

void commit(enum thimble_store_operation operation, const char *name) {
  assert_int_equal(change(operation, name), THIMBLE_OK);
}

struct thimble_store_payload written(const char *name, uint32_t number, uint32_t size) {
  struct thimble_store_payload payload;
  assert_int_equal(device_write(&device, id(name), number, size, &payload), THIMBLE_OK);
  return payload;
}

void install(const char *name, uint32_t number, uint32_t size, bool is_on_trial) {
  struct thimble_store_payload payload = written(name, number, size);
  const struct thimble_store_change one = {.operation = THIMBLE_STORE_INSTALL,
                                           .component = id(name),
                                           .payload = &payload,
                                           .is_on_trial = is_on_trial};
  assert_int_equal(thimble_store_commit(store, &one, 1), THIMBLE_OK);
}

void expect_now(const char *name, uint32_t current, uint32_t previous) {
  const struct thimble_store_component *component = thimble_store_find(store, id(name));
  assert_non_null(component);
  assert_true(device_holds(&device, &component->current, current, current == 0 ? 0 : 100));
  assert_true(device_holds(&device, &component->previous, previous, previous == 0 ? 0 : 100));
  assert_false(current != 0 && component->current.is_damaged);
  assert_false(previous != 0 && component->previous.is_damaged);
  assert_true(device_is_sound(&device));
}

void restart(void) {
  assert_int_equal(device_restart(&device), THIMBLE_OK);
}

void expect(const char *name, uint32_t current, uint32_t previous) {
  expect_now(name, current, previous);
  restart();
  expect_now(name, current, previous);
}

void expect_free(uint32_t slots) {
  struct thimble_store_usage usage;
  thimble_store_usage(store, &usage);
  assert_int_equal(usage.free_slots, slots);
}

enum thimble_result signed_change(enum thimble_store_operation operation, const char *name,
                                  const uint8_t *signer, uint64_t sequence,
                                  const struct thimble_store_payload *payload) {
  const struct thimble_store_change one = {.operation = operation,
                                           .component = id(name),
                                           .payload = payload,
                                           .signer = signer,
                                           .sequence = sequence};
  return thimble_store_commit(store, &one, 1);
}
