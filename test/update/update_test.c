/* SPDX-License-Identifier: Apache-2.0 */
/* update_test.c: what an agent does with orders, and that what it refuses changes nothing. */
#include <string.h>

#include "unit.h"
#include "update/agent.h"

static int start(void **state) {
  (void)state;
  agent_start(1);
  agent_let_in("acme");
  return 0;
}

static uint32_t events(enum thimble_update_event_kind kind) {
  return agent.events[kind - 7];
}

static void restart_keeps(int64_t value) {
  assert_int_equal(agent_restart(), THIMBLE_OK);
  assert_int_equal(agent_value("acme", "a"), value);
}

static void test_the_life_of_a_container(void **state) {
  (void)state;
  agent_install("acme", "a", 1);
  restart_keeps(1);
  agent_install("acme", "a", 2);
  restart_keeps(2);
  agent_do(SUIT_ROLL_BACK, "acme", "a");
  restart_keeps(1);
  agent_do(SUIT_STOP, "acme", "a");
  restart_keeps(INT64_MIN);
  agent_do(SUIT_START, "acme", "a");
  restart_keeps(1);
  agent_do(SUIT_REMOVE, "acme", "a");
  restart_keeps(INT64_MAX);
}

static void refuse(const struct suit_order *order, enum agent_key key,
                   enum thimble_refusal refusal) {
  static struct thimble_store_component before[AGENT_COMPONENTS];
  int64_t value = agent_value("acme", "a");
  memcpy(before, agent.components, sizeof before);
  assert_int_equal(agent_push(order, key), refusal);
  assert_memory_equal(agent.components, before, sizeof before);
  assert_int_equal(agent_value("acme", "a"), value);
  assert_int_equal(agent.update.status, THIMBLE_UPDATE_IDLE);
  for (uint32_t i = 0; i < AGENT_SLOTS; i++)
    assert_false(agent.slots[i].is_reserved);
}

static void test_refusals(void **state) {
  (void)state;
  struct image_file file;
  uint8_t record[THIMBLE_RECORD_MAXIMUM];
  agent_install("acme", "a", 1);
  struct suit_order order = agent_order(SUIT_INSTALL, "acme", "a");
  order.payload = agent_image(&file, "b", 2);
  refuse(&order, ACME, THIMBLE_REFUSAL_NAME);
  order.payload = agent_image(&file, "a", 2);
  file.bytes[order.payload.length - 3] ^= 0x40; /* the exit becomes another instruction */
  refuse(&order, ACME, THIMBLE_REFUSAL_INSTALL);
  order.payload = agent_image(&file, "a", 2);
  refuse(&order, NOBODY, THIMBLE_REFUSAL_SIGNER);
  order.tenant = "bolt";
  refuse(&order, ACME, THIMBLE_REFUSAL_NOT_ALLOWED);
  refuse(&order, OWNER, THIMBLE_REFUSAL_COMPONENT);
  order = agent_order(SUIT_INSTALL, "acme", NULL);
  order.payload = agent_record(record, "acme", true);
  refuse(&order, ACME, THIMBLE_REFUSAL_NOT_ALLOWED);
  order.payload = agent_record(record, "bolt", true);
  refuse(&order, OWNER, THIMBLE_REFUSAL_RECORD);
  order.payload.length--;
  refuse(&order, OWNER, THIMBLE_REFUSAL_RECORD);
  order = agent_order(SUIT_REMOVE, "acme", NULL);
  refuse(&order, OWNER, THIMBLE_REFUSAL_TENANT_IN_USE);
  order = agent_order(SUIT_ROLL_BACK, "acme", "a");
  refuse(&order, ACME, THIMBLE_REFUSAL_NO_CONTAINER);
  order = agent_order(SUIT_STOP, "acme", "b");
  refuse(&order, ACME, THIMBLE_REFUSAL_NO_CONTAINER);
  order.container = "a";
  order.sequence = 1;
  refuse(&order, ACME, THIMBLE_REFUSAL_SEQUENCE);
  order = agent_order(SUIT_STOP, "acme", "a");
  order.vendor.bytes[5] = 1;
  refuse(&order, ACME, THIMBLE_REFUSAL_VENDOR);
  order = agent_order(SUIT_INSTALL, NULL, NULL);
  order.payload = agent_record(record, "acme", true);
  refuse(&order, OWNER, THIMBLE_REFUSAL_RECORD);
}

static void test_tenants_come_and_go(void **state) {
  (void)state;
  uint8_t record[THIMBLE_RECORD_MAXIMUM];
  agent_let_in("bolt");
  struct suit_order order = agent_order(SUIT_INSTALL, "third", NULL);
  order.payload = agent_record(record, "third", true);
  refuse(&order, OWNER, THIMBLE_REFUSAL_TENANTS);
  order = agent_order(SUIT_REMOVE, "bolt", NULL);
  assert_int_equal(agent_push(&order, OWNER), THIMBLE_REFUSAL_NONE);
  agent_let_in("third");
  agent_install("third", "a", 7);
  assert_int_equal(agent_restart(), THIMBLE_OK);
  assert_int_equal(agent_value("third", "a"), 7);
}

