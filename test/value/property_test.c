/* SPDX-License-Identifier: Apache-2.0 */
/* property_test.c: thousands of random steps on a store and on a model of it agree, with random
 * quotas, in a store that is as small as its contract allows. */
#include <stdio.h>
#include <string.h>

#include "seeds.h"
#include "unit.h"
#include "value/model.h"

enum {
  SEEDS = UINTPTR_MAX > UINT32_MAX ? 12 : 2, /* a board is emulated slowly */
  STEPS = 3000,
  GUARD = 0xa5
};

static uint8_t bytes[4096];
static struct thimble_key_value_quota quotas[MODEL_SPACES];
static struct thimble_key_value_store store;
static struct thimble_key_value_space spaces[MODEL_SPACES];
static uint64_t thousandths[MODEL_SPACES]; /* of writes that a space may make */

static void choose_quota(struct random *random, struct thimble_key_value_quota *quota) {
  static const uint16_t rates[] = {0, 1, 7, 300};
  quota->entries = (uint16_t)random_below(random, MODEL_KEYS + 1);
  quota->bytes = (uint16_t)random_below(random, 400);
  quota->writes_per_second = rates[random_below(random, COUNT(rates))];
}

/* Returns the size of the store: the sum of what its spaces need. */
static uint32_t start(struct random *random) {
  uint32_t size = 0;
  for (uint32_t i = 0; i < MODEL_SPACES; i++) {
    choose_quota(random, &quotas[i]);
    size += thimble_key_value_need(&quotas[i]);
  }
  assert_true(size <= sizeof bytes);
  memset(bytes, GUARD, sizeof bytes);
  thimble_key_value_start(&store, bytes, size);
  for (uint32_t i = 0; i < MODEL_SPACES; i++) {
    thimble_key_value_space_start(&spaces[i], &store, &quotas[i], model_tenant(i),
                                  model_container(i), 0);
    thousandths[i] = quotas[i].writes_per_second * 1000u;
  }
  return size;
}

static void let_time_pass(uint32_t milliseconds) {
  for (uint32_t i = 0; i < MODEL_SPACES; i++) {
    uint64_t full = quotas[i].writes_per_second * 1000u;
    uint64_t now = thousandths[i] + (uint64_t)milliseconds * quotas[i].writes_per_second;
    thousandths[i] = now < full ? now : full;
  }
}

/* What the step shall answer; `after` is the model afterwards. */
static enum thimble_result expect(const struct model *model, const struct model_step *step,
                                  struct model *after) {
  const struct thimble_key_value_quota *quota = &quotas[step->space];
  bool is_writable = quota->writes_per_second == 0 || thousandths[step->space] >= 1000;
  *after = *model;
  model_apply(after, step);
  if (step->operation == MODEL_ERASE)
    return THIMBLE_OK;
  if (step->operation == MODEL_DELETE && !model->entries[step->space][step->key].is_there)
    return THIMBLE_ERROR_NOT_FOUND;
  if (!is_writable)
    return THIMBLE_ERROR_QUOTA;
  if (step->operation == MODEL_SET && (model_count(after, step->space) > quota->entries ||
                                       model_bytes(after, step->space) > quota->bytes))
    return THIMBLE_ERROR_QUOTA;
  if (quota->writes_per_second != 0)
    thousandths[step->space] -= 1000;
  return THIMBLE_OK;
}

static void check_guard(uint32_t size) {
  for (uint32_t i = size; i < sizeof bytes; i++)
    assert_int_equal(bytes[i], GUARD);
}

static void run(uint32_t seed) {
  struct random random;
  struct model model = {0}, after;
  struct model_step step;
  uint64_t now = 0;
  printf("seed %u\n", (unsigned)seed);
  random_start(&random, seed);
  uint32_t size = start(&random);
  for (uint32_t i = 0; i < STEPS; i++) {
    uint32_t pause = random_once_in(&random, 10) ? random_below(&random, 2000) : 0;
    now += pause;
    let_time_pass(pause);
    model_choose(&random, MODEL_KEYS, THIMBLE_VALUE_MAXIMUM, &step);
    enum thimble_result expected = expect(&model, &step, &after);
    assert_int_equal(model_perform(&step, spaces, now), expected);
    if (expected == THIMBLE_OK)
      model = after;
    assert_true(model_agrees(&model, spaces, MODEL_SPACES));
    assert_true(store.used <= size);
  }
  check_guard(size);
}

static void a_store_is_like_its_model(void **state) {
  (void)state;
  for_each_seed(SEEDS, run);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_store_is_like_its_model)};
  return cmocka_run_group_tests_name("values: properties", tests, NULL, NULL);
}
