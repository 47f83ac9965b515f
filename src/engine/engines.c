/* SPDX-License-Identifier: Apache-2.0 */
/* engines.c: the only list of engines. A new engine is a folder and a line here, and
 * one in lend.c if it can take memory that is lent. */
#include "engine/engines.h"

#include "engine/ebpf/engine.h"
#include "engine/wasm/engine.h"

static const struct thimble_engine *const engines[] = {
    &thimble_engine_ebpf,
    &thimble_engine_wasm,
};

const struct thimble_engine *thimble_engine_find(uint32_t number) {
  for (uint32_t i = 0; i < sizeof engines / sizeof engines[0]; i++)
    if (engines[i]->number == number)
      return engines[i];
  return NULL;
}
