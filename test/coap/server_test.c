/* SPDX-License-Identifier: Apache-2.0 */
/* server_test.c: single requests and their replies (RFC 7252). */
#include <string.h>

#include "coap/device.h"

static void a_confirmable_request_gets_its_reply_in_the_acknowledgement(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "hello");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, "hello");
  assert_int_equal(reply.id, 100);
  assert_memory_equal(reply.token.data, "tk", 2);
  assert_int_equal(reply_number(THIMBLE_COAP_CONTENT_FORMAT), THIMBLE_COAP_TEXT);
  expect_nothing();
}

static void a_non_confirmable_request_gets_a_non_confirmable_reply(void **state) {
  (void)state;
  request(THIMBLE_COAP_NON, THIMBLE_COAP_GET, "hello");
  send();
  expect(THIMBLE_COAP_NON, THIMBLE_COAP_CONTENT, "hello");
  assert_memory_equal(reply.token.data, "tk", 2);
  expect_nothing();
}

static void a_ping_is_reset(void **state) {
  (void)state;
  send_empty(THIMBLE_COAP_CON, 77);
  expect(THIMBLE_COAP_RST, THIMBLE_COAP_EMPTY, "");
  assert_int_equal(reply.id, 77);
  send_empty(THIMBLE_COAP_NON, 78);
  send_empty(THIMBLE_COAP_ACK, 79);
  send_empty(THIMBLE_COAP_RST, 80);
  expect_nothing();
}

static void format_errors_are_rejected(void **state) {
  static const uint8_t malformed[][8] = {
      {0x49, 1, 0, 1, 0, 0, 0, 0}, /* a token of nine bytes */
      {0x44, 1, 0, 1, 0, 0},       /* none of the four are there (length 6) */
      {0x40, 0, 0, 1, 0},          /* an empty message with a byte */
      {0x40, 1, 0, 1, 0xff},       /* a marker without payload */
      {0x40, 1, 0, 1, 0xf0},       /* the reserved delta */
      {0x40, 1, 0, 1, 0xbf},       /* the reserved length */
      {0x40, 1, 0, 1, 0xb4, 'a'},  /* an option that ends too early */
      {0x40, 0x20, 0, 1},          /* class 1 */
      {0x40, 0xe1, 0, 1},          /* class 7 */
  };
  static const uint8_t lengths[] = {8, 6, 5, 5, 5, 5, 6, 4, 4};
  (void)state;
  for (uint32_t i = 0; i < COUNT(malformed); i++) {
    uint8_t bytes[8];
    memcpy(bytes, malformed[i], sizeof bytes);
    send_bytes(bytes, lengths[i]);
    expect(THIMBLE_COAP_RST, THIMBLE_COAP_EMPTY, "");
    bytes[0] |= THIMBLE_COAP_NON << 4;
    send_bytes(bytes, lengths[i]);
    expect_nothing();
  }
}

static void other_versions_and_fragments_are_ignored(void **state) {
  (void)state;
  send_bytes("\x80\x01\x00\x01", 4);
  send_bytes("\x40\x01\x00", 3);
  send_bytes("", 0);
  expect_nothing();
}

static void responses_that_nobody_waits_for_are_reset(void **state) {
  (void)state;
  send_bytes("\x40\x45\x00\x09", 4);
  expect(THIMBLE_COAP_RST, THIMBLE_COAP_EMPTY, "");
  send_bytes("\x50\x45\x00\x09", 4);
  send_bytes("\x60\x45\x00\x09", 4);
  send_bytes("\x60\x01\x00\x09", 4); /* a request in an acknowledgement */
  expect_nothing();
}

/* A request, with one more option, and the code of its reply. */
static void expect_code(uint8_t method, const char *path, uint32_t option, const char *value,
                        uint8_t code) {
  request(THIMBLE_COAP_CON, method, path);
  if (option != 0 && value != NULL)
    text(option, value);
  send();
  expect(THIMBLE_COAP_ACK, code, NULL);
  expect_nothing();
}

static void what_is_not_there_is_refused(void **state) {
  (void)state;
  expect_code(THIMBLE_COAP_GET, "nowhere", 0, NULL, THIMBLE_COAP_NOT_FOUND);
  expect_code(THIMBLE_COAP_GET, NULL, 0, NULL, THIMBLE_COAP_NOT_FOUND);
  expect_code(THIMBLE_COAP_GET, "hello/more", 0, NULL, THIMBLE_COAP_NOT_FOUND);
  expect_code(THIMBLE_COAP_GET, "slow", 0, NULL, THIMBLE_COAP_NOT_FOUND);
  expect_code(THIMBLE_COAP_POST, "hello", 0, NULL, THIMBLE_COAP_METHOD_NOT_ALLOWED);
  expect_code(31, "hello", 0, NULL, THIMBLE_COAP_METHOD_NOT_ALLOWED);
  expect_code(8, "hello", 0, NULL, THIMBLE_COAP_METHOD_NOT_ALLOWED);
}

