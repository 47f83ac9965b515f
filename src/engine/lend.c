/* SPDX-License-Identifier: Apache-2.0 */
/* lend.c: memory that is lent for one run (thimble/engine.h): the list of the engines that can take
 * it. By number, since the engine itself need not be in this build; and apart from the list of
 * engines, so that a firmware which lends nothing does not carry what lending takes. */
#include <stddef.h>

#include "engine/ebpf/lend.h"

struct lender {
  uint32_t engine; /* enum thimble_engine_number */
  enum thimble_result (*lend)(void *own, const struct thimble_loan *loan, uint32_t *slot);
  void (*reclaim)(void *own);
};

static const struct lender lenders[] = {
    {THIMBLE_ENGINE_EBPF, thimble_ebpf_lend, thimble_ebpf_reclaim},
};

static const struct lender *find(const struct thimble_instance *instance) {
  for (uint32_t i = 0; i < sizeof lenders / sizeof lenders[0]; i++)
    if (lenders[i].engine == instance->engine->number)
      return &lenders[i];
  return NULL;
}

enum thimble_result thimble_lend(const struct thimble_instance *instance,
                                 const struct thimble_loan *loan, uint32_t *slot) {
  const struct lender *lender = find(instance);
  return lender != NULL ? lender->lend(instance->own, loan, slot) : THIMBLE_ERROR_UNSUPPORTED;
}

void thimble_reclaim(const struct thimble_instance *instance) {
  const struct lender *lender = find(instance);
  if (lender != NULL)
    lender->reclaim(instance->own);
}
