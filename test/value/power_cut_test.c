/* SPDX-License-Identifier: Apache-2.0 */
/* power_cut_test.c: whatever a power cut or a fault leaves in the flash, everything that a change
 * had confirmed is there afterwards, and the change in progress is whole or not there at all. */
#include <stdio.h>

#include "seeds.h"
#include "unit.h"
#include "value/power.h"

enum {
  /* A board is emulated some twenty times slower: there it is one operation in many. */
  IS_COMPUTER = UINTPTR_MAX > UINT32_MAX,
  SEEDS = IS_COMPUTER ? 2 : 1,
  STRIDE = IS_COMPUTER ? 1 : 19,
  STEPS = 120,
  CUTS_IN_A_ROW = IS_COMPUTER ? 150 : 10
};

static const struct power_geometry geometries[] = {
    {1, 256, 2, 2},  {1, 1024, 1, 3}, {4, 512, 1, 2},  {4, 256, 3, 3},  {8, 512, 1, 3},
    {8, 1024, 1, 2}, {32, 512, 1, 2}, {32, 256, 2, 4}, {64, 512, 2, 2},
};

static struct power_device device;
static uint32_t operations_cut, cases;

/* The same steps for each seed, cut at this operation (0: none); then as many more. Returns how
 * many operations there were before the cut. */
static uint32_t run(const struct power_geometry *geometry, uint32_t seed, uint32_t cut_at,
                    enum ram_flash_tear tear) {
  struct random random;
  random_start(&random, seed);
  power_device_start(&device, geometry, seed + cut_at);
  if (cut_at != 0)
    ram_flash_cut_after(&device.ram, cut_at, tear);
  for (uint32_t i = 0; i < STEPS && !device.ram.is_off; i++)
    power_device_step(&device, &random);
  uint32_t operations = device.ram.operations;
  power_device_restart(&device);
  for (uint32_t i = 0; i < STEPS; i++)
    power_device_step(&device, &random);
  power_device_restart(&device);
  return operations;
}

static void cut_each_operation(uint32_t seed) {
  for (uint32_t i = 0; i < COUNT(geometries); i++) {
    printf("seed %u, program size %u\n", (unsigned)seed, (unsigned)geometries[i].program_size);
    uint32_t operations = run(&geometries[i], seed, 0, RAM_FLASH_NOTHING);
    assert_true(device.journal.sequence >= 2); /* so it was rewritten */
    for (uint32_t cut_at = 1; cut_at <= operations; cut_at += STRIDE) {
      operations_cut++;
      for (uint32_t tear = 0; tear < RAM_FLASH_TEARS; tear++) {
        assert_int_equal(run(&geometries[i], seed, cut_at, (enum ram_flash_tear)tear), cut_at);
        cases++;
      }
    }
  }
}

static void each_operation_may_be_cut(void **state) {
  (void)state;
  for_each_seed(SEEDS, cut_each_operation);
  printf("%u operations cut, %u cases\n", (unsigned)operations_cut, (unsigned)cases);
}

/* Runs until the power goes, at a random moment of the steps. */
static void run_to_cut(struct random *random) {
  enum ram_flash_tear tear = (enum ram_flash_tear)random_below(random, RAM_FLASH_TEARS);
  ram_flash_cut_after(&device.ram, 1 + random_below(random, 30), tear);
  for (uint32_t i = 0; i < 2 * STEPS && !device.ram.is_off; i++)
    power_device_step(&device, random);
  power_device_restart(&device);
}

static void cut_often(uint32_t seed) {
  for (uint32_t i = 0; i < COUNT(geometries); i++) {
    struct random random;
    printf("seed %u, program size %u\n", (unsigned)seed, (unsigned)geometries[i].program_size);
    random_start(&random, seed);
    power_device_start(&device, &geometries[i], seed);
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
  for (uint32_t i = 0; i < COUNT(geometries); i++) {
    struct random random;
    printf("seed %u, program size %u\n", (unsigned)seed, (unsigned)geometries[i].program_size);
    random_start(&random, seed);
    power_device_start(&device, &geometries[i], seed);
    for (uint32_t fault = 0; fault < CUTS_IN_A_ROW; fault++) {
      device.ram.stays_on = true;
      uint32_t faults = 1 + random_below(&random, 3);
      for (uint32_t j = 0; j < faults; j++) {
        ram_flash_cut_after(&device.ram, 1 + random_below(&random, 8),
                            (enum ram_flash_tear)random_below(&random, RAM_FLASH_UNSYNCED));
        power_device_step(&device, &random);
        power_device_step(&device, &random);
      }
      device.ram.stays_on = false;
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
  return cmocka_run_group_tests_name("power cuts", tests, NULL, NULL);
}
