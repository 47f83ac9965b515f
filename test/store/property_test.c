/* SPDX-License-Identifier: Apache-2.0 */
/* property_test.c: a store does what its model does, over thousands of random steps. */
#include <stdio.h>

#include "seeds.h"
#include "store/model.h"
#include "unit.h"

enum {
  IS_COMPUTER = UINTPTR_MAX > UINT32_MAX,
  SEEDS = IS_COMPUTER ? 4 : 1,
  STEPS = IS_COMPUTER ? 1000 : 250
};

static struct model_device device;

static void run(uint32_t seed) {
  for (uint32_t i = 0; i < device_geometry_count; i++) {
    struct random random;
    printf("seed %u, program size %u\n", (unsigned)seed,
           (unsigned)device_geometries[i].program_size);
    random_start(&random, seed);
    model_device_start(&device, &device_geometries[i], seed);
    for (uint32_t step = 0; step < STEPS; step++) {
      model_device_step(&device, &random);
      if (random_once_in(&random, 20))
        model_device_restart(&device);
      if (random_once_in(&random, 40))
        model_device_damage(&device, &random);
    }
    assert_true(device.device.store.journal.sequence > 3); /* so it was rewritten */
    model_device_restart(&device);
  }
}

static void a_store_is_like_its_model(void **state) {
  (void)state;
  for_each_seed(SEEDS, run);
  printf("%u steps, %u changes\n", (unsigned)device.steps, (unsigned)device.changes);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_store_is_like_its_model)};
  return cmocka_run_group_tests_name("store: properties", tests, NULL, NULL);
}
