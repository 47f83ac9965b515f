/* SPDX-License-Identifier: Apache-2.0 */
/* engines.c: see engines.h. */
#include "engine/engines.h"

#include <stddef.h>

const struct thimble_engine *thimble_engine_find(uint32_t number) {
  const struct thimble_engine *const *engine = thimble_engines;
  while (*engine != NULL && (*engine)->number != number)
    engine++;
  return *engine;
}
