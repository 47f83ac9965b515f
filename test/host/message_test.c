/* SPDX-License-Identifier: Apache-2.0 */
/* message_test.c: messages between the containers of a tenant. */
#include <string.h>

#include "host/device.h"
#include "unit.h"

/* A container that takes a message and returns what the binding does: the length, or the error. */
static const struct image_parts takes = {
    .name = "taker",
    .hook = "message",
    .grants = 1u << THIMBLE_GRANT_MESSAGE,
    TEXT(COPY(1, 10), ADD(1, -32), MOVE(2, 32), CALL(20), EXIT)};

/* A container that does nothing: messages can wait for it. */
static const struct image_parts idle = {.name = "idle", TEXT(MOVE(0, 0), EXIT)};

static enum thimble_result send(struct thimble_container *from, const char *to, const char *text) {
  return from->caller.services->send(from, bytes_of(to), bytes_of(text));
}

/* Takes a message of at most `capacity` bytes and expects this text. */
static void expect_message(struct thimble_container *container, uint32_t capacity,
                           const char *text) {
  uint8_t bytes[THIMBLE_MESSAGE_MAXIMUM];
  uint32_t length;
  assert_int_equal(container->caller.services->receive(container, bytes, capacity, &length),
                   THIMBLE_OK);
  assert_int_equal(length, strlen(text));
  assert_memory_equal(bytes, text, length);
}

static enum thimble_result receive(struct thimble_container *container, uint32_t capacity) {
  uint8_t bytes[THIMBLE_MESSAGE_MAXIMUM];
  uint32_t length;
  return container->caller.services->receive(container, bytes, capacity, &length);
}

static struct thimble_container *sender, *receiver;

/* Two containers, "sender" and "idle". */
static void start_two(void) {
  device_start();
  receiver = device_install(TENANT_ONE, &idle);
  sender = device_install_value("sender", "all", 0, 0);
  device.trace[0] = '\0';
}

static void messages_arrive_in_their_order(void **state) {
  (void)state;
  device_reset();
  start_two();
  assert_int_equal(send(sender, "idle", "one"), THIMBLE_OK);
  assert_int_equal(send(sender, "idle", ""), THIMBLE_OK);
  assert_int_equal(send(sender, "idle", "three"), THIMBLE_OK);
  assert_int_equal(receiver->messages, 3);
  expect_message(receiver, 32, "one");
  assert_int_equal(send(sender, "idle", "four"), THIMBLE_OK);
  expect_message(receiver, 0, "");
  expect_message(receiver, 5, "three");
  expect_message(receiver, 32, "four");
  assert_int_equal(receive(receiver, 32), THIMBLE_ERROR_NOT_FOUND);
}

static void the_order_outlives_a_wrap(void **state) {
  (void)state;
  device_reset();
  start_two();
  device.host.message_number = UINT32_MAX - 1;
  assert_int_equal(send(sender, "idle", "1"), THIMBLE_OK);
  assert_int_equal(send(sender, "idle", "2"), THIMBLE_OK);
  expect_message(receiver, 32, "1");
  assert_int_equal(send(sender, "idle", "3"), THIMBLE_OK); /* in the place of the first */
  expect_message(receiver, 32, "2");
  expect_message(receiver, 32, "3");
}

static void a_message_has_so_many_bytes(void **state) {
  (void)state;
  const char *longest = "01234567890123456789012345678901";
  device_reset();
  start_two();
  assert_int_equal(send(sender, "idle", "012345678901234567890123456789012"), THIMBLE_ERROR_LIMIT);
  assert_int_equal(send(sender, "idle", longest), THIMBLE_OK);
  assert_int_equal(receive(receiver, 31), THIMBLE_ERROR_LIMIT);
  expect_message(receiver, 32, longest);
}

