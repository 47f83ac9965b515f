/* SPDX-License-Identifier: Apache-2.0 */
/* block_test.c: block-wise transfer (RFC 7959), and how an upload is taken up again. */
#include <string.h>

#include "coap/device.h"

static uint32_t block(uint32_t number, bool more, uint8_t exponent) {
  return number << 4 | (more ? 8u : 0u) | exponent;
}

/* Asks for a block of "large", and looks at its bytes. */
static void get_block(uint32_t index, uint8_t exponent, bool more) {
  uint32_t size = 16u << exponent, offset = index * size;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "large");
  number(THIMBLE_COAP_BLOCK2, block(index, false, exponent));
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, NULL);
  assert_int_equal(reply_number(THIMBLE_COAP_BLOCK2), block(index, more, exponent));
  assert_int_equal(reply.payload.length, more ? size : LARGE - offset);
  for (uint32_t i = 0; i < reply.payload.length; i++)
    assert_int_equal(reply.payload.data[i], device_byte(offset + i));
}

static void a_large_answer_comes_in_blocks(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "large");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, NULL);
  assert_int_equal(reply.payload.length, 1024);
  assert_int_equal(reply_number(THIMBLE_COAP_BLOCK2), block(0, true, 6));
  assert_int_equal(reply_number(THIMBLE_COAP_SIZE2), THIMBLE_COAP_NONE);
  for (uint32_t i = 1; i < 5; i++)
    get_block(i, 6, i < 4);
}

static void the_client_may_ask_for_smaller_blocks(void **state) {
  (void)state;
  for (uint8_t exponent = 0; exponent < 6; exponent++) {
    uint32_t last = (LARGE - 1) / (16u << exponent);
    get_block(0, exponent, true);
    get_block(1, exponent, true);
    get_block(last, exponent, false);
  }
}

static void a_server_with_small_blocks_says_so(void **state) {
  (void)state;
  device.coap.block_exponent = 2;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "large");
  number(THIMBLE_COAP_BLOCK2, block(1, false, 6)); /* byte 1024 */
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, NULL);
  assert_int_equal(reply_number(THIMBLE_COAP_BLOCK2), block(16, true, 2));
  assert_int_equal(reply.payload.length, 64);
  assert_int_equal(reply.payload.data[0], device_byte(1024));
}

static void a_block_past_the_end_is_a_bad_request(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "large");
  number(THIMBLE_COAP_BLOCK2, block(5, false, 6));
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_BAD_REQUEST, "");
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "large");
  number(THIMBLE_COAP_BLOCK2, block(0xfffff, false, 6));
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_BAD_REQUEST, "");
}

static void the_reserved_size_is_a_bad_request(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "large");
  number(THIMBLE_COAP_BLOCK2, 7);
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_BAD_REQUEST, "");
  request(THIMBLE_COAP_CON, THIMBLE_COAP_PUT, "upload");
  number(THIMBLE_COAP_BLOCK1, 7);
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_BAD_REQUEST, "");
  assert_int_equal(reply_number(THIMBLE_COAP_BLOCK1), THIMBLE_COAP_NONE);
}

static void the_size_is_told_when_asked_for(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "large");
  number(THIMBLE_COAP_SIZE2, 0);
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, NULL);
  assert_int_equal(reply_number(THIMBLE_COAP_SIZE2), LARGE);
}

static void a_small_answer_has_the_option_only_when_asked(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "hello");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, "hello");
  assert_int_equal(reply_number(THIMBLE_COAP_BLOCK2), THIMBLE_COAP_NONE);
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "hello");
  number(THIMBLE_COAP_BLOCK2, block(0, false, 3));
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, "hello");
  assert_int_equal(reply_number(THIMBLE_COAP_BLOCK2), block(0, false, 3));
}

/* The bytes of an upload from `offset` on. */
static void put(uint32_t offset, uint32_t length, uint32_t option, const char *tag) {
  uint8_t bytes[1024];
  for (uint32_t i = 0; i < length; i++)
    bytes[i] = device_byte(offset + i);
  request(THIMBLE_COAP_CON, THIMBLE_COAP_PUT, "upload");
  number(THIMBLE_COAP_BLOCK1, option);
  if (tag != NULL)
    text(THIMBLE_COAP_REQUEST_TAG, tag);
  payload(bytes, length);
  send();
}

static void put_block(uint32_t index, bool more, uint8_t exponent, const char *tag) {
  uint32_t size = 16u << exponent;
  put(index * size, more ? size : 5, block(index, more, exponent), tag);
}

static void expect_block(uint8_t code, uint32_t index, bool more, uint8_t exponent) {
  expect(THIMBLE_COAP_ACK, code, NULL);
  assert_int_equal(reply_number(THIMBLE_COAP_BLOCK1), block(index, more, exponent));
}

