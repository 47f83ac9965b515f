/* SPDX-License-Identifier: Apache-2.0 */
/* loan_test.c: what a firing lends to its containers. The engine's part is in ebpf/lend_test.c. */

#include "host/device.h"
#include "unit.h"

static uint8_t packet[64];
static struct thimble_context_sample context;

static enum thimble_result fire(const struct thimble_loan *loans, uint32_t count, int64_t *value) {
  struct thimble_firing firing = {.context = &context, .loans = loans, .loan_count = count};
  enum thimble_result result = thimble_fire(&device.host, &device.hooks[HOOK_ALL], &firing);
  *value = firing.value;
  assert_int_equal(device.locks, 0);
  return result;
}

/* Containers that return, and increment, the first byte of slot 0. */
static const struct image_parts reads = {
    .name = "reads", .order = 2, TEXT(ADDRESS(1, 5, 0), LOAD8(0, 1, 0), EXIT)};
static const struct image_parts adds = {
    .name = "adds",
    .order = 1,
    TEXT(ADDRESS(1, 5, 0), LOAD8(0, 1, 0), ADD(0, 1), STORE8(1, 0, 0), EXIT)};

static void each_container_has_the_loan(void **state) {
  (void)state;
  const struct thimble_loan loan = {packet, sizeof packet, true};
  int64_t value;
  device_restart();
  device_install(TENANT_ONE, &reads);
  device_install(TENANT_ONE, &adds);
  packet[0] = 7;
  assert_int_equal(fire(&loan, 1, &value), THIMBLE_OK);
  device_expect("+reads +adds adds=8 reads=8 ");
  /* Without a loan there is nothing. */
  assert_int_equal(fire(NULL, 0, &value), THIMBLE_OK);
  device_expect("adds! reads! ");
}

static void a_read_only_loan_is_not_written(void **state) {
  (void)state;
  const struct thimble_loan loan = {packet, sizeof packet, false};
  int64_t value;
  device_restart();
  device_install(TENANT_ONE, &reads);
  device_install(TENANT_ONE, &adds);
  packet[0] = 7;
  assert_int_equal(fire(&loan, 1, &value), THIMBLE_OK);
  device_expect("+reads +adds adds! reads=7 ");
}

/* Copies the first byte of slot 0 to its stack, by the binding, and returns it, or the error. */
static const struct image_parts copies = {.name = "copies",
                                          TEXT(MOVE(1, 0), MOVE(2, 0), COPY(3, 10), ADD(3, -8),
                                               MOVE(4, 1), CALL(21), JUMP_IF_NOT(0, 1, 1),
                                               LOAD8(0, 10, -8), EXIT)};

/* Every engine has the bindings. A firing that cannot lend leaves nothing behind for the next one.
 */
static void a_binding_reaches_the_loan_in_its_run_alone(void **state) {
  (void)state;
  const struct thimble_loan loans[] = {{packet, 1, false}, {packet, 0, false}};
  int64_t value;
  device_restart();
  device_install(TENANT_ONE, &copies);
  packet[0] = 7;
  assert_int_equal(fire(loans, 1, &value), THIMBLE_OK);
  assert_int_equal(value, 7);
  assert_int_equal(fire(NULL, 0, &value), THIMBLE_OK);
  assert_int_equal(value, THIMBLE_ERROR_NOT_FOUND);
  assert_int_equal(fire(loans, 2, &value), THIMBLE_ERROR_INVALID);
  assert_int_equal(fire(NULL, 0, &value), THIMBLE_OK);
  assert_int_equal(value, THIMBLE_ERROR_NOT_FOUND);
}

static void slots_stand_in_order(void **state) {
  (void)state;
  const struct thimble_loan loans[] = {
      {packet, 1, false}, {packet + 1, 1, false}, {packet + 2, 1, false}};
  int64_t value;
  for (int32_t slot = 0; slot < 3; slot++) {
    packet[slot] = (uint8_t)(slot + 1);
    const struct image_parts parts = {TEXT(ADDRESS(1, 5 + slot, 0), LOAD8(0, 1, 0), EXIT)};
    device_restart();
    device_install(TENANT_ONE, &parts);
    assert_int_equal(fire(loans, 3, &value), THIMBLE_OK);
    assert_int_equal(value, slot + 1);
  }
}

