/* SPDX-License-Identifier: Apache-2.0 */
/* observe_test.c: registration, notifications and their end (RFC 7641). */
#include <string.h>

#include "coap/device.h"

enum {
  REGISTER = 0,
  DEREGISTER = 1,
  COUNTER = 3, /* places in the table */
  LARGE_RESOURCE = 1,
};

/* The option Observe has a smaller number than the path. */
static void ask(const char *path, uint32_t observe) {
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, NULL);
  number(THIMBLE_COAP_OBSERVE, observe);
  text(THIMBLE_COAP_URI_PATH, path);
  send();
}

static uint32_t observe_counter(void) {
  ask("counter", REGISTER);
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, NULL);
  return reply_number(THIMBLE_COAP_OBSERVE);
}

static void change(void) {
  device.counter++;
  thimble_coap_notify(&device.coap, &device_resources[COUNTER]);
  (void)thimble_coap_poll(&device.coap, device.now);
}

static void changes_are_told_in_order(void **state) {
  (void)state;
  uint32_t before = observe_counter();
  assert_int_not_equal(before, THIMBLE_COAP_NONE);
  for (uint32_t i = 1; i < 4; i++) {
    char value[2] = {(char)('0' + i), '\0'};
    change();
    expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, value);
    assert_memory_equal(reply.token.data, "tk", 2);
    uint32_t sequence = reply_number(THIMBLE_COAP_OBSERVE);
    assert_true(sequence > before);
    before = sequence;
    send_empty(THIMBLE_COAP_ACK, reply.id);
  }
  expect_nothing();
}

static void the_sequence_has_24_bits(void **state) {
  (void)state;
  device.coap.sequence = 0xffffff;
  assert_int_equal(observe_counter(), 0);
}

/* Only the newest state counts, and one message is under way at a time. */
static void states_in_between_are_left_out(void **state) {
  (void)state;
  (void)observe_counter();
  change();
  expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "1");
  uint16_t id = reply.id;
  change();
  change();
  expect_nothing();
  send_empty(THIMBLE_COAP_ACK, id);
  expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "3");
  expect_nothing();
}

/* RFC 7641, section 4.5.2: the new state, under a new ID, in the old one's attempts. */
static void a_retransmission_has_the_newest_state(void **state) {
  (void)state;
  (void)observe_counter();
  change();
  expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "1");
  uint16_t id = reply.id;
  change();
  pass(3000);
  expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "2");
  assert_int_not_equal(reply.id, id);
  pass(100000);
  for (uint32_t i = 0; i < THIMBLE_COAP_MAX_RETRANSMIT - 1; i++)
    expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "2");
  expect_nothing();
  assert_null(device.observers[0].resource);
}

static void whoever_is_gone_is_forgotten(void **state) {
  (void)state;
  for (uint32_t i = 0; i < 3; i++) {
    (void)observe_counter();
    change();
    expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, NULL);
    if (i == 0)
      send_empty(THIMBLE_COAP_RST, reply.id);
    else if (i == 1)
      ask("counter", DEREGISTER);
    else
      pass(100000);
    assert_null(device.observers[0].resource);
    device.looked_at = device.sent_count = 0;
    change();
    pass(100000);
    expect_nothing();
  }
}

static void the_end_of_an_observation_is_answered_without_the_option(void **state) {
  (void)state;
  (void)observe_counter();
  ask("counter", DEREGISTER);
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, "0");
  assert_int_equal(reply_number(THIMBLE_COAP_OBSERVE), THIMBLE_COAP_NONE);
}

static void an_error_ends_the_observation(void **state) {
  (void)state;
  (void)observe_counter();
  device.answer = THIMBLE_COAP_NOT_FOUND;
  change();
  expect(THIMBLE_COAP_CON, THIMBLE_COAP_NOT_FOUND, "1");
  assert_int_equal(reply_number(THIMBLE_COAP_OBSERVE), THIMBLE_COAP_NONE);
  send_empty(THIMBLE_COAP_ACK, reply.id);
  assert_null(device.observers[0].resource);
}

static void what_cannot_be_observed_is_answered_all_the_same(void **state) {
  (void)state;
  ask("hello", REGISTER);
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, "hello");
  assert_int_equal(reply_number(THIMBLE_COAP_OBSERVE), THIMBLE_COAP_NONE);
  device.answer = THIMBLE_COAP_NOT_FOUND;
  assert_int_equal(device.observers[0].resource == NULL, true);
  ask("counter", REGISTER);
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_NOT_FOUND, "0");
  assert_null(device.observers[0].resource);
  device.answer = 0;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, NULL); /* longer than what is kept */
  number(THIMBLE_COAP_OBSERVE, REGISTER);
  text(THIMBLE_COAP_URI_PATH, "counter");
  text(THIMBLE_COAP_URI_QUERY, "a-query-that-is-longer-than-what-is-kept-of-requests");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, "0");
  assert_int_equal(reply_number(THIMBLE_COAP_OBSERVE), THIMBLE_COAP_NONE);
}

