/* SPDX-License-Identifier: Apache-2.0 */
/* power_cut_test.c: the power goes at every single operation of the flash, torn in every way, while
 * an order is carried out. After the restart the device is as before the order or as after it: the
 * containers run, or are stopped or gone, as one of both says, and nothing is damaged. */
#include <string.h>

#include "unit.h"
#include "update/agent.h"

enum {
  SUBJECTS = 3
};

/* What can be seen of the device. */
struct picture {
  int64_t values[SUBJECTS];
  bool has_bolt;
};

static struct picture look(void) {
  static const char *const names[SUBJECTS] = {"a", "b", "d"};
  struct picture picture = {
      .has_bolt = thimble_find_tenant(&agent.host,
                                      (struct thimble_bytes){(const uint8_t *)"bolt", 4}) != NULL};
  for (uint32_t i = 0; i < SUBJECTS; i++)
    picture.values[i] = agent_value("acme", names[i]);
  return picture;
}

static bool equal(const struct picture *left, const struct picture *right) {
  for (uint32_t i = 0; i < SUBJECTS; i++)
    if (left->values[i] != right->values[i])
      return false;
  return left->has_bolt == right->has_bolt;
}

/* One kind of order, on a device that has a (of two versions) and b. */
struct scene {
  enum suit_operation operation;
  const char *tenant, *container;
  bool is_stopped; /* a, before */
  uint32_t before; /* further orders before, which fill the journal */
  bool takes_hooks;
};

static void prepare(const struct scene *scene, uint32_t seed) {
  agent_start(seed);
  agent_let_in("acme");
  agent_install("acme", "b", 9);
  agent_install("acme", "a", 1);
  agent_install("acme", "a", 2);
  for (uint32_t i = 0; i < scene->before; i++)
    agent_install("acme", "b", 10 + (int32_t)i);
  if (scene->is_stopped)
    agent_do(SUIT_STOP, "acme", "a");
}

static enum thimble_refusal perform(const struct scene *scene) {
  struct image_file file;
  uint8_t record[THIMBLE_RECORD_MAXIMUM];
  struct suit_order order = agent_order(scene->operation, scene->tenant, scene->container);
  if (scene->operation == SUIT_INSTALL)
    order.payload = scene->container != NULL
                        ? agent_image(&file, scene->container, 3)
                        : agent_record(record, scene->tenant, !scene->takes_hooks);
  return agent_push(&order, scene->container != NULL ? ACME : OWNER);
}

/* Cuts at the operation `at`. False: the order needs no more than that. */
static bool cut(const struct scene *scene, uint32_t at, enum ram_flash_tear tear, uint32_t *seen) {
  prepare(scene, at);
  struct picture before = look();
  ram_flash_cut_after(&agent.ram, at, tear);
  (void)perform(scene);
  bool was_cut = agent.ram.is_off;
  assert_int_equal(agent_restart(), THIMBLE_OK);
  struct picture now = look();
  assert_int_equal(agent.store.damaged, 0);
  (void)perform(scene); /* again, whatever has become of it: what the order wants is there */
  struct picture after = look();
  bool is_old = equal(&now, &before), is_new = equal(&now, &after);
  assert_true(is_old || is_new);
  *seen |= (is_old ? 1u : 0) | (is_new ? 2u : 0);
  return was_cut;
}

static void test(const struct scene *scene) {
  for (enum ram_flash_tear tear = 0; tear < RAM_FLASH_TEARS; tear++) {
    uint32_t seen = 0, at = 1;
    while (cut(scene, at, tear, &seen))
      at++;
    assert_true(at > 1);
    assert_true((seen & 2) != 0); /* after an operation that was complete it may be all there is */
    if (tear == RAM_FLASH_NOTHING)
      assert_int_equal(seen, 3);
  }
}

#define SCENE(name, order, owner, subject, ...)                                        \
  static void test_##name(void **state) {                                              \
    const struct scene scene = {                                                       \
        .operation = (order), .tenant = (owner), .container = (subject), __VA_ARGS__}; \
    (void)state;                                                                       \
    test(&scene);                                                                      \
  }
SCENE(install, SUIT_INSTALL, "acme", "d", .is_stopped = false)
SCENE(replace, SUIT_INSTALL, "acme", "a", .is_stopped = false)
SCENE(remove, SUIT_REMOVE, "acme", "a", .is_stopped = false)
SCENE(stop, SUIT_STOP, "acme", "a", .is_stopped = false)
SCENE(start, SUIT_START, "acme", "a", .is_stopped = true)
SCENE(new_tenant, SUIT_INSTALL, "bolt", NULL, .is_stopped = false)
SCENE(policy, SUIT_INSTALL, "acme", NULL, .takes_hooks = true)

SCENE(roll_back, SUIT_ROLL_BACK, "acme", "a", .is_stopped = false)

/* Somewhere among these the journal goes on in its other bank while the order is carried out. */
static void test_compaction(void **state) {
  struct scene scene = {.operation = SUIT_INSTALL, .tenant = "acme", .container = "a"};
  bool has_moved = false;
  (void)state;
  for (scene.before = 0; scene.before < 30; scene.before++) {
    prepare(&scene, 1);
    uint32_t bank = agent.store.journal.sequence;
    (void)perform(&scene);
    if (agent.store.journal.sequence == bank)
      continue;
    has_moved = true;
    test(&scene);
  }
  assert_true(has_moved);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_install),    cmocka_unit_test(test_replace),
      cmocka_unit_test(test_remove),     cmocka_unit_test(test_stop),
      cmocka_unit_test(test_start),      cmocka_unit_test(test_new_tenant),
      cmocka_unit_test(test_policy),     cmocka_unit_test(test_roll_back),
      cmocka_unit_test(test_compaction),
  };
  agent_make_keys();
  return cmocka_run_group_tests(tests, NULL, NULL);
}
