/* SPDX-License-Identifier: Apache-2.0 */
/* discovery_test.c: /.well-known/core (RFC 6690), asked of one device and of all (RFC 7252, section
 * 8). */
#include <string.h>

#include "coap/device.h"

#define HELLO "</hello>;rt=\"greeting\";ct=0"
#define LARGE_LINK "</large>;ct=42;obs"
#define UPLOAD "</upload>;title=\"an upload\""
#define COUNTER_LINK "</counter>;rt=\"number other\";if=\"sensor\";ct=0;obs"

static void expect_links(const char *query, const char *links) {
  request(THIMBLE_COAP_CON, THIMBLE_COAP_GET, ".well-known/core");
  if (query != NULL)
    text(THIMBLE_COAP_URI_QUERY, query);
  send();
  expect(THIMBLE_COAP_ACK, THIMBLE_COAP_CONTENT, links);
  if (links[0] != '\0')
    assert_int_equal(reply_number(THIMBLE_COAP_CONTENT_FORMAT), THIMBLE_COAP_LINKS);
}

static void all_resources_are_listed(void **state) {
  (void)state;
  expect_links(NULL, HELLO "," LARGE_LINK "," UPLOAD "," COUNTER_LINK
                           ",</slow/later>;ct=0,</tree/a>;ct=0,</if>;ct=0");
}

static void a_query_filters(void **state) {
  (void)state;
  expect_links("rt=greeting", HELLO);
  expect_links("rt=greet*", HELLO);
  expect_links("rt=greet", "");
  expect_links("rt=other", COUNTER_LINK);
  expect_links("rt=number", COUNTER_LINK);
  expect_links("rt=number other", "");
  expect_links("if=sensor", COUNTER_LINK);
  expect_links("href=/hello", HELLO);
  expect_links("href=/h*", HELLO);
  expect_links("href=hello", "");
  expect_links("ct=42", LARGE_LINK);
  expect_links("title=an upload", UPLOAD);
  expect_links("title=an*", UPLOAD);
  expect_links("title=an", "");
  expect_links("obs", LARGE_LINK "," COUNTER_LINK);
  expect_links("sz=1", "");
  expect_links("rt=", "");
  expect_links("", "");
}

static void ask_all(uint8_t type, uint8_t method, const char *path, const char *query) {
  static uint8_t bytes[DATAGRAM];
  request(type, method, path);
  if (query != NULL)
    text(THIMBLE_COAP_URI_QUERY, query);
  memcpy(bytes, writer.bytes, writer.length);
  thimble_coap_receive(&device.coap, device.now, &speaker, true,
                       (struct thimble_bytes){bytes, writer.length});
  (void)thimble_coap_poll(&device.coap, device.now);
}

static void a_group_is_answered_after_a_while(void **state) {
  bool is_late = false;
  (void)state;
  for (uint32_t i = 0; i < 8; i++) {
    ask_all(THIMBLE_COAP_NON, THIMBLE_COAP_GET, ".well-known/core", "rt=greeting");
    is_late |= device.looked_at == device.sent_count;
    pass(THIMBLE_COAP_LEISURE);
    expect(THIMBLE_COAP_NON, THIMBLE_COAP_CONTENT, HELLO);
    assert_int_not_equal(reply.id, next_id - 1);
    assert_memory_equal(reply.token.data, "tk", 2);
    expect_nothing();
  }
  assert_true(is_late);
}

static void a_duplicate_to_a_group_is_silent(void **state) {
  (void)state;
  for (uint32_t i = 0; i < 2; i++) {
    next_id = 7;
    ask_all(THIMBLE_COAP_NON, THIMBLE_COAP_GET, ".well-known/core", "rt=greeting");
    pass(THIMBLE_COAP_LEISURE);
  }
  expect(THIMBLE_COAP_NON, THIMBLE_COAP_CONTENT, HELLO);
  expect_nothing();
}

static void a_group_gets_no_errors_and_no_empty_answers(void **state) {
  (void)state;
  ask_all(THIMBLE_COAP_NON, THIMBLE_COAP_GET, "nowhere", NULL);
  ask_all(THIMBLE_COAP_NON, THIMBLE_COAP_GET, ".well-known/core", "rt=nobody");
  ask_all(THIMBLE_COAP_NON, THIMBLE_COAP_GET, "hello", NULL); /* not for groups */
  ask_all(THIMBLE_COAP_NON, THIMBLE_COAP_POST, "counter", NULL);
  ask_all(THIMBLE_COAP_NON, THIMBLE_COAP_POST, ".well-known/core", NULL);
  ask_all(THIMBLE_COAP_CON, THIMBLE_COAP_GET, ".well-known/core", NULL); /* section 8.1 */
  thimble_coap_receive(&device.coap, device.now, &speaker, true,
                       (struct thimble_bytes){(const uint8_t *)"\x40\x00\x00\x01", 4});
  thimble_coap_receive(&device.coap, device.now, &speaker, true,
                       (struct thimble_bytes){(const uint8_t *)"\x40\x01\x00\x01\xff", 5});
  pass(THIMBLE_COAP_LEISURE);
  expect_nothing();
  assert_int_equal(device.calls, 0);
}

static void a_group_answer_is_small(void **state) {
  (void)state;
  ask_all(THIMBLE_COAP_NON, THIMBLE_COAP_GET, ".well-known/core", NULL);
  pass(THIMBLE_COAP_LEISURE);
  expect(THIMBLE_COAP_NON, THIMBLE_COAP_CONTENT, NULL); /* its address is proven */
  assert_int_equal(reply.payload.length, 128);
  device_forget();
  ask_all(THIMBLE_COAP_NON, THIMBLE_COAP_GET, ".well-known/core", NULL);
  pass(THIMBLE_COAP_LEISURE);
  assert_in_range(device.sent[device.looked_at].length, writer.length, 3 * writer.length);
  expect(THIMBLE_COAP_NON, THIMBLE_COAP_CONTENT, NULL);
  assert_int_equal(reply_number(THIMBLE_COAP_BLOCK2), 8 | 1);
}

#define TEST(name) cmocka_unit_test_setup(name, device_start)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(all_resources_are_listed),
      TEST(a_query_filters),
      TEST(a_group_is_answered_after_a_while),
      TEST(a_duplicate_to_a_group_is_silent),
      TEST(a_group_gets_no_errors_and_no_empty_answers),
      TEST(a_group_answer_is_small),
  };
  return cmocka_run_group_tests_name("CoAP discovery", tests, NULL, NULL);
}