static void critical_options_are_understood_or_refused(void **state) {
  (void)state;
  expect_code(THIMBLE_COAP_GET, "hello", 2049, "x", THIMBLE_COAP_BAD_OPTION);
  expect_code(THIMBLE_COAP_GET, "hello", 19, "x", THIMBLE_COAP_BAD_OPTION);
  expect_code(THIMBLE_COAP_GET, "hello", THIMBLE_COAP_ACCEPT, "xyz", THIMBLE_COAP_BAD_OPTION);
  expect_code(THIMBLE_COAP_GET, "hello", THIMBLE_COAP_PROXY_URI, "coap://x/",
              THIMBLE_COAP_NO_PROXY);
  expect_code(THIMBLE_COAP_GET, "hello", THIMBLE_COAP_PROXY_SCHEME, "coap", THIMBLE_COAP_NO_PROXY);
  expect_code(THIMBLE_COAP_GET, "hello", 2048, "x", THIMBLE_COAP_CONTENT);
  expect_code(THIMBLE_COAP_GET, "hello", THIMBLE_COAP_SIZE1, "12345", THIMBLE_COAP_CONTENT);
}

static void critical_options_may_not_repeat(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "hello");
  number(THIMBLE_COAP_ACCEPT, 0);
  number(THIMBLE_COAP_ACCEPT, 0);
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_BAD_OPTION, "");
}

static void a_non_confirmable_request_with_a_bad_option_is_ignored(void **state) {
  (void)state;
  request(THIMBLE_COAP_NON, THIMBLE_COAP_GET, "hello");
  text(2049, "");
  send();
  expect_nothing();
}

static void host_and_port_are_ours_whatever_they_are(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, NULL);
  text(THIMBLE_COAP_URI_HOST, "device.example");
  number(THIMBLE_COAP_URI_PORT, 5683);
  text(THIMBLE_COAP_URI_PATH, "hello");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, "hello");
}

static void accept_is_compared(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "hello");
  number(THIMBLE_COAP_ACCEPT, THIMBLE_COAP_CBOR);
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_NOT_ACCEPTABLE, "");
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "hello");
  number(THIMBLE_COAP_ACCEPT, THIMBLE_COAP_TEXT);
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, "hello");
}

static void a_known_etag_is_valid(void **state) {
  (void)state;
  device.etag = 'e';
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, NULL);
  text(THIMBLE_COAP_ETAG, "d");
  text(THIMBLE_COAP_ETAG, "e");
  text(THIMBLE_COAP_URI_PATH, "large");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_VALID, "");
  assert_int_equal(reply_number(THIMBLE_COAP_ETAG), 'e');
  assert_int_equal(reply_number(THIMBLE_COAP_BLOCK2), THIMBLE_COAP_NONE);
}

static void send_condition(const char *if_match, bool if_none_match, const char *path) {
  request(THIMBLE_COAP_CON, THIMBLE_COAP_PUT, NULL);
  if (if_match != NULL)
    text(THIMBLE_COAP_IF_MATCH, if_match);
  if (if_none_match)
    text(THIMBLE_COAP_IF_NONE_MATCH, "");
  text(THIMBLE_COAP_URI_PATH, path);
  send();
}

static void conditions_are_looked_at_or_refused(void **state) {
  (void)state;
  send_condition("v1", false, "counter");
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_BAD_OPTION, "");
  send_condition(NULL, true, "counter");
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_BAD_OPTION, "");
  assert_int_equal(device.calls, 0);
  for (device.counter = 0; device.counter < 2; device.counter++) { /* whether it exists */
    bool exists = device.counter > 0;
    uint8_t yes = THIMBLE_COAP_CHANGED, no = THIMBLE_COAP_PRECONDITION_FAILED;
    send_condition("v1", false, "if");
    expect(THIMBLE_COAP_ACK, exists ? yes : no, "");
    send_condition("v2", false, "if");
    expect(THIMBLE_COAP_ACK, no, "");
    send_condition("", false, "if");
    expect(THIMBLE_COAP_ACK, exists ? yes : no, "");
    send_condition(NULL, true, "if");
    expect(THIMBLE_COAP_ACK, exists ? no : yes, "");
    send_condition(NULL, false, "if");
    expect(THIMBLE_COAP_ACK, yes, "");
  }
}

