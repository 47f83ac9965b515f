/* SPDX-License-Identifier: Apache-2.0 */
/* message_test.c: what the bindings for messages hand to the host and back. */
#include <string.h>

#include "binding/device.h"
#include "unit.h"

static struct thimble_bytes sent_to, sent;
static enum thimble_result answer;

static int start(void **state) {
  (void)state;
  device_start();
  answer = THIMBLE_OK;
  return 0;
}

static enum thimble_result send(struct thimble_container *container, struct thimble_bytes to,
                                struct thimble_bytes message) {
  (void)container;
  sent_to = to;
  sent = message;
  return answer;
}

static enum thimble_result receive(struct thimble_container *container, uint8_t *memory,
                                   uint32_t capacity, uint32_t *length) {
  (void)container;
  if (answer != THIMBLE_OK)
    return answer;
  static const uint8_t message[] = {'h', 'e', 'l', 'l', 'o'};
  assert_int_equal(capacity, 8);
  memcpy(memory, message, sizeof message);
  *length = sizeof message;
  return THIMBLE_OK;
}

static const struct thimble_services services = {.send = send, .receive = receive};

static void a_message_goes_to_the_host(void **state) {
  (void)state;
  char text[] = "hello";
  caller.services = &services;
  assert_int_equal(CALL("message_send", string("other"), bytes(text, 5)), 0);
  assert_int_equal(sent_to.length, 5);
  assert_memory_equal(sent_to.data, "other", 5);
  assert_int_equal(sent.length, 5);
  answer = THIMBLE_ERROR_QUOTA;
  assert_int_equal(CALL("message_send", string("other"), bytes(text, 5)), THIMBLE_ERROR_QUOTA);
}

static void a_received_message_has_its_length(void **state) {
  (void)state;
  char text[8] = "";
  caller.services = &services;
  assert_int_equal(CALL("message_receive", bytes(text, 8)), 5);
  assert_string_equal(text, "hello");
  answer = THIMBLE_ERROR_NOT_FOUND;
  assert_int_equal(CALL("message_receive", bytes(text, 8)), THIMBLE_ERROR_NOT_FOUND);
}

static void without_a_host_there_are_no_messages(void **state) {
  (void)state;
  char text[8] = "";
  assert_int_equal(CALL("message_send", string("a"), bytes(text, 8)), THIMBLE_ERROR_UNSUPPORTED);
  assert_int_equal(CALL("message_receive", bytes(text, 8)), THIMBLE_ERROR_UNSUPPORTED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(a_message_goes_to_the_host, start),
      cmocka_unit_test_setup(a_received_message_has_its_length, start),
      cmocka_unit_test_setup(without_a_host_there_are_no_messages, start),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
