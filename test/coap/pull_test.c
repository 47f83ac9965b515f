/* SPDX-License-Identifier: Apache-2.0 */
/* pull_test.c: the client side (coap_pull.h), against responses made by hand. */
#include <thimble/coap_pull.h>

#include <string.h>

#include "coap/device.h"

enum {
  NONE_YET = 1, /* no verdict */
  ID_OF_SERVER = 4000
};

static struct {
  struct thimble_coap_pull pull;
  uint8_t bytes[256];
  uint32_t length;
  uint32_t total;
  int verdict;
  enum thimble_result answer; /* of take() */
} test;

static enum thimble_result take(void *data, struct thimble_bytes bytes, uint32_t offset,
                                uint32_t total) {
  assert_ptr_equal(data, &test);
  assert_int_equal(offset, test.length);
  assert_true(test.length + bytes.length <= sizeof test.bytes);
  if (bytes.length > 0)
    memcpy(test.bytes + test.length, bytes.data, bytes.length);
  test.length += bytes.length;
  test.total = total;
  return test.answer;
}

static void done(void *data, enum thimble_result verdict) {
  assert_ptr_equal(data, &test);
  assert_int_equal(test.verdict, NONE_YET);
  test.verdict = verdict;
}

static struct thimble_bytes view(const char *string) {
  return (struct thimble_bytes){(const uint8_t *)string, (uint32_t)strlen(string)};
}

static void go(enum thimble_result expected) {
  test.verdict = NONE_YET;
  assert_int_equal(thimble_coap_pull_start(&device.coap, device.now, &test.pull), expected);
}

static int start(void **state) {
  device_start(state);
  device_forget();
  memset(&test, 0, sizeof test);
  test.pull = (struct thimble_coap_pull){.peer = speaker,
                                         .path = view("a%2Fb/c"),
                                         .query = view("x=1&y"),
                                         .maximum = 100,
                                         .block_exponent = 1,
                                         .take = take,
                                         .done = done,
                                         .data = &test};
  return 0;
}

/* Looks at the request for a block. */
static void expect_request(uint32_t block2) {
  expect(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "");
  assert_int_equal(reply.token.length, 8);
  assert_int_equal(reply_number(THIMBLE_COAP_BLOCK2), block2);
}

static void respond_block(uint32_t block2, const char *content) {
  respond(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT);
  number(THIMBLE_COAP_BLOCK2, block2);
  payload(content, (uint32_t)strlen(content));
  send();
}

#define THIRTY_TWO "0123456789abcdef0123456789abcdef"
#define SIXTEEN "0123456789abcdef"

static void blocks_are_taken_in_order(void **state) {
  (void)state;
  go(THIMBLE_OK);
  expect_request(1);
  assert_memory_equal(reply_bytes(THIMBLE_COAP_URI_PATH).data, "a/b", 3);
  assert_memory_equal(reply_bytes(THIMBLE_COAP_URI_QUERY).data, "x=1", 3);
  assert_int_equal(reply_number(THIMBLE_COAP_SIZE2), 0);
  respond(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT);
  number(THIMBLE_COAP_BLOCK2, 8 | 1);
  number(THIMBLE_COAP_SIZE2, 37);
  payload(THIRTY_TWO, 32);
  send();
  assert_int_equal(test.total, 37);
  expect_request(1 << 4 | 1);
  respond_block(1 << 4 | 1, "12345");
  assert_int_equal(test.verdict, THIMBLE_OK);
  assert_int_equal(test.length, 37);
  assert_memory_equal(test.bytes, THIRTY_TWO "12345", 37);
  assert_null(device.coap.pull);
}

static void the_server_may_make_blocks_smaller(void **state) {
  (void)state;
  go(THIMBLE_OK);
  expect_request(1);
  respond_block(8 | 0, SIXTEEN);
  expect_request(1 << 4 | 0);
  respond_block(1 << 4 | 0, "x");
  assert_int_equal(test.verdict, THIMBLE_OK);
  assert_int_equal(test.length, 17);
}

static void an_answer_without_blocks_is_whole(void **state) {
  (void)state;
  go(THIMBLE_OK);
  expect_request(1);
  respond(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT);
  payload("all of it", 9);
  send();
  assert_int_equal(test.verdict, THIMBLE_OK);
  assert_memory_equal(test.bytes, "all of it", 9);
}

static void a_separate_response_is_acknowledged(void **state) {
  (void)state;
  go(THIMBLE_OK);
  expect_request(1);
  send_empty(THIMBLE_COAP_ACK, reply.id);
  pass(50000);
  expect_nothing();
  reply.id = ID_OF_SERVER;
  respond(THIMBLE_COAP_CON, THIMBLE_COAP_CONTENT);
  payload("late", 4);
  send();
  assert_int_equal(test.verdict, THIMBLE_OK);
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_EMPTY, "");
  assert_int_equal(reply.id, ID_OF_SERVER);
  send_again(); /* by then nobody waits for it */
  expect(THIMBLE_COAP_RST, THIMBLE_COAP_EMPTY, "");
}

