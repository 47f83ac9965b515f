/* SPDX-License-Identifier: Apache-2.0 */
/* power_cut_test.c: whatever a power cut or a fault leaves in the flash, the store has what it had
 * before the change in progress or what it should have after it: nothing else, nothing between, and
 * everything that is written later works. */
#include <stdio.h>

#include "seeds.h"
#include "store/model.h"
#include "unit.h"

enum {
  /* A board is emulated some twenty times slower: there it is one operation in many. */
  IS_COMPUTER = UINTPTR_MAX > UINT32_MAX,
  SEEDS = IS_COMPUTER ? 2 : 1,
  STRIDE = IS_COMPUTER ? 1 : 37,
  STEPS = IS_COMPUTER ? 60 : 40,
  STEPS_AFTER = 15,
  CUTS_IN_A_ROW = IS_COMPUTER ? 300 : 10
};

static struct model_device device;
static uint32_t operations_cut, cases;

static void start(const struct device_geometry *geometry, uint32_t seed, struct random *random) {
  random_start(random, seed);
  model_device_start(&device, geometry, seed);
}

/* The same steps for each seed, cut at this operation (0: none). Soon after that the power goes
 * again, in what comes next. Returns how many operations there were before the first cut. */
static uint32_t run(const struct device_geometry *geometry, uint32_t seed, uint32_t cut_at,
                    enum ram_flash_tear tear) {
  struct random random;
  start(geometry, seed, &random);
  if (cut_at != 0)
    ram_flash_cut_after(&device.device.ram, cut_at, tear);
  for (uint32_t i = 0; i < STEPS && !device.device.ram.is_off; i++)
    model_device_step(&device, &random);
  uint32_t operations = device.device.ram.operations;
  model_device_restart(&device);
  ram_flash_cut_after(&device.device.ram, 1 + cut_at % 11,
                      (enum ram_flash_tear)((cut_at + tear) % RAM_FLASH_TEARS));
  for (uint32_t i = 0; i < STEPS_AFTER && !device.device.ram.is_off; i++)
    model_device_step(&device, &random);
  model_device_restart(&device);
  for (uint32_t i = 0; i < STEPS_AFTER; i++)
    model_device_step(&device, &random);
  model_device_restart(&device);
  return operations;
}

static void cut_each_operation(uint32_t seed) {
  for (uint32_t i = 0; i < device_geometry_count; i++) {
    const struct device_geometry *geometry = &device_geometries[i];
    uint32_t operations = run(geometry, seed, 0, RAM_FLASH_NOTHING);
    assert_true(device.device.store.journal.sequence >= 2); /* so it was rewritten */
    printf("seed %u, program size %u: %u operations\n", (unsigned)seed,
           (unsigned)geometry->program_size, (unsigned)operations);
    for (uint32_t cut_at = 1; cut_at <= operations; cut_at += STRIDE) {
      operations_cut++;
      for (uint32_t tear = 0; tear < RAM_FLASH_TEARS; tear++) {
        assert_int_equal(run(geometry, seed, cut_at, (enum ram_flash_tear)tear), cut_at);
        cases++;
      }
    }
  }
}

/* On a board, and with one seed, it is chance which. */
static void expect_all_kinds(void) {
  for (uint32_t i = THIMBLE_STORE_INSTALL; i <= THIMBLE_STORE_FORGET; i++) {
    printf("cut in operation %u: %u\n", (unsigned)i, (unsigned)device.cut_in[i]);
    assert_true(device.cut_in[i] > 0 || !IS_COMPUTER);
  }
  printf("cut in a batch: %u, in begin: %u\n", (unsigned)device.cut_in_batch,
         (unsigned)device.cut_in_begin);
  assert_true((device.cut_in_batch > 0 && device.cut_in_begin > 0) || !IS_COMPUTER);
}

static void each_operation_may_be_cut(void **state) {
  (void)state;
  for_each_seed(SEEDS, cut_each_operation);
  if (board_setting("THIMBLE_TEST_SEED") == NULL)
    expect_all_kinds();
  printf("%u operations cut, %u cases\n", (unsigned)operations_cut, (unsigned)cases);
}

/* Runs until the power goes, at a random moment of the steps. */
static void run_to_cut(struct random *random) {
  enum ram_flash_tear tear = (enum ram_flash_tear)random_below(random, RAM_FLASH_TEARS);
  ram_flash_cut_after(&device.device.ram, 1 + random_below(random, 60), tear);
  for (uint32_t i = 0; i < STEPS && !device.device.ram.is_off; i++)
    model_device_step(&device, random);
  model_device_restart(&device);
}

static void cut_often(uint32_t seed) {
  for (uint32_t i = 0; i < device_geometry_count; i++) {
    struct random random;
    printf("seed %u, program size %u\n", (unsigned)seed,
           (unsigned)device_geometries[i].program_size);
    start(&device_geometries[i], seed, &random);
    for (uint32_t cut = 0; cut < CUTS_IN_A_ROW; cut++)
      run_to_cut(&random);
  }
}

static void cuts_may_follow_each_other(void **state) {
  (void)state;
  for_each_seed(SEEDS, cut_often);
}

/* An operation fails, with any of its effects, and the device goes on; later the power goes. */
static void fail_often(uint32_t seed) {
  for (uint32_t i = 0; i < device_geometry_count; i++) {
    struct random random;
    printf("seed %u, program size %u\n", (unsigned)seed,
           (unsigned)device_geometries[i].program_size);
    start(&device_geometries[i], seed, &random);
    for (uint32_t round = 0; round < CUTS_IN_A_ROW; round++) {
      device.device.ram.stays_on = true;
      uint32_t faults = 1 + random_below(&random, 3);
      for (uint32_t fault = 0; fault < faults; fault++) {
        ram_flash_cut_after(&device.device.ram, 1 + random_below(&random, 30),
                            (enum ram_flash_tear)random_below(&random, RAM_FLASH_UNSYNCED));
        model_device_step(&device, &random);
        model_device_step(&device, &random);
      }
      device.device.ram.stays_on = false;
      run_to_cut(&random);
    }
  }
}

static void faults_may_precede_a_cut(void **state) {
  (void)state;
  for_each_seed(SEEDS, fail_often);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_operation_may_be_cut),
      cmocka_unit_test(cuts_may_follow_each_other),
      cmocka_unit_test(faults_may_precede_a_cut),
  };
  return cmocka_run_group_tests_name("store: power cuts", tests, NULL, NULL);
}