static void only_others_of_the_tenant_can_be_reached(void **state) {
  (void)state;
  const struct image_parts foreign = {.name = "foreign", TEXT(EXIT)};
  device_reset();
  start_two();
  struct thimble_container *other = device_install(TENANT_TWO, &foreign);
  assert_int_equal(send(sender, "foreign", "x"), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(send(other, "idle", "x"), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(send(sender, "sender", "x"), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(send(sender, "nobody", "x"), THIMBLE_ERROR_NOT_FOUND);
}

/* Of a tenant's five, three may wait for one of its containers. */
static void nobody_takes_all_the_messages(void **state) {
  (void)state;
  const struct image_parts foreign = {.name = "idle", TEXT(EXIT)};
  device_reset();
  device.policies[TENANT_ONE].messages = 5;
  device.policies[TENANT_TWO].messages = 1;
  start_two();
  for (uint32_t i = 0; i < 3; i++)
    assert_int_equal(send(sender, "idle", "x"), THIMBLE_OK);
  assert_int_equal(send(sender, "idle", "x"), THIMBLE_ERROR_QUOTA);
  assert_int_equal(send(receiver, "sender", "x"), THIMBLE_OK);
  assert_int_equal(send(receiver, "sender", "x"), THIMBLE_OK);
  assert_int_equal(send(receiver, "sender", "x"), THIMBLE_ERROR_QUOTA);
  expect_message(receiver, 32, "x");
  assert_int_equal(send(receiver, "sender", "x"), THIMBLE_OK);
  /* The other tenant's share is its own, and is not used up. */
  const struct image_parts other = {.name = "other", TEXT(EXIT)};
  device_install(TENANT_TWO, &foreign);
  struct thimble_container *foreigner = device_install(TENANT_TWO, &other);
  assert_int_equal(send(foreigner, "idle", "x"), THIMBLE_OK);
}

static void a_tenant_may_have_no_messages(void **state) {
  (void)state;
  device_reset();
  device.policies[TENANT_ONE].messages = 0;
  start_two();
  assert_int_equal(send(sender, "idle", "x"), THIMBLE_ERROR_QUOTA);
}

static void the_hosts_messages_may_be_fewer(void **state) {
  (void)state;
  device_reset();
  device.host.message_count = 1;
  start_two();
  assert_int_equal(send(sender, "idle", "x"), THIMBLE_OK);
  assert_int_equal(send(sender, "idle", "x"), THIMBLE_ERROR_QUOTA);
}

static void messages_go_with_their_receiver(void **state) {
  (void)state;
  device_reset();
  start_two();
  assert_int_equal(send(sender, "idle", "x"), THIMBLE_OK);
  assert_int_equal(send(sender, "idle", "x"), THIMBLE_OK);
  receiver = device_install(TENANT_ONE, &idle); /* replaces */
  assert_int_equal(receive(receiver, 32), THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(send(sender, "idle", "y"), THIMBLE_OK);
  assert_int_equal(thimble_remove(&device.host, receiver), THIMBLE_OK);
  for (uint32_t i = 0; i < MESSAGES; i++)
    assert_null(device.messages[i].to);
}

/* And they stay when their sender goes. */
static void messages_outlive_their_sender(void **state) {
  (void)state;
  device_reset();
  start_two();
  assert_int_equal(send(sender, "idle", "x"), THIMBLE_OK);
  assert_int_equal(thimble_remove(&device.host, sender), THIMBLE_OK);
  expect_message(receiver, 32, "x");
}

static void containers_send_and_receive(void **state) {
  (void)state;
  static const char data[] = "taker\0hi";
  const struct image_parts sends = {
      .name = "b",
      .grants = 1u << THIMBLE_GRANT_MESSAGE,
      .read_only = {(const uint8_t *)data, 8},
      TEXT(ADDRESS(1, READ_ONLY, 0), ADDRESS(2, READ_ONLY, 6), MOVE(3, 2), CALL(19), EXIT)};
  device_restart();
  device_install(TENANT_ONE, &takes);
  device_install(TENANT_ONE, &sends);
  assert_int_equal(device_fire(HOOK_ALL).value, 0);
  assert_int_equal(thimble_poll(&device.host), UINT32_MAX);
  device_expect("+taker +b b=0 taker=2 ");
}

/* One run of each container in one poll; what is left keeps the device awake. */
static void each_message_is_a_run(void **state) {
  (void)state;
  const struct image_parts tells = {.name = "idle", .hook = "message", TEXT(LOAD32(0, 1, 0), EXIT)};
  device_reset();
  start_two();
  device_install(TENANT_ONE, &takes);
  device_install(TENANT_ONE, &tells);
  device.trace[0] = '\0';
  assert_int_equal(send(sender, "taker", "abc"), THIMBLE_OK);
  assert_int_equal(send(sender, "taker", "de"), THIMBLE_OK);
  assert_int_equal(send(sender, "idle", "f"), THIMBLE_OK);
  assert_int_equal(thimble_poll(&device.host), 0);
  device_expect("idle=1 taker=3 ");
  assert_int_equal(thimble_poll(&device.host), UINT32_MAX);
  device_expect("taker=2 ");
  assert_int_equal(thimble_poll(&device.host), UINT32_MAX);
  device_expect("");
}

/* A container that does not take its messages, or fails before it does, loses them one by one: so
 * it neither keeps the device awake nor blocks its senders. */
static void who_takes_none_loses_the_oldest(void **state) {
  (void)state;
  const struct image_parts fails = {
      .name = "idle", .hook = "message", TEXT(MOVE(1, 0), LOAD8(0, 1, 0), EXIT)};
  device_reset();
  start_two();
  receiver = device_install(TENANT_ONE, &fails);
  device.trace[0] = '\0';
  assert_int_equal(send(sender, "idle", "1"), THIMBLE_OK);
  assert_int_equal(send(sender, "idle", "2"), THIMBLE_OK);
  assert_int_equal(thimble_poll(&device.host), 0);
  assert_int_equal(receiver->messages, 1);
  expect_message(receiver, 32, "2");
  device_expect("idle! ");
}

static int64_t send_another(void) {
  return send(sender, "idle", "2");
}

/* It is the message that waited before the run, not one that has come into its place since. */
static void who_takes_one_loses_none(void **state) {
  (void)state;
  const struct image_parts parts = {
      .name = "idle",
      .hook = "message",
      .grants = 1u << THIMBLE_GRANT_MESSAGE,
      TEXT(COPY(1, 10), ADD(1, -32), MOVE(2, 32), CALL(20), CALL(CALLBACK), EXIT)};
  device_reset();
  device.callback = send_another;
  start_two();
  receiver = device_install(TENANT_ONE, &parts);
  assert_int_equal(send(sender, "idle", "1"), THIMBLE_OK);
  assert_int_equal(thimble_poll(&device.host), 0);
  expect_message(receiver, 32, "2");
}

static void a_throttled_receiver_keeps_its_messages(void **state) {
  (void)state;
  device_reset();
  device.policies[TENANT_ONE].fuel_per_second = 5;
  start_two();
  receiver = device_install(TENANT_ONE, &takes);
  device.trace[0] = '\0';
  assert_int_equal(send(sender, "taker", "1"), THIMBLE_OK);
  assert_int_equal(send(sender, "taker", "2"), THIMBLE_OK);
  uint32_t wait = thimble_poll(&device.host);
  device_expect("taker=1 ");
  assert_in_range(wait, 1000, 60000); /* the call of the binding alone costs 40 */
  device.now_ms += wait - 1;
  assert_int_equal(thimble_poll(&device.host), 1);
  device_expect("");
  device.now_ms += 1;
  assert_int_equal(thimble_poll(&device.host), UINT32_MAX);
  device_expect("taker=1 ");
}

/* A debt of more than 49 days: UINT32_MAX would mean that there is nothing to do, ever. */
static void a_long_debt_is_not_for_ever(void **state) {
  (void)state;
  device_reset();
  start_two();
  receiver = device_install(TENANT_ONE, &takes);
  thimble_rate_start(&receiver->fuel, 1, device.now_ms);
  thimble_rate_use(&receiver->fuel, THIMBLE_FUEL_MAXIMUM);
  assert_int_equal(send(sender, "taker", "1"), THIMBLE_OK);
  assert_int_equal(thimble_poll(&device.host), UINT32_MAX - 1);
}

static void a_stopped_receiver_keeps_its_messages(void **state) {
  (void)state;
  device_reset();
  start_two();
  receiver = device_install(TENANT_ONE, &takes);
  assert_int_equal(thimble_stop(&device.host, receiver), THIMBLE_OK);
  device.trace[0] = '\0';
  assert_int_equal(send(sender, "taker", "1"), THIMBLE_OK);
  assert_int_equal(thimble_poll(&device.host), UINT32_MAX);
  assert_int_equal(thimble_start(&device.host, receiver), THIMBLE_OK);
  thimble_poll(&device.host);
  device_expect("start:taker taker=1 ");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(messages_arrive_in_their_order),
      cmocka_unit_test(the_order_outlives_a_wrap),
      cmocka_unit_test(a_message_has_so_many_bytes),
      cmocka_unit_test(only_others_of_the_tenant_can_be_reached),
      cmocka_unit_test(nobody_takes_all_the_messages),
      cmocka_unit_test(a_tenant_may_have_no_messages),
      cmocka_unit_test(the_hosts_messages_may_be_fewer),
      cmocka_unit_test(messages_go_with_their_receiver),
      cmocka_unit_test(messages_outlive_their_sender),
      cmocka_unit_test(containers_send_and_receive),
      cmocka_unit_test(each_message_is_a_run),
      cmocka_unit_test(who_takes_none_loses_the_oldest),
      cmocka_unit_test(who_takes_one_loses_none),
      cmocka_unit_test(a_throttled_receiver_keeps_its_messages),
      cmocka_unit_test(a_long_debt_is_not_for_ever),
      cmocka_unit_test(a_stopped_receiver_keeps_its_messages),
  };
  return cmocka_run_group_tests_name("messages", tests, NULL, NULL);
}