/* Expects that these cannot be lent, and that nothing ran. */
static void expect_invalid(const struct thimble_loan *loans, uint32_t count) {
  int64_t value;
  assert_int_equal(fire(loans, count, &value), THIMBLE_ERROR_INVALID);
  assert_int_equal(value, 0);
  device_expect("");
}

static void what_overlaps_is_not_lent(void **state) {
  (void)state;
  device_restart();
  device_install(TENANT_ONE, &reads);
  struct thimble_container *container = device_install(TENANT_ONE, &adds);
  device.trace[0] = '\0';
  expect_invalid((struct thimble_loan[]){{packet, 8, true}, {packet + 7, 8, true}}, 2);
  expect_invalid((struct thimble_loan[]){{packet, 0, false}}, 1);
  expect_invalid((struct thimble_loan[]){{(uint8_t *)&context, 1, false}}, 1);
  expect_invalid((struct thimble_loan[]){{(uint8_t *)&context + 11, 8, false}}, 1);
  expect_invalid((struct thimble_loan[]){{device.arena_memory[0], 1, true}}, 1);
  /* Only one of the two containers is in the way, and it is the first or the last to run. */
  expect_invalid((struct thimble_loan[]){{container->memory.data, 1, true}}, 1);
  expect_invalid((struct thimble_loan[]){{device_find("reads")->memory.data, 1, true}}, 1);
  /* What a container elsewhere has, or may get. */
  expect_invalid((struct thimble_loan[]){{device.arena_memory[1] + ARENA - 1, 1, true}}, 1);
  expect_invalid((struct thimble_loan[]){{device.memory + MEMORY - 1, 1, true}}, 1);
  /* None of this has left anything lent. */
  int64_t value;
  assert_int_equal(fire(NULL, 0, &value), THIMBLE_OK);
  device_expect("adds! reads! ");
}

/* Nor does it depend on whether the engine gives loans to its containers directly. */
static void loans_are_compared_for_every_engine(void **state) {
  (void)state;
  const struct thimble_loan fine[] = {{packet, 8, true}, {packet + 8, 8, false}};
  int64_t value;
  device_restart();
  device_install(TENANT_ONE, &(struct image_parts){.module = MODULE("\x41\7")});
  device.trace[0] = '\0';
  expect_invalid((struct thimble_loan[]){{packet, 8, true}, {packet + 7, 8, true}}, 2);
  expect_invalid((struct thimble_loan[]){fine[0], fine[1], {packet + 15, 1, false}}, 3);
  expect_invalid((struct thimble_loan[]){{packet, 0, false}}, 1);
  expect_invalid((struct thimble_loan[]){fine[0], {packet + 4, 0, false}}, 2);
  assert_int_equal(fire(fine, 2, &value), THIMBLE_OK);
  assert_int_equal(value, 7);
}

/* A context of no bytes is nowhere. */
static void an_empty_context_is_in_nobodys_way(void **state) {
  (void)state;
  const struct thimble_loan loan = {packet, 8, false};
  struct thimble_firing firing = {.context = packet + 4, .loans = &loan, .loan_count = 1};
  const struct image_parts parts = {.hook = "other", TEXT(ADDRESS(1, 5, 0), LOAD8(0, 1, 0), EXIT)};
  device_restart();
  device_install(TENANT_ONE, &parts);
  packet[0] = 7;
  assert_int_equal(thimble_fire(&device.host, &device.hooks[HOOK_OTHER], &firing), THIMBLE_OK);
  assert_int_equal(firing.value, 7);
}

static void four_are_too_many(void **state) {
  (void)state;
  const struct thimble_loan loans[] = {
      {packet, 1, false}, {packet + 1, 1, false}, {packet + 2, 1, false}, {packet + 3, 1, false}};
  device_restart();
  device_install(TENANT_ONE, &reads);
  device.trace[0] = '\0';
  expect_invalid(loans, 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_container_has_the_loan),
      cmocka_unit_test(a_read_only_loan_is_not_written),
      cmocka_unit_test(a_binding_reaches_the_loan_in_its_run_alone),
      cmocka_unit_test(slots_stand_in_order),
      cmocka_unit_test(what_overlaps_is_not_lent),
      cmocka_unit_test(loans_are_compared_for_every_engine),
      cmocka_unit_test(an_empty_context_is_in_nobodys_way),
      cmocka_unit_test(four_are_too_many),
  };
  return cmocka_run_group_tests_name("loans", tests, NULL, NULL);
}
