/* SPDX-License-Identifier: Apache-2.0 */
/* rate_test.c: a bucket never gives more than its rate, and gives all of it. */
#include <thimble/rate.h>

#include "random.h"
#include "unit.h"

static void starts_full_and_a_second_fills_it(void **state) {
  struct thimble_rate rate;
  (void)state;
  thimble_rate_start(&rate, 3, 5000);
  for (uint32_t i = 0; i < 3; i++) {
    assert_true(thimble_rate_allows(&rate, 5000));
    thimble_rate_use(&rate, 1);
  }
  assert_false(thimble_rate_allows(&rate, 5000));
  assert_int_equal(thimble_rate_wait(&rate, 5000), 334);
  assert_false(thimble_rate_allows(&rate, 5333));
  assert_true(thimble_rate_allows(&rate, 5334));
  assert_int_equal(thimble_rate_wait(&rate, 5334), 0);
  assert_true(thimble_rate_allows(&rate, 6000));
  assert_int_equal(rate.left, 3);
}

static void never_holds_more_than_a_second(void **state) {
  struct thimble_rate rate;
  (void)state;
  thimble_rate_start(&rate, 10, 0);
  assert_true(thimble_rate_allows(&rate, 1000000));
  assert_int_equal(rate.left, 10);
}

static void a_debt_delays_the_next_use(void **state) {
  struct thimble_rate rate;
  (void)state;
  thimble_rate_start(&rate, 1000, 0);
  thimble_rate_use(&rate, 1000 + 5000);
  assert_false(thimble_rate_allows(&rate, 5000));
  assert_int_equal(thimble_rate_wait(&rate, 5000), 1);
  assert_true(thimble_rate_allows(&rate, 5001));
}

static void a_debt_is_bounded(void **state) {
  struct thimble_rate rate;
  (void)state;
  thimble_rate_start(&rate, 1, 0);
  thimble_rate_use(&rate, UINT32_MAX);
  thimble_rate_use(&rate, UINT32_MAX);
  assert_int_equal(rate.left, -(int32_t)THIMBLE_RATE_MAXIMUM);
  assert_int_equal(thimble_rate_wait(&rate, 0), UINT32_MAX);
}

static void a_rate_is_bounded(void **state) {
  struct thimble_rate rate;
  (void)state;
  thimble_rate_start(&rate, UINT32_MAX, 0);
  assert_int_equal(rate.per_second, THIMBLE_RATE_MAXIMUM);
  thimble_rate_use(&rate, UINT32_MAX);
  assert_false(thimble_rate_allows(&rate, 0));
  assert_true(thimble_rate_allows(&rate, UINT32_MAX));
  assert_int_equal(rate.left, THIMBLE_RATE_MAXIMUM);
}

static void without_a_rate_there_is_no_limit(void **state) {
  struct thimble_rate rate;
  (void)state;
  thimble_rate_start(&rate, 0, 0);
  thimble_rate_use(&rate, UINT32_MAX);
  assert_true(thimble_rate_allows(&rate, 0));
  assert_int_equal(thimble_rate_wait(&rate, 0), 0);
}

static void the_clock_may_pass_32_bits(void **state) {
  struct thimble_rate rate;
  (void)state;
  thimble_rate_start(&rate, 1, UINT32_MAX - 100);
  thimble_rate_use(&rate, 1);
  assert_false(thimble_rate_allows(&rate, (uint64_t)UINT32_MAX + 800));
  assert_true(thimble_rate_allows(&rate, (uint64_t)UINT32_MAX + 900));
}

/* How often one may be used in 100 seconds when it is tried at random times. */
static uint32_t use_often(uint32_t per_second, uint32_t longest_pause_ms) {
  struct thimble_rate rate;
  struct random random;
  uint32_t used = 0;
  random_start(&random, per_second);
  thimble_rate_start(&rate, per_second, 0);
  for (uint64_t now = 0; now < 100000; now += random_below(&random, longest_pause_ms + 1)) {
    if (thimble_rate_allows(&rate, now)) {
      thimble_rate_use(&rate, 1);
      used++;
    }
  }
  return used;
}

static void frequent_questions_change_nothing(void **state) {
  static const uint32_t rates[] = {1, 3, 7, 300, 333};
  (void)state;
  for (uint32_t i = 0; i < COUNT(rates); i++) {
    uint32_t used = use_often(rates[i], 1);
    assert_in_range(used, 101 * rates[i] - 1, 101 * rates[i]);
  }
}

static void a_wait_is_as_long_as_it_says(void **state) {
  struct random random;
  (void)state;
  random_start(&random, 1);
  for (uint32_t i = 0; i < 2000; i++) {
    struct thimble_rate rate;
    uint64_t now = random_number(&random) >> 20;
    thimble_rate_start(&rate, 1 + random_below(&random, 5000), now);
    thimble_rate_use(&rate, rate.per_second + random_below(&random, 100000));
    now += random_below(&random, 3);
    uint32_t wait = thimble_rate_wait(&rate, now);
    if (wait > 1)
      assert_false(thimble_rate_allows(&rate, now + wait - 1));
    assert_true(thimble_rate_allows(&rate, now + wait));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(starts_full_and_a_second_fills_it),
      cmocka_unit_test(never_holds_more_than_a_second),
      cmocka_unit_test(a_debt_delays_the_next_use),
      cmocka_unit_test(a_debt_is_bounded),
      cmocka_unit_test(a_rate_is_bounded),
      cmocka_unit_test(without_a_rate_there_is_no_limit),
      cmocka_unit_test(the_clock_may_pass_32_bits),
      cmocka_unit_test(frequent_questions_change_nothing),
      cmocka_unit_test(a_wait_is_as_long_as_it_says),
  };
  return cmocka_run_group_tests_name("rates", tests, NULL, NULL);
}