static void an_upload_is_handed_on_block_by_block(void **state) {
  (void)state;
  for (uint32_t i = 0; i < 4; i++) {
    put_block(i, true, 4, NULL);
    expect_block(THIMBLE_COAP_CONTINUE, i, true, 4);
    assert_int_equal(device.uploaded, 256 * (i + 1));
  }
  put_block(4, false, 4, NULL);
  expect_block(THIMBLE_COAP_CHANGED, 4, false, 4);
  assert_memory_equal(reply.payload.data, "done", 4);
  assert_int_equal(device.uploaded, 4 * 256 + 5);
  assert_int_equal(device.calls, 5);
  assert_false(device.upload.is_active);
}

static void a_small_upload_needs_no_blocks(void **state) {
  const uint8_t bytes[] = {device_byte(0), device_byte(1)};
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_PUT, "upload");
  payload(bytes, 2);
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CHANGED, "done");
  assert_int_equal(device.uploaded, 2);
  put_block(0, false, 2, NULL);
  expect_block(THIMBLE_COAP_CHANGED, 0, false, 2);
  assert_int_equal(device.uploaded, 5);
}

static void the_size_of_blocks_may_change(void **state) {
  (void)state;
  put_block(0, true, 5, NULL);
  expect_block(THIMBLE_COAP_CONTINUE, 0, true, 5);
  put_block(8, true, 2, NULL); /* byte 512 */
  expect_block(THIMBLE_COAP_CONTINUE, 8, true, 2);
  assert_int_equal(device.uploaded, 576);
}

static void a_gap_is_incomplete(void **state) {
  (void)state;
  put_block(1, true, 4, NULL); /* nothing before */
  expect_block(THIMBLE_COAP_INCOMPLETE, 1, true, 4);
  put_block(0, true, 4, NULL);
  expect_block(THIMBLE_COAP_CONTINUE, 0, true, 4);
  put_block(2, true, 4, NULL);
  expect_block(THIMBLE_COAP_INCOMPLETE, 2, true, 4);
  put_block(1, true, 4, NULL); /* the upload still stands */
  expect_block(THIMBLE_COAP_CONTINUE, 1, true, 4);
  speaker = device_peer(2);
  put_block(2, true, 4, NULL); /* somebody else's */
  expect_block(THIMBLE_COAP_INCOMPLETE, 2, true, 4);
}

static void a_block_that_was_taken_is_not_handed_on_again(void **state) {
  (void)state;
  put_block(0, true, 4, NULL);
  put_block(1, true, 4, NULL);
  put_block(1, true, 4, NULL); /* with a new message ID */
  expect_block(THIMBLE_COAP_CONTINUE, 0, true, 4);
  expect_block(THIMBLE_COAP_CONTINUE, 1, true, 4);
  expect_block(THIMBLE_COAP_CONTINUE, 1, true, 4);
  assert_int_equal(device.calls, 2);
  assert_int_equal(device.uploaded, 512);
}

/* The record of block 0 is gone when its duplicate comes. */
static void a_late_duplicate_does_not_start_anew(void **state) {
  (void)state;
  for (uint32_t i = 0; i < 8; i++) {
    put_block(i, true, 2, NULL);
    expect_block(THIMBLE_COAP_CONTINUE, i, true, 2);
  }
  next_id = 100;
  put_block(0, true, 2, NULL);
  expect_block(THIMBLE_COAP_CONTINUE, 0, true, 2);
  assert_int_equal(device.calls, 8);
  next_id = 200;
  put_block(8, true, 2, NULL);
  expect_block(THIMBLE_COAP_CONTINUE, 8, true, 2);
  put_block(0, true, 2, NULL); /* but this one means it */
  expect_block(THIMBLE_COAP_CONTINUE, 0, true, 2);
  assert_int_equal(device.uploaded, 64);
}

static void an_upload_keeps_one_record(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_POST, "counter");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CHANGED, "1");
  for (uint32_t i = 0; i < DEVICE_EXCHANGES; i++) {
    put_block(i, true, 2, NULL);
    expect_block(THIMBLE_COAP_CONTINUE, i, true, 2);
  }
  next_id = 100; /* the POST again */
  request(THIMBLE_COAP_CON, THIMBLE_COAP_POST, "counter");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CHANGED, "1");
  assert_int_equal(device.counter, 1);
}

static void the_payload_must_fill_its_block(void **state) {
  (void)state;
  put(0, 63, block(0, true, 2), NULL);
  expect_block(THIMBLE_COAP_BAD_REQUEST, 0, true, 2);
  put(0, 65, block(0, true, 2), NULL);
  expect_block(THIMBLE_COAP_BAD_REQUEST, 0, true, 2);
  put(0, 65, block(0, false, 2), NULL);
  expect_block(THIMBLE_COAP_BAD_REQUEST, 0, false, 2);
  assert_int_equal(device.calls, 0);
}

static void too_much_is_refused_with_what_would_do(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_PUT, "upload");
  number(THIMBLE_COAP_BLOCK1, block(0, true, 0));
  number(THIMBLE_COAP_SIZE1, LARGE + 1);
  payload("0123456789abcdef", 16);
  send();
  expect_block(THIMBLE_COAP_TOO_LARGE, 0, true, 0);
  assert_int_equal(reply_number(THIMBLE_COAP_SIZE1), LARGE);
  assert_false(device.upload.is_active);
  put_block(1, true, 0, NULL);
  expect_block(THIMBLE_COAP_INCOMPLETE, 1, true, 0);
}