static void others_answers_are_not_taken(void **state) {
  (void)state;
  go(THIMBLE_OK);
  expect_request(1);
  struct thimble_coap_message asked = reply;
  reply.id++;
  respond_block(1, "wrong id");
  reply.id = asked.id;
  reply.token.length--;
  respond_block(1, "wrong token");
  reply = asked;
  speaker = device_peer(2);
  respond_block(1, "wrong peer");
  expect_nothing();
  assert_int_equal(test.verdict, NONE_YET);
  assert_int_equal(test.length, 0);
  speaker = device_peer(1);
  respond_block(1, "right");
  assert_int_equal(test.verdict, THIMBLE_OK);
}

static void a_proof_is_given_when_asked_for(void **state) {
  (void)state;
  go(THIMBLE_OK);
  for (uint32_t i = 0; i < 4; i++) {
    expect_request(1);
    if (i > 0)
      assert_memory_equal(reply_bytes(THIMBLE_COAP_ECHO).data, "prove", 5);
    respond(THIMBLE_COAP_ACK, THIMBLE_COAP_UNAUTHORIZED);
    text(THIMBLE_COAP_ECHO, "prove");
    send();
  }
  assert_int_equal(test.verdict, THIMBLE_ERROR_DENIED); /* it was never satisfied */
  go(THIMBLE_OK);
  expect_request(1);
  respond(THIMBLE_COAP_ACK, THIMBLE_COAP_UNAUTHORIZED);
  send();
  assert_int_equal(test.verdict, THIMBLE_ERROR_DENIED);
}

static void errors_have_verdicts(void **state) {
  static const struct {
    uint8_t code;
    enum thimble_result verdict;
  } cases[] = {
      {THIMBLE_COAP_NOT_FOUND, THIMBLE_ERROR_NOT_FOUND},
      {THIMBLE_COAP_FORBIDDEN, THIMBLE_ERROR_DENIED},
      {THIMBLE_COAP_UNAVAILABLE, THIMBLE_ERROR_BUSY},
      {THIMBLE_COAP_INTERNAL_ERROR, THIMBLE_ERROR_INPUT},
      {THIMBLE_COAP_CHANGED, THIMBLE_ERROR_INPUT},
  };
  (void)state;
  for (uint32_t i = 0; i < COUNT(cases); i++) {
    go(THIMBLE_OK);
    expect_request(1);
    respond(THIMBLE_COAP_ACK, cases[i].code);
    send();
    assert_int_equal(test.verdict, cases[i].verdict);
    assert_int_equal(test.pull.code, cases[i].code);
  }
}

/* Starts, gets one block, and the next one as given. */
static void second_block(uint32_t block2, const char *content, int verdict) {
  test.pull.received = test.length = 0;
  go(THIMBLE_OK);
  expect_request(1);
  respond_block(8 | 1, THIRTY_TWO);
  expect_request(1 << 4 | 1);
  respond_block(block2, content);
  assert_int_equal(test.verdict, verdict);
}

static void blocks_that_do_not_follow_are_malformed(void **state) {
  (void)state;
  second_block(2 << 4 | 1, "x", THIMBLE_ERROR_MALFORMED);            /* a gap */
  second_block(0 << 4 | 1, "x", THIMBLE_ERROR_MALFORMED);            /* again */
  second_block(1 << 4 | 2, "x", THIMBLE_ERROR_MALFORMED);            /* larger */
  second_block(1 << 4 | 8 | 1, "short", THIMBLE_ERROR_MALFORMED);    /* not whole */
  second_block(1 << 4 | 1, THIRTY_TWO "x", THIMBLE_ERROR_MALFORMED); /* more than whole */
  second_block(1 << 4 | 7, "x", THIMBLE_ERROR_MALFORMED);            /* reserved */
  second_block(2 << 4 | 0, "x", THIMBLE_OK);                         /* smaller, same place */
}

static void a_block_larger_than_asked_for_is_malformed(void **state) {
  (void)state;
  go(THIMBLE_OK);
  expect_request(1);
  respond_block(8 | 2, THIRTY_TWO THIRTY_TWO);
  assert_int_equal(test.verdict, THIMBLE_ERROR_MALFORMED);
  assert_int_equal(test.length, 0);
}

static void a_changed_content_is_malformed(void **state) {
  (void)state;
  go(THIMBLE_OK);
  for (uint32_t i = 0; i < 2; i++) {
    expect_request(i << 4 | 1);
    respond(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT);
    text(THIMBLE_COAP_ETAG, i == 0 ? "v1" : "v2");
    number(THIMBLE_COAP_BLOCK2, i << 4 | 8 | 1);
    payload(THIRTY_TWO, 32);
    send();
  }
  assert_int_equal(test.verdict, THIMBLE_ERROR_MALFORMED);
  assert_int_equal(test.length, 32);
}

static void an_unknown_critical_option_is_malformed(void **state) {
  (void)state;
  go(THIMBLE_OK);
  expect_request(1);
  respond(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT);
  text(2049, "");
  payload("x", 1);
  send();
  assert_int_equal(test.verdict, THIMBLE_ERROR_MALFORMED);
}

