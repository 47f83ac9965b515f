/* SPDX-License-Identifier: Apache-2.0 */
/* proof_test.c: a peer that has proven nothing gets at most three times what it sent (RFC 7252,
 * section 11.3; RFC 9175, section 2.4). */
#include "link/coap/proof.h"

#include <string.h>

#include "coap/device.h"

static int start_unproven(void **state) {
  int result = device_start(state);
  device_forget();
  return result;
}

static void expect_small(uint8_t code) {
  assert_in_range(device.sent[device.looked_at].length, 4, 3 * writer.length);
  expect(THIMBLE_COAP_ACK, code, NULL);
}

/* The client did not say how large blocks may be, so any client goes on with small ones. */
static void a_large_answer_comes_in_small_blocks(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "large");
  send();
  expect_small(THIMBLE_COAP_CONTENT);
  assert_int_equal(reply_number(THIMBLE_COAP_BLOCK2), 8 | 0);
  assert_int_equal(reply.payload.length, 16);
  assert_int_equal(reply.payload.data[15], device_byte(15));
}

static void ask_large(struct thimble_bytes echo) {
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "large");
  number(THIMBLE_COAP_BLOCK2, 6);
  if (echo.length > 0)
    thimble_coap_write_option(&writer, THIMBLE_COAP_ECHO, echo);
  send();
}

/* Copies what the client is asked to repeat. */
static struct thimble_bytes ask_for_echo(uint8_t copy[40]) {
  ask_large((struct thimble_bytes){0});
  expect_small(THIMBLE_COAP_UNAUTHORIZED);
  struct thimble_bytes echo = reply_bytes(THIMBLE_COAP_ECHO);
  assert_in_range(echo.length, 1, 40);
  memcpy(copy, echo.data, echo.length);
  return (struct thimble_bytes){copy, echo.length};
}

static void who_wants_large_blocks_proves_its_address(void **state) {
  uint8_t copy[40];
  (void)state;
  ask_large(ask_for_echo(copy));
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, NULL);
  assert_int_equal(reply.payload.length, 1024);
  ask_large((struct thimble_bytes){0}); /* once is enough */
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, NULL);
  assert_int_equal(reply.payload.length, 1024);
  device.now += THIMBLE_COAP_PROOF_LIFETIME;
  ask_large((struct thimble_bytes){0});
  expect_small(THIMBLE_COAP_UNAUTHORIZED);
}

static void a_proof_is_good_for_its_address_and_its_time(void **state) {
  uint8_t copy[40];
  (void)state;
  struct thimble_bytes echo = ask_for_echo(copy);
  speaker = device_peer(2);
  ask_large(echo);
  expect_small(THIMBLE_COAP_UNAUTHORIZED);
  speaker = device_peer(1);
  copy[0] ^= 1;
  ask_large(echo);
  expect_small(THIMBLE_COAP_UNAUTHORIZED);
  copy[0] ^= 1;
  device.now += 2 * THIMBLE_COAP_ECHO_LIFETIME;
  ask_large(echo);
  expect_small(THIMBLE_COAP_UNAUTHORIZED);
  device.now -= THIMBLE_COAP_ECHO_LIFETIME;
  ask_large(echo);
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, NULL);
}

static void the_latest_proofs_are_remembered(void **state) {
  (void)state;
  for (uint8_t i = 1; i <= (uint8_t)(DEVICE_PROOFS + 1); i++) {
    struct thimble_coap_peer peer = device_peer(i);
    thimble_coap_prove(&device.coap, device.now + i, &peer);
    thimble_coap_prove(&device.coap, device.now + i, &peer);
  }
  for (uint8_t i = 1; i <= (uint8_t)(DEVICE_PROOFS + 1); i++) {
    struct thimble_coap_peer peer = device_peer(i);
    assert_int_equal(thimble_coap_is_proven(&device.coap, device.now, &peer), i > 1);
  }
}

static void a_handler_may_ask_for_a_proof(void **state) {
  uint8_t copy[40];
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_POST, "guarded");
  send();
  expect_small(THIMBLE_COAP_UNAUTHORIZED);
  struct thimble_bytes echo = reply_bytes(THIMBLE_COAP_ECHO);
  memcpy(copy, echo.data, echo.length);
  request(THIMBLE_COAP_CON, THIMBLE_COAP_POST, "guarded");
  thimble_coap_write_option(&writer, THIMBLE_COAP_ECHO, (struct thimble_bytes){copy, echo.length});
  send();
  expect_small(THIMBLE_COAP_CHANGED);
}

static void every_refusal_is_small(void **state) {
  static const uint8_t codes[] = {THIMBLE_COAP_GET, THIMBLE_COAP_POST, THIMBLE_COAP_PUT, 31};
  static const char *const paths[] = {"x", "hello", "large", "upload", "counter", "if", NULL};
  (void)state;
  for (uint32_t i = 0; i < COUNT(codes); i++) {
    for (uint32_t j = 0; j < COUNT(paths); j++) {
      request(THIMBLE_COAP_CON, codes[i], paths[j]);
      send();
      assert_in_range(device.sent[device.looked_at].length, 4, 3 * writer.length);
      expect(THIMBLE_COAP_ACK, device.sent[device.looked_at].bytes[1], NULL);
    }
  }
  send_bytes("\x40\x01\x00\x01", 4);
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_NOT_FOUND, "");
}

/* The acknowledgement and all transmissions of the answer together. */
static void a_later_answer_stays_small(void **state) {
  struct thimble_coap_response response;
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "slow/later");
  send();
  expect_small(THIMBLE_COAP_EMPTY);
  assert_int_equal(thimble_coap_answer_start(&device.coap, device.later, &response), THIMBLE_OK);
  thimble_coap_put_text(&response, THIMBLE_COAP_CONTENT, "12345678");
  assert_int_equal(thimble_coap_answer(&device.coap, device.now, device.later, &response),
                   THIMBLE_OK);
  pass(100000);
  uint32_t sent = 0;
  for (uint32_t i = 0; i < device.sent_count; i++)
    sent += device.sent[i].length;
  assert_in_range(sent, writer.length, 3 * writer.length);
}

static void message_ids_do_not_repeat(void **state) {
  static uint8_t seen[65536 / 8];
  uint32_t in_a_row = 0;
  (void)state;
  memset(seen, 0, sizeof seen);
  uint16_t before = 0;
  for (uint32_t i = 0; i < 65536; i++) {
    uint16_t id = thimble_coap_new_id(&device.coap);
    assert_int_equal(seen[id / 8] >> id % 8 & 1, 0);
    seen[id / 8] |= (uint8_t)(1 << id % 8);
    in_a_row += id == (uint16_t)(before + 1);
    before = id;
  }
  assert_true(in_a_row < 100);
}

#define TEST(name) cmocka_unit_test_setup(name, start_unproven)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(a_large_answer_comes_in_small_blocks),
      TEST(who_wants_large_blocks_proves_its_address),
      TEST(a_proof_is_good_for_its_address_and_its_time),
      TEST(the_latest_proofs_are_remembered),
      TEST(a_handler_may_ask_for_a_proof),
      TEST(every_refusal_is_small),
      TEST(a_later_answer_stays_small),
      TEST(message_ids_do_not_repeat),
  };
  return cmocka_run_group_tests_name("CoAP proof of address", tests, NULL, NULL);
}
