/* SPDX-License-Identifier: Apache-2.0 */
/* later_test.c: separate responses, and how confirmable messages are sent again (RFC 7252, sections
 * 4.2 and 5.2.2). */
#include <string.h>

#include "coap/device.h"

static void answer(const char *content) {
  struct thimble_coap_response response;
  assert_int_equal(thimble_coap_answer_start(&device.coap, device.later, &response), THIMBLE_OK);
  thimble_coap_put_text(&response, THIMBLE_COAP_CONTENT, content);
  assert_int_equal(thimble_coap_answer(&device.coap, device.now, device.later, &response),
                   THIMBLE_OK);
  (void)thimble_coap_poll(&device.coap, device.now);
}

static void the_answer_comes_in_a_message_of_its_own(void **state) {
  (void)state;
  for (uint32_t i = 0; i < 2; i++) {
    uint16_t id = next_id;
    request(THIMBLE_COAP_CON, i == 0 ? THIMBLE_COAP_GET : THIMBLE_COAP_POST, "slow/later");
    send();
    expect(THIMBLE_COAP_ACK, THIMBLE_COAP_EMPTY, "");
    assert_int_equal(reply.id, id);
    send_again(); /* a duplicate while it is being worked on */
    expect(THIMBLE_COAP_ACK, THIMBLE_COAP_EMPTY, "");
    pass(1000);
    answer("at last");
    expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "at last");
    assert_memory_equal(reply.token.data, "tk", 2);
    send_empty(THIMBLE_COAP_ACK, reply.id);
    pass(100000);
    expect_nothing();
  }
}

static void a_duplicate_after_the_answer_is_acknowledged(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_POST, "slow/later");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_EMPTY, "");
  answer("x");
  expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "x");
  uint16_t id = reply.id;
  send_again();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_EMPTY, "");
  send_empty(THIMBLE_COAP_ACK, id);
  send_again();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_EMPTY, "");
  assert_int_equal(device.calls, 1);
  assert_int_equal(device.exchanges[0].state, THIMBLE_COAP_ANSWERED);
}

static void a_non_confirmable_request_gets_its_answer_once(void **state) {
  (void)state;
  request(THIMBLE_COAP_NON, THIMBLE_COAP_GET, "slow/later");
  send();
  expect_nothing();
  send_again();
  expect_nothing();
  answer("x");
  expect(THIMBLE_COAP_NON, THIMBLE_COAP_CONTENT, "x");
  pass(100000);
  expect_nothing();
}

/* Waits of 2 to 3 seconds, doubled four times; then it is given up. */
static void what_is_not_acknowledged_is_sent_again(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "slow/later");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_EMPTY, "");
  answer("x");
  expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "x");
  uint16_t id = reply.id;
  uint32_t timeout = device.exchanges[0].timeout;
  assert_in_range(timeout, 2000, 3000);
  for (uint32_t i = 0; i < THIMBLE_COAP_MAX_RETRANSMIT; i++) {
    pass(timeout - 1);
    expect_nothing();
    pass(1);
    expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "x");
    assert_int_equal(reply.id, id);
    timeout *= 2;
  }
  assert_int_equal(device.exchanges[0].state, THIMBLE_COAP_SENT);
  pass(timeout);
  expect_nothing();
  assert_int_equal(device.exchanges[0].state, THIMBLE_COAP_ANSWERED);
  pass(THIMBLE_COAP_EXCHANGE_LIFETIME);
  assert_int_equal(device.exchanges[0].state, THIMBLE_COAP_FREE);
  assert_int_equal(thimble_coap_poll(&device.coap, device.now), UINT32_MAX);
}

static void an_acknowledgement_or_a_reset_ends_it(void **state) {
  (void)state;
  for (uint8_t type = THIMBLE_COAP_ACK; type <= (uint8_t)THIMBLE_COAP_RST; type++) {
    request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "slow/later");
    send();
    expect(THIMBLE_COAP_ACK, THIMBLE_COAP_EMPTY, "");
    answer("x");
    expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "x");
    send_empty(type, (uint16_t)(reply.id + 1)); /* another's */
    pass(3000);
    expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "x");
    send_empty(type, reply.id);
    pass(100000);
    expect_nothing();
  }
}