static void a_subtree_has_the_paths_below_it(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "tree/a/b/c");
  text(THIMBLE_COAP_URI_QUERY, "xy=1");
  text(THIMBLE_COAP_URI_QUERY, "x=2");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, "b|c|2");
  expect_code(THIMBLE_COAP_GET, "tree/a", THIMBLE_COAP_URI_QUERY, "x", THIMBLE_COAP_CONTENT);
  assert_string_equal(device.seen, "");
  expect_code(THIMBLE_COAP_GET, "tree", 0, NULL, THIMBLE_COAP_NOT_FOUND);
  expect_code(THIMBLE_COAP_GET, "tree/ab", 0, NULL, THIMBLE_COAP_NOT_FOUND);
}

static void what_must_not_be_run_twice_is_not(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_POST, "counter");
  send();
  send_again();
  pass(THIMBLE_COAP_EXCHANGE_LIFETIME - 1);
  send_again();
  for (uint32_t i = 0; i < 3; i++) {
    expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CHANGED, "1");
    assert_int_equal(reply.id, 100);
  }
  assert_int_equal(device.calls, 1);
  speaker = device_peer(2); /* the same ID, from another */
  send_again();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CHANGED, "2");
}

static void a_non_confirmable_duplicate_is_silent(void **state) {
  (void)state;
  request(THIMBLE_COAP_NON, THIMBLE_COAP_POST, "counter");
  send();
  send_again();
  expect(THIMBLE_COAP_NON, THIMBLE_COAP_CHANGED, "1");
  expect_nothing();
  assert_int_equal(device.calls, 1);
  pass(THIMBLE_COAP_NON_LIFETIME);
  send_again();
  expect(THIMBLE_COAP_NON, THIMBLE_COAP_CHANGED, "2");
}

static void the_oldest_record_gives_way(void **state) {
  (void)state;
  for (uint32_t i = 0; i < DEVICE_EXCHANGES + 1; i++) {
    request(THIMBLE_COAP_CON, THIMBLE_COAP_POST, "counter");
    send();
    expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CHANGED, NULL);
    pass(1);
  }
  send_again(); /* the newest is known */
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CHANGED, "5");
  next_id = 101; /* so is the second */
  request(THIMBLE_COAP_CON, THIMBLE_COAP_POST, "counter");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CHANGED, "2");
  next_id = 100;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_POST, "counter");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CHANGED, "6");
}

static void contradictory_memory_is_refused(void **state) {
  (void)state;
  struct thimble_coap good = device.coap, bad = good;
  bad.buffer_size = DEVICE_BUFFER - 1;
  assert_int_equal(thimble_coap_start(&bad), THIMBLE_ERROR_INVALID);
  bad = good;
  bad.block_exponent = 7;
  assert_int_equal(thimble_coap_start(&bad), THIMBLE_ERROR_INVALID);
  bad = good;
  bad.message_size = THIMBLE_COAP_MESSAGE_LEAST - 1;
  assert_int_equal(thimble_coap_start(&bad), THIMBLE_ERROR_INVALID);
  bad = good;
  bad.exchange_count = 0;
  assert_int_equal(thimble_coap_start(&bad), THIMBLE_ERROR_INVALID);
  bad = good;
  bad.proof_count = 0;
  assert_int_equal(thimble_coap_start(&bad), THIMBLE_ERROR_INVALID);
  assert_int_equal(thimble_coap_poll(&good, 1), UINT32_MAX);
}

#define TEST(name) cmocka_unit_test_setup(name, device_start)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(a_confirmable_request_gets_its_reply_in_the_acknowledgement),
      TEST(a_non_confirmable_request_gets_a_non_confirmable_reply),
      TEST(a_ping_is_reset),
      TEST(format_errors_are_rejected),
      TEST(other_versions_and_fragments_are_ignored),
      TEST(responses_that_nobody_waits_for_are_reset),
      TEST(what_is_not_there_is_refused),
      TEST(critical_options_are_understood_or_refused),
      TEST(critical_options_may_not_repeat),
      TEST(a_non_confirmable_request_with_a_bad_option_is_ignored),
      TEST(host_and_port_are_ours_whatever_they_are),
      TEST(accept_is_compared),
      TEST(a_known_etag_is_valid),
      TEST(conditions_are_looked_at_or_refused),
      TEST(a_subtree_has_the_paths_below_it),
      TEST(what_must_not_be_run_twice_is_not),
      TEST(a_non_confirmable_duplicate_is_silent),
      TEST(the_oldest_record_gives_way),
      TEST(contradictory_memory_is_refused),
  };
  return cmocka_run_group_tests_name("CoAP server", tests, NULL, NULL);
}
