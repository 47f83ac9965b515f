/* SPDX-License-Identifier: Apache-2.0 */
/* post_test.c: the queue between interrupt handlers and the main loop. It has four places. */
#include <string.h>

#include "host/device.h"
#include "unit.h"

static enum thimble_result post(int32_t value) {
  const struct thimble_context_sample sample = {.value = value};
  return thimble_post(&device.host, &device.hooks[HOOK_ALL], &sample);
}

/* A container that returns the first number of its context. */
static const struct image_parts reads = {TEXT(LOAD32(0, 1, 0), EXIT)};

static void start_reading(void) {
  device_restart();
  device_install(TENANT_ONE, &reads);
  device_expect("+a ");
}

static void posts_wait_for_the_main_loop(void **state) {
  (void)state;
  start_reading();
  assert_int_equal(post(1), THIMBLE_OK);
  assert_int_equal(post(2), THIMBLE_OK);
  device_expect("");
  assert_int_equal(thimble_poll(&device.host), UINT32_MAX);
  device_expect("a=1 a=2 ");
  thimble_poll(&device.host);
  device_expect("");
}

static void a_full_queue_drops_and_counts(void **state) {
  (void)state;
  start_reading();
  for (int32_t i = 0; i < POSTS; i++)
    assert_int_equal(post(i), THIMBLE_OK);
  assert_int_equal(post(9), THIMBLE_ERROR_NO_MEMORY);
  assert_int_equal(post(9), THIMBLE_ERROR_NO_MEMORY);
  assert_int_equal(device.host.posts_dropped, 2);
  thimble_poll(&device.host);
  device_expect("a=0 a=1 a=2 a=3 ");
  assert_int_equal(post(5), THIMBLE_OK);
  thimble_poll(&device.host);
  device_expect("a=5 ");
}

/* Every way for the first place to lie in the ring, many times round, in queues of 1, 2 and 4. */
static void the_ring_goes_round(void **state) {
  (void)state;
  for (uint32_t count = 1; count <= POSTS; count *= 2) {
    device_reset();
    device.host.post_count = count;
    device_start();
    device_install(TENANT_ONE, &reads);
    device.trace[0] = '\0';
    for (uint32_t round = 0; round < 20; round++)
      for (uint32_t fill = 1; fill <= count; fill++) {
        char expected[64] = "";
        for (uint32_t i = 0; i < fill; i++) {
          assert_int_equal(post((int32_t)i), THIMBLE_OK);
          memcpy(expected + 4 * i, (char[]){'a', '=', (char)('0' + i), ' ', '\0'}, 5);
        }
        assert_int_equal(post(9) == THIMBLE_OK, fill < count);
        if (fill < count)
          memcpy(expected + 4 * fill, "a=9 ", 5);
        thimble_poll(&device.host);
        device_expect(expected);
      }
  }
}

/* Numbers of posts wrap where 2^32 of them were made: start shortly before. */
static void the_numbers_of_posts_wrap(void **state) {
  (void)state;
  const uint32_t start = 0u - 6;
  start_reading();
  device.host.post_head = start;
  device.host.post_tail = start;
  for (uint32_t number = start; number - start < POSTS; number++)
    device.posts[number % POSTS].turn = 2 * number;
  for (int32_t i = 0; i < 20; i++) {
    assert_int_equal(post(1), THIMBLE_OK);
    assert_int_equal(post(2), THIMBLE_OK);
    assert_int_equal(post(3), THIMBLE_OK);
    thimble_poll(&device.host);
    device_expect("a=1 a=2 a=3 ");
  }
}

static void a_host_may_have_no_queue(void **state) {
  (void)state;
  device_reset();
  device.host.post_count = 0;
  device_start();
  assert_int_equal(post(1), THIMBLE_ERROR_NO_MEMORY);
  assert_int_equal(device.host.posts_dropped, 1);
  assert_int_equal(thimble_poll(&device.host), UINT32_MAX);
}

static void a_large_context_cannot_be_posted(void **state) {
  (void)state;
  uint8_t context[THIMBLE_POST_MAXIMUM + 1] = {0};
  device_reset();
  device.types[HOOK_FIRST].context_length = THIMBLE_POST_MAXIMUM;
  device.types[HOOK_STRICT].context_length = THIMBLE_POST_MAXIMUM + 1;
  device_start();
  assert_int_equal(thimble_post(&device.host, &device.hooks[HOOK_FIRST], context), THIMBLE_OK);
  assert_int_equal(thimble_post(&device.host, &device.hooks[HOOK_STRICT], context),
                   THIMBLE_ERROR_LIMIT);
  assert_int_equal(thimble_post(&device.host, &device.hooks[HOOK_OTHER], NULL), THIMBLE_OK);
  assert_int_equal(device.host.posts_dropped, 0);
}

static int64_t post_again(void) {
  return post(device.now_ms < 1003 ? (int32_t)++device.now_ms : 0) == THIMBLE_OK;
}

/* A run may post. One poll does no more than the queue holds, so such containers cannot keep it
 * for ever. */
static void a_poll_ends(void **state) {
  (void)state;
  const struct image_parts posts = {TEXT(CALL(CALLBACK), EXIT)};
  device_restart();
  device_install(TENANT_ONE, &posts);
  device.callback = post_again;
  assert_int_equal(post(0), THIMBLE_OK);
  assert_int_equal(thimble_poll(&device.host), 0);
  device_expect("+a a=1 a=1 a=1 a=1 ");
}

/* A post whose handler was interrupted in the middle is not taken, and keeps the device awake. */
static void an_unfinished_post_is_waited_for(void **state) {
  (void)state;
  start_reading();
  assert_int_equal(post(1), THIMBLE_OK);
  device.posts[0].turn--;
  assert_int_equal(post(2), THIMBLE_OK);
  assert_int_equal(thimble_poll(&device.host), 0);
  device_expect("");
  device.posts[0].turn++;
  assert_int_equal(thimble_poll(&device.host), UINT32_MAX);
  device_expect("a=1 a=2 ");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(posts_wait_for_the_main_loop),
      cmocka_unit_test(a_full_queue_drops_and_counts),
      cmocka_unit_test(the_ring_goes_round),
      cmocka_unit_test(the_numbers_of_posts_wrap),
      cmocka_unit_test(a_host_may_have_no_queue),
      cmocka_unit_test(a_large_context_cannot_be_posted),
      cmocka_unit_test(a_poll_ends),
      cmocka_unit_test(an_unfinished_post_is_waited_for),
  };
  return cmocka_run_group_tests_name("posts", tests, NULL, NULL);
}