static void the_limit_holds_with_and_without_a_size(void **state) {
  (void)state;
  go(THIMBLE_OK);
  expect_request(1);
  respond(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT);
  number(THIMBLE_COAP_BLOCK2, 8 | 1);
  number(THIMBLE_COAP_SIZE2, 101);
  payload(THIRTY_TWO, 32);
  send();
  assert_int_equal(test.verdict, THIMBLE_ERROR_LIMIT);
  assert_int_equal(test.length, 0);
  test.pull.maximum = 63;
  go(THIMBLE_OK);
  for (uint32_t i = 0; i < 2; i++) {
    expect_request(i << 4 | 1);
    respond_block(i << 4 | 8 | 1, THIRTY_TWO);
  }
  assert_int_equal(test.verdict, THIMBLE_ERROR_LIMIT);
  assert_int_equal(test.length, 32);
}

static void silence_is_an_input_error_and_can_go_on(void **state) {
  (void)state;
  go(THIMBLE_OK);
  expect_request(1);
  respond_block(8 | 1, THIRTY_TWO);
  pass(60000);
  assert_int_equal(test.verdict, NONE_YET);
  pass(THIMBLE_COAP_MAX_TRANSMIT_WAIT - 60000);
  assert_int_equal(test.verdict, THIMBLE_ERROR_INPUT);
  for (uint32_t i = 0; i <= THIMBLE_COAP_MAX_RETRANSMIT; i++)
    expect_request(1 << 4 | 1);
  expect_nothing();
  go(THIMBLE_OK);
  expect_request(1 << 4 | 1);
  respond_block(1 << 4 | 1, "end");
  assert_int_equal(test.verdict, THIMBLE_OK);
  assert_int_equal(test.length, 35);
}

static void an_acknowledged_request_without_a_response_ends(void **state) {
  (void)state;
  go(THIMBLE_OK);
  expect_request(1);
  send_empty(THIMBLE_COAP_ACK, reply.id);
  pass(THIMBLE_COAP_MAX_TRANSMIT_WAIT);
  assert_int_equal(test.verdict, THIMBLE_ERROR_INPUT);
  go(THIMBLE_OK);
  expect_request(1);
  send_empty(THIMBLE_COAP_RST, reply.id);
  assert_int_equal(test.verdict, THIMBLE_ERROR_INPUT);
}

static void one_pull_at_a_time(void **state) {
  (void)state;
  go(THIMBLE_OK);
  expect_request(1);
  go(THIMBLE_ERROR_BUSY);
  thimble_coap_pull_stop(&device.coap, &test.pull);
  pass(100000);
  expect_nothing();
  assert_int_equal(test.verdict, NONE_YET);
  go(THIMBLE_OK);
}

static void what_cannot_be_asked_is_refused(void **state) {
  static char path[DEVICE_MESSAGE + 1];
  (void)state;
  memset(path, 'a', sizeof path - 1);
  test.pull.path = view(path); /* longer than a segment may be */
  go(THIMBLE_ERROR_NO_MEMORY);
  for (uint32_t i = 9; i < sizeof path - 1; i += 10)
    path[i] = '/';
  go(THIMBLE_ERROR_NO_MEMORY);
  test.pull.path = view("a");
  test.pull.block_exponent = 7;
  go(THIMBLE_ERROR_INVALID);
  expect_nothing();
  pass(100000);
  test.pull.block_exponent = 6;
  go(THIMBLE_OK);
}

static void an_error_of_the_taker_is_the_verdict(void **state) {
  (void)state;
  test.answer = THIMBLE_ERROR_QUOTA;
  go(THIMBLE_OK);
  expect_request(1);
  respond_block(8 | 1, THIRTY_TWO);
  assert_int_equal(test.verdict, THIMBLE_ERROR_QUOTA);
  assert_int_equal(test.pull.received, 0);
  expect_nothing();
}

#define TEST(name) cmocka_unit_test_setup(name, start)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(blocks_are_taken_in_order),
      TEST(the_server_may_make_blocks_smaller),
      TEST(an_answer_without_blocks_is_whole),
      TEST(a_separate_response_is_acknowledged),
      TEST(others_answers_are_not_taken),
      TEST(a_proof_is_given_when_asked_for),
      TEST(errors_have_verdicts),
      TEST(blocks_that_do_not_follow_are_malformed),
      TEST(a_block_larger_than_asked_for_is_malformed),
      TEST(a_changed_content_is_malformed),
      TEST(an_unknown_critical_option_is_malformed),
      TEST(the_limit_holds_with_and_without_a_size),
      TEST(silence_is_an_input_error_and_can_go_on),
      TEST(an_acknowledged_request_without_a_response_ends),
      TEST(one_pull_at_a_time),
      TEST(what_cannot_be_asked_is_refused),
      TEST(an_error_of_the_taker_is_the_verdict),
  };
  return cmocka_run_group_tests_name("CoAP pull", tests, NULL, NULL);
}
