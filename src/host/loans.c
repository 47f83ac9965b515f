/* SPDX-License-Identifier: Apache-2.0 */
/* loans.c: see loans.h. An engine that gives a loan to its containers directly compares it with all
 * that they have once more. */
#include "host/loans.h"

#include <stddef.h>

#include "base/overlap.h"
#include "host/hook_list.h"

static bool is_in(const struct thimble_loan *loan, const void *bytes, size_t size) {
  return size > 0 && thimble_overlap(bytes, (uint32_t)size, loan->bytes, loan->length);
}

static bool is_in_containers(const struct thimble_host *host, const struct thimble_loan *loan) {
  bool found = is_in(loan, host->memory.data, host->memory.size);
  for (uint32_t i = 0; i < host->hook_count; i++) {
    const struct thimble_memory *memory = &host->hooks[i]->arena->memory;
    found |= is_in(loan, memory->data, memory->size);
  }
  return found;
}

static bool is_in_earlier(const struct thimble_firing *firing, uint32_t number) {
  const struct thimble_loan *loans = firing->loans;
  bool found = false;
  for (uint32_t i = 0; i < number; i++)
    found |= is_in(&loans[number], loans[i].bytes, loans[i].length);
  return found;
}

static bool are_free(const struct thimble_host *host, const struct thimble_hook *hook,
                     const struct thimble_firing *firing) {
  for (uint32_t i = 0; i < firing->loan_count; i++)
    if (firing->loans[i].length == 0 || is_in_earlier(firing, i) ||
        is_in(&firing->loans[i], firing->context, hook->type->context_length) ||
        is_in_containers(host, &firing->loans[i]))
      return false;
  return true;
}

/* A container whose engine can take none has the bindings to reach lent memory. */
static enum thimble_result lend_to(struct thimble_container *container,
                                   const struct thimble_firing *firing) {
  enum thimble_result result = THIMBLE_OK;
  uint32_t slot;
  container->caller.loans = firing->loans;
  container->caller.loan_count = firing->loan_count;
  for (uint32_t i = 0; i < firing->loan_count && result == THIMBLE_OK; i++)
    result = thimble_lend(&container->instance, &firing->loans[i], &slot);
  return result == THIMBLE_ERROR_UNSUPPORTED ? THIMBLE_OK : result;
}

void thimble_loans_reclaim(const struct thimble_hook *hook) {
  struct thimble_container *container = thimble_hook_first(hook);
  for (; container != NULL; container = container->next) {
    thimble_reclaim(&container->instance);
    container->caller.loan_count = 0;
  }
}

enum thimble_result thimble_loans_lend(const struct thimble_host *host,
                                       const struct thimble_hook *hook,
                                       const struct thimble_firing *firing) {
  if (firing->loan_count > THIMBLE_LOANS || !are_free(host, hook, firing))
    return THIMBLE_ERROR_INVALID;
  enum thimble_result result = THIMBLE_OK;
  struct thimble_container *container = thimble_hook_first(hook);
  for (; container != NULL && result == THIMBLE_OK; container = container->next)
    result = lend_to(container, firing);
  if (result != THIMBLE_OK)
    thimble_loans_reclaim(hook);
  return result;
}