static void a_resource_without_uploads_takes_one_datagram(void **state) {
  (void)state;
  request(THIMBLE_COAP_CON, THIMBLE_COAP_POST, "counter");
  number(THIMBLE_COAP_BLOCK1, block(0, true, 0));
  payload("0123456789abcdef", 16);
  send();
  expect_block(THIMBLE_COAP_TOO_LARGE, 0, true, 0);
  request(THIMBLE_COAP_CON, THIMBLE_COAP_POST, "counter");
  number(THIMBLE_COAP_BLOCK1, block(0, false, 0));
  payload("x", 1);
  send();
  expect_block(THIMBLE_COAP_CHANGED, 0, false, 0);
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "hello");
  number(THIMBLE_COAP_BLOCK1, block(0, false, 0));
  send();
  expect_block(THIMBLE_COAP_BAD_REQUEST, 0, false, 0);
  request(THIMBLE_COAP_CON, THIMBLE_COAP_FETCH, "hello"); /* no upload, whatever the resource */
  number(THIMBLE_COAP_BLOCK1, block(1, false, 0));
  send();
  expect_block(THIMBLE_COAP_TOO_LARGE, 1, false, 0);
}

static void another_peer_waits_until_the_first_is_silent(void **state) {
  (void)state;
  put_block(0, true, 4, NULL);
  expect_block(THIMBLE_COAP_CONTINUE, 0, true, 4);
  speaker = device_peer(2);
  put_block(0, true, 4, NULL);
  expect_block(THIMBLE_COAP_UNAVAILABLE, 0, true, 4);
  assert_int_equal(reply_number(THIMBLE_COAP_MAX_AGE), THIMBLE_COAP_RETRY_AFTER);
  pass(THIMBLE_COAP_UPLOAD_SILENCE);
  put_block(0, true, 4, NULL);
  expect_block(THIMBLE_COAP_CONTINUE, 0, true, 4);
  speaker = device_peer(1);
  put_block(1, true, 4, NULL);
  expect_block(THIMBLE_COAP_INCOMPLETE, 1, true, 4);
}

/* coap.h, struct thimble_coap_upload. */
static void an_upload_with_a_tag_goes_on_from_another_address(void **state) {
  (void)state;
  put_block(0, true, 4, "digest");
  expect_block(THIMBLE_COAP_CONTINUE, 0, true, 4);
  put_block(1, true, 4, "digest");
  expect_block(THIMBLE_COAP_CONTINUE, 1, true, 4);
  speaker = device_peer(2);
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, "upload");
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, "512");
  put_block(2, true, 4, "other!");
  expect_block(THIMBLE_COAP_INCOMPLETE, 2, true, 4);
  put_block(2, true, 4, "digest");
  expect_block(THIMBLE_COAP_CONTINUE, 2, true, 4);
  put_block(3, false, 4, "digest");
  expect_block(THIMBLE_COAP_CHANGED, 3, false, 4);
  assert_int_equal(device.uploaded, 768 + 5);
}

static void a_short_tag_does_not_stand_for_the_content(void **state) {
  (void)state;
  put_block(0, true, 4, "abc");
  expect_block(THIMBLE_COAP_CONTINUE, 0, true, 4);
  speaker = device_peer(2);
  put_block(1, true, 4, "abc");
  expect_block(THIMBLE_COAP_INCOMPLETE, 1, true, 4);
}

#define TEST(name) cmocka_unit_test_setup(name, device_start)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(a_large_answer_comes_in_blocks),
      TEST(the_client_may_ask_for_smaller_blocks),
      TEST(a_server_with_small_blocks_says_so),
      TEST(a_block_past_the_end_is_a_bad_request),
      TEST(the_reserved_size_is_a_bad_request),
      TEST(the_size_is_told_when_asked_for),
      TEST(a_small_answer_has_the_option_only_when_asked),
      TEST(an_upload_is_handed_on_block_by_block),
      TEST(a_small_upload_needs_no_blocks),
      TEST(the_size_of_blocks_may_change),
      TEST(a_gap_is_incomplete),
      TEST(a_block_that_was_taken_is_not_handed_on_again),
      TEST(a_late_duplicate_does_not_start_anew),
      TEST(an_upload_keeps_one_record),
      TEST(the_payload_must_fill_its_block),
      TEST(too_much_is_refused_with_what_would_do),
      TEST(a_resource_without_uploads_takes_one_datagram),
      TEST(another_peer_waits_until_the_first_is_silent),
      TEST(an_upload_with_a_tag_goes_on_from_another_address),
      TEST(a_short_tag_does_not_stand_for_the_content),
  };
  return cmocka_run_group_tests_name("CoAP blocks", tests, NULL, NULL);
}