/* NSTART is 1 (RFC 7252, section 4.7). */
static void a_peer_gets_one_confirmable_message_at_a_time(void **state) {
  struct thimble_coap_later first;
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "slow/later");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_EMPTY, "");
  first = device.later;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "slow/later");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_EMPTY, "");
  answer("second");
  device.later = first;
  answer("first");
  expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "second");
  expect_nothing();
  send_empty(THIMBLE_COAP_ACK, reply.id);
  expect(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT, "first");
}

static void without_a_record_nothing_is_deferred(void **state) {
  (void)state;
  for (uint32_t i = 0; i < DEVICE_EXCHANGES; i++) {
    request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "slow/later");
    send();
    expect(THIMBLE_COAP_ACK, THIMBLE_COAP_EMPTY, "");
  }
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "slow/later");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_UNAVAILABLE, "no record");
  request(THIMBLE_COAP_CON, THIMBLE_COAP_POST, "counter");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_UNAVAILABLE, "");
  assert_int_equal(device.counter, 0);
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "hello"); /* needs none */
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, "hello");
}

static void a_request_that_was_given_up_has_no_answer(void **state) {
  struct thimble_coap_response response;
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "slow/later");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_EMPTY, "");
  pass(THIMBLE_COAP_EXCHANGE_LIFETIME);
  assert_int_equal(thimble_coap_answer_start(&device.coap, device.later, &response),
                   THIMBLE_ERROR_NOT_FOUND);
  struct thimble_coap_later old = device.later;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "slow/later"); /* gets the same record */
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_EMPTY, "");
  assert_int_equal(old.exchange, device.later.exchange);
  assert_int_equal(thimble_coap_answer_start(&device.coap, old, &response),
                   THIMBLE_ERROR_NOT_FOUND);
  old.exchange = DEVICE_EXCHANGES;
  assert_int_equal(thimble_coap_answer_start(&device.coap, old, &response),
                   THIMBLE_ERROR_NOT_FOUND);
}

static void an_answer_that_does_not_fit_is_an_error(void **state) {
  static uint8_t bytes[DEVICE_MESSAGE];
  struct thimble_coap_response response;
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "slow/later");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_EMPTY, "");
  assert_int_equal(thimble_coap_answer_start(&device.coap, device.later, &response), THIMBLE_OK);
  response.payload = bytes;
  response.length = sizeof bytes;
  assert_int_equal(thimble_coap_answer(&device.coap, device.now, device.later, &response),
                   THIMBLE_ERROR_NO_MEMORY);
  (void)thimble_coap_poll(&device.coap, device.now);
  expect(THIMBLE_COAP_CON, THIMBLE_COAP_INTERNAL_ERROR, "");
}

/* A buffer that holds the message need not hold it behind the room for its options. */
static void the_payload_stays_in_the_buffer(void **state) {
  struct thimble_coap_response response;
  (void)state;
  device.coap.block_exponent = 0;
  device.coap.buffer_size = DEVICE_MESSAGE;
  assert_int_equal(thimble_coap_start(&device.coap), THIMBLE_OK);
  device.proofs[0] = (struct thimble_coap_proof){speaker, UINT64_MAX};
  request(THIMBLE_COAP_CON, THIMBLE_COAP_POST, "slow/later");
  send();
  assert_int_equal(thimble_coap_answer_start(&device.coap, device.later, &response), THIMBLE_OK);
  assert_true(response.payload + response.capacity <= device.buffer + DEVICE_MESSAGE);
  assert_true(response.capacity > 0);
}

#define TEST(name) cmocka_unit_test_setup(name, device_start)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(the_answer_comes_in_a_message_of_its_own),
      TEST(a_duplicate_after_the_answer_is_acknowledged),
      TEST(a_non_confirmable_request_gets_its_answer_once),
      TEST(what_is_not_acknowledged_is_sent_again),
      TEST(an_acknowledgement_or_a_reset_ends_it),
      TEST(a_peer_gets_one_confirmable_message_at_a_time),
      TEST(without_a_record_nothing_is_deferred),
      TEST(a_request_that_was_given_up_has_no_answer),
      TEST(an_answer_that_does_not_fit_is_an_error),
      TEST(the_payload_stays_in_the_buffer),
  };
  return cmocka_run_group_tests_name("CoAP later answers", tests, NULL, NULL);
}