static void test_a_policy_takes_rights_away(void **state) {
  (void)state;
  uint8_t record[THIMBLE_RECORD_MAXIMUM];
  agent_install("acme", "a", 1);
  struct suit_order order = agent_order(SUIT_INSTALL, "acme", NULL);
  order.payload = agent_record(record, "acme", false);
  assert_int_equal(agent_push(&order, OWNER), THIMBLE_REFUSAL_NONE);
  assert_int_equal(events(THIMBLE_UPDATE_BROKEN), 1);
  restart_keeps(INT64_MAX);
  order = agent_order(SUIT_START, "acme", "a");
  refuse(&order, ACME, THIMBLE_REFUSAL_POLICY_HOOK);
  agent_let_in("acme");
  assert_int_equal(agent_value("acme", "a"), 1);
}

static void run(uint32_t times) {
  for (uint32_t i = 0; i < times; i++) {
    (void)agent_value("acme", "a");
    thimble_update_poll(&agent.update);
  }
}

static void test_a_version_that_fails_is_rolled_back(void **state) {
  (void)state;
  agent_install("acme", "a", 1);
  agent_install("acme", "a", -1);
  run(THIMBLE_UPDATE_TRIAL_FAILURES);
  assert_int_equal(events(THIMBLE_UPDATE_ROLLED_BACK), 1);
  assert_int_equal(agent_value("acme", "a"), 1);
  restart_keeps(1);
}

/* The trial is over after the good runs: what fails then stays. A restart in between starts to
 * count anew. */
static void test_a_trial_ends(void **state) {
  (void)state;
  const struct thimble_store_component *component;
  agent_install("acme", "a", 1);
  agent_install("acme", "a", 2);
  run(THIMBLE_UPDATE_TRIAL_RUNS - 1);
  assert_int_equal(agent_restart(), THIMBLE_OK);
  run(THIMBLE_UPDATE_TRIAL_RUNS - 1);
  component = thimble_store_find(&agent.store, (struct thimble_bytes){(const uint8_t *)"\x82\x44"
                                                                                       "acme"
                                                                                       "\x41"
                                                                                       "a",
                                                                      8});
  assert_true(component->is_on_trial);
  run(1);
  assert_false(component->is_on_trial);
}

static void test_a_damaged_version_falls_back(void **state) {
  (void)state;
  agent_install("acme", "a", 1);
  agent_install("acme", "a", 2);
  uint32_t slot = 0;
  for (uint32_t i = 0; i < AGENT_COMPONENTS; i++)
    if (agent.components[i].previous.size > 0)
      slot = agent.components[i].current.slot;
  agent.ram.bytes[(12 + slot * 2) * 512 + 20] ^= 1;
  restart_keeps(1);
  assert_int_equal(events(THIMBLE_UPDATE_ROLLED_BACK), 1);
}

/* Every byte of an envelope is checked before the device changes: whatever is flipped or cut off,
 * the container stays, or the change was in what nobody signs. */
static void test_whatever_is_pushed(void **state) {
  (void)state;
  struct image_file file;
  agent_install("acme", "a", 1);
  struct suit_order order = agent_order(SUIT_INSTALL, "acme", "a");
  order.payload = agent_image(&file, "a", 2);
  struct suit_envelope envelope = agent_sign(&order, ACME);
  for (uint32_t i = 0; i < envelope.bytes.length; i++) {
    struct thimble_bytes bytes = {envelope.bytes.data, i};
    assert_int_not_equal(agent_push_bytes(bytes, 64), THIMBLE_REFUSAL_NONE);
    envelope.bytes.data[i] ^= (uint8_t)(1u << i % 8);
    bytes.length = envelope.bytes.length;
    if (agent_push_bytes(bytes, 1 + i % 7) != THIMBLE_REFUSAL_NONE)
      assert_int_equal(agent_value("acme", "a"), 1);
    envelope.bytes.data[i] ^= (uint8_t)(1u << i % 8);
    if (agent_value("acme", "a") != 1)
      start(NULL), agent_install("acme", "a", 1);
  }
  suit_envelope_free(&envelope);
}

/* More than any slot is worn, or any table holds, if something were left behind. */
static void test_a_thousand_updates(void **state) {
  (void)state;
  struct thimble_store_usage usage;
  for (int32_t i = 1; i <= 1000; i++) {
    agent_install("acme", "a", i);
    assert_int_equal(agent_value("acme", "a"), i);
    if (i % 100 == 0)
      restart_keeps(i);
  }
  thimble_store_usage(&agent.store, &usage);
  assert_int_equal(usage.free_slots, AGENT_SLOTS - 4); /* owner, tenant, two versions */
  assert_in_range(usage.most_wear - usage.least_wear, 0, 400);
  assert_int_equal(agent.store.damaged, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(test_the_life_of_a_container, start),
      cmocka_unit_test_setup(test_refusals, start),
      cmocka_unit_test_setup(test_tenants_come_and_go, start),
      cmocka_unit_test_setup(test_a_policy_takes_rights_away, start),
      cmocka_unit_test_setup(test_a_version_that_fails_is_rolled_back, start),
      cmocka_unit_test_setup(test_a_trial_ends, start),
      cmocka_unit_test_setup(test_a_damaged_version_falls_back, start),
      cmocka_unit_test_setup(test_whatever_is_pushed, start),
      cmocka_unit_test_setup(test_a_thousand_updates, start),
  };
  agent_make_keys();
  return cmocka_run_group_tests(tests, NULL, NULL);
}
