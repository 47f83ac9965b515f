/* SPDX-License-Identifier: Apache-2.0 */
/* seeds.h: the seeds of a test: those from 1 on, or THIMBLE_TEST_SEED alone where that is set (on a
 * computer). */
#ifndef THIMBLE_TEST_SEEDS_H
#define THIMBLE_TEST_SEEDS_H

#include <stdint.h>
#include <stdlib.h>

#include "board/board.h"

/* Calls `run` with each of so many seeds. */
static inline void for_each_seed(uint32_t seeds, void (*run)(uint32_t seed)) {
  const char *setting = board_setting("THIMBLE_TEST_SEED");
  if (setting != NULL) {
    run((uint32_t)strtoul(setting, NULL, 0));
    return;
  }
  for (uint32_t seed = 1; seed <= seeds; seed++)
    run(seed);
}

#endif