static void a_token_registers_once(void **state) {
  (void)state;
  (void)observe_counter();
  (void)observe_counter();
  assert_null(device.observers[1].resource);
  change();
  expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "1");
  expect_nothing();
}

static void a_full_table_takes_nobody(void **state) {
  (void)state;
  for (uint8_t i = 0; i < (uint8_t)DEVICE_OBSERVERS; i++) {
    speaker.address[0] = (uint8_t)(10 + i);
    assert_int_not_equal(observe_counter(), THIMBLE_COAP_NONE);
  }
  speaker.address[0] = 99;
  assert_int_equal(observe_counter(), THIMBLE_COAP_NONE);
  change();
  for (uint8_t i = 0; i < (uint8_t)DEVICE_OBSERVERS; i++) {
    expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "1");
    assert_int_equal(reply_peer.address[0], 10 + i);
  }
  expect_nothing();
}

/* A notification has the first block that fits a record; the rest is asked for (RFC 7959, 2.6). */
static void a_large_notification_is_its_first_block(void **state) {
  (void)state;
  ask("large", REGISTER);
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, NULL);
  assert_int_equal(reply.payload.length, 1024);
  thimble_coap_notify(&device.coap, &device_resources[LARGE_RESOURCE]);
  (void)thimble_coap_poll(&device.coap, device.now);
  expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, NULL);
  assert_int_equal(reply_number(THIMBLE_COAP_BLOCK2), 8 | 3);
  assert_int_equal(reply.payload.length, 128);
  assert_int_not_equal(reply_number(THIMBLE_COAP_OBSERVE), THIMBLE_COAP_NONE);
}

/* Nobody gets notifications that never asked: three times what the registration had, and no more
 * until one is acknowledged. */
static void an_unproven_observer_gets_little(void **state) {
  (void)state;
  device_forget();
  assert_int_not_equal(observe_counter(), THIMBLE_COAP_NONE);
  uint32_t asked = writer.length, sent = device.sent[0].length;
  change();
  pass(100000);
  while (device.looked_at < device.sent_count) {
    sent += device.sent[device.looked_at].length;
    expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "1");
  }
  assert_in_range(sent, asked, 3 * asked);
  assert_null(device.observers[0].resource);
}

/* Where nothing would be left for a notification, the address is to be proven first. */
static void a_large_registration_asks_for_a_proof(void **state) {
  (void)state;
  device_forget();
  ask("large", REGISTER);
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_UNAUTHORIZED, "");
  assert_int_equal(reply_bytes(THIMBLE_COAP_ECHO).length, 8);
  assert_null(device.observers[0].resource);
}

static void an_acknowledgement_proves_the_address(void **state) {
  (void)state;
  device_forget();
  (void)observe_counter();
  for (uint32_t i = 0; i < 20; i++) {
    change();
    expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, NULL);
    send_empty(THIMBLE_COAP_ACK, reply.id);
  }
  assert_non_null(device.observers[0].resource);
}

static void a_wrong_guess_at_the_id_ends_it(void **state) {
  (void)state;
  device_forget();
  (void)observe_counter();
  change();
  expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "1");
  send_empty(THIMBLE_COAP_ACK, (uint16_t)(reply.id + 1));
  assert_null(device.observers[0].resource);
  send_empty(THIMBLE_COAP_ACK, reply.id);
  assert_int_equal(device.proofs[0].until, 0);
}

#define TEST(name) cmocka_unit_test_setup(name, device_start)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(changes_are_told_in_order),
      TEST(the_sequence_has_24_bits),
      TEST(states_in_between_are_left_out),
      TEST(a_retransmission_has_the_newest_state),
      TEST(whoever_is_gone_is_forgotten),
      TEST(the_end_of_an_observation_is_answered_without_the_option),
      TEST(an_error_ends_the_observation),
      TEST(what_cannot_be_observed_is_answered_all_the_same),
      TEST(a_token_registers_once),
      TEST(a_full_table_takes_nobody),
      TEST(a_large_notification_is_its_first_block),
      TEST(an_unproven_observer_gets_little),
      TEST(a_large_registration_asks_for_a_proof),
      TEST(an_acknowledgement_proves_the_address),
      TEST(a_wrong_guess_at_the_id_ends_it),
  };
  return cmocka_run_group_tests_name("CoAP observation", tests, NULL, NULL);
}
