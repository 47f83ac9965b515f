/* SPDX-License-Identifier: Apache-2.0 */
/* model_test.c: thousands of random operations on a host and on a model of it (model.h) come to the
 * same: who is there, in which state and order, what ran, what it gave, and how long one may sleep.
 */
#include <stdio.h>
#include <string.h>

#include "host/model.h"
#include "random.h"
#include "seeds.h"
#include "unit.h"

enum {
  STEPS = 3000,
  FUEL = 200
};

static struct model model;

/* An image stays where it is while its container is installed: so there are two for each name. */
static struct image_file images[MODEL_NAMES][2];
static uint32_t image_of[MODEL_NAMES];

#define COUNTER ADDRESS(1, 2, 0), LOAD64(0, 1, 0), ADD(0, 1), STORE64(1, 0, 0)
static const struct image_parts programs[BEHAVIOURS] = {
    [GIVES_0] = {TEXT(MOVE(0, 0), EXIT)},
    [GIVES_1] = {TEXT(MOVE(0, 1), EXIT)},
    [GIVES_2] = {TEXT(MOVE(0, 2), EXIT)},
    [TRAPS] = {TEXT(MOVE(1, 0), LOAD64(0, 1, 0), EXIT)},
    [LOOPS] = {TEXT(JUMP(-1), EXIT)},
    [COUNTS] = {TEXT(COUNTER, EXIT), .zero = 8},
    [STUMBLES] = {TEXT(COUNTER, JUMP_IF_NOT(0, 3, 2), MOVE(1, 0), LOAD64(0, 1, 0), EXIT),
                  .zero = 8},
};

static struct thimble_container *find(uint32_t name) {
  char text[2] = {(char)('a' + (int)name), '\0'};
  return thimble_find(&device.host, &device.tenants[model_tenant_of(name)], bytes_of(text));
}

static struct thimble_bytes make_image(uint32_t name, struct image_parts parts) {
  char text[2] = {(char)('a' + (int)name), '\0'};
  parts.name = text;
  parts.fuel = FUEL;
  return image_put_together(&images[name][1 - image_of[name]], &parts);
}

static enum thimble_result install_image(uint32_t name, struct thimble_bytes image) {
  struct thimble_tenant *tenant = &device.tenants[model_tenant_of(name)];
  enum thimble_result result = thimble_install(&device.host, tenant, image, &device.report);
  if (result == THIMBLE_OK)
    image_of[name] = 1 - image_of[name];
  return result;
}

static void install(struct random *random, uint32_t name) {
  uint32_t hook = random_below(random, MODEL_HOOKS);
  uint32_t order = 1 + random_below(random, 3);
  enum behaviour behaviour = (enum behaviour)random_below(random, BEHAVIOURS);
  struct image_parts parts = programs[behaviour];
  parts.hook = device.types[hook].name;
  parts.order = order;
  enum thimble_result expected = model_install(&model, name, hook, order, behaviour);
  assert_int_equal(install_image(name, make_image(name, parts)), expected);
}

/* Images that are refused at each stage before memory is given. */
static void install_bad(struct random *random, uint32_t name) {
  struct image_parts parts = programs[GIVES_1];
  struct image_parts refused = {TEXT(CALL(CALLBACK - 1), EXIT)};
  uint32_t kind = random_below(random, 3);
  if (kind == 0)
    parts.hook = "none";
  struct thimble_bytes image = make_image(name, kind == 1 ? refused : parts);
  if (kind == 2)
    image.length = random_below(random, image.length);
  assert_int_not_equal(install_image(name, image), THIMBLE_OK);
}

static void change(struct random *random, uint32_t name) {
  static const struct {
    void (*expect)(struct model *model, uint32_t name);
    enum thimble_result (*perform)(struct thimble_host *host, struct thimble_container *container);
  } changes[] = {
      {model_remove, thimble_remove}, {model_stop, thimble_stop}, {model_start, thimble_start}};
  uint32_t kind = random_below(random, COUNT(changes));
  struct thimble_container *container = find(name);
  if (container == NULL)
    return;
  changes[kind].expect(&model, name);
  assert_int_equal(changes[kind].perform(&device.host, container), THIMBLE_OK);
}

static void fire(uint32_t hook) {
  struct thimble_firing expected;
  model_fire(&model, hook, &expected);
  struct thimble_firing firing = device_fire(hook);
  assert_int_equal(firing.value, expected.value);
  assert_int_equal(firing.ran, expected.ran);
  assert_int_equal(firing.failed, expected.failed);
}

static void let_time_pass(struct random *random) {
  device.now_ms += random_below(random, 3 * model.period_ms);
  model.now_ms = device.now_ms;
  uint32_t expected = model_poll(&model);
  assert_int_equal(thimble_poll(&device.host), expected);
}

static void check_container(uint32_t name) {
  const struct model_container *expected = &model.containers[name];
  const struct thimble_container *container = find(name);
  assert_int_equal(container != NULL, expected->is_there);
  if (container == NULL)
    return;
  assert_int_equal(container->state, expected->state);
  assert_int_equal(container->failures_in_row, expected->failures_in_row);
  assert_memory_equal(container->statistics.runs, expected->runs, sizeof expected->runs);
  assert_int_equal(container->statistics.throttled, 0);
}

static void check_list(uint32_t hook) {
  uint32_t names[MODEL_NAMES];
  uint32_t length = model_list(&model, hook, names);
  const struct thimble_container *container = device.hooks[hook].first;
  for (uint32_t i = 0; i < length; i++, container = container->next)
    assert_ptr_equal(container, find(names[i]));
  assert_null(container);
}

static void check_all(void) {
  for (uint32_t name = 0; name < MODEL_NAMES; name++)
    check_container(name);
  for (uint32_t hook = 0; hook < MODEL_HOOKS; hook++)
    check_list(hook);
  device_expect(model.trace);
  model.trace[0] = '\0';
  assert_int_equal(device.locks, 0);
}

static void step(struct random *random) {
  uint32_t name = random_below(random, MODEL_NAMES);
  uint32_t kind = random_below(random, 8);
  if (kind < 2)
    install(random, name);
  else if (kind == 2)
    install_bad(random, name);
  else if (kind == 3)
    change(random, name);
  else if (kind == 4)
    let_time_pass(random);
  else
    fire(random_below(random, HOOK_TIMER));
}

static void start(struct random *random) {
  device_reset();
  model = (struct model){.period_ms = device.types[HOOK_TIMER].period_ms};
  for (uint32_t i = 0; i < TENANTS; i++) {
    model.failures[i] = (uint8_t)random_below(random, 4);
    device.policies[i].failures = model.failures[i];
    device.policies[i].containers = MODEL_TENANT_CONTAINERS;
  }
  device_start();
}

static void run_seed(uint32_t seed) {
  struct random random;
  printf("seed %u\n", (unsigned)seed);
  random_start(&random, seed);
  start(&random);
  for (uint32_t i = 0; i < STEPS; i++) {
    step(&random);
    check_all();
  }
}

static void the_host_does_what_the_model_does(void **state) {
  (void)state;
  for_each_seed(10, run_seed);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_host_does_what_the_model_does)};
  return cmocka_run_group_tests_name("host against its model", tests, NULL, NULL);
}
