/* SPDX-License-Identifier: Apache-2.0 */
/* fire.c: one firing of a hook: which containers run, and what comes of it. */
#include <stddef.h>
#include <thimble/host.h>

#include "base/overlap.h"
#include "host/access.h"
#include "host/hook_list.h"
#include "host/run_container.h"

/* What a firing comes to in which nobody decides. */
static void reset(const struct thimble_hook *hook, struct thimble_firing *firing) {
  firing->value = hook->type->default_value;
  if (firing->reply != NULL)
    firing->reply->length = 0;
}

static bool overlaps_context(const struct thimble_hook *hook, const struct thimble_firing *firing) {
  uint32_t length = hook->type->context_length;
  for (uint32_t i = 0; i < firing->loan_count && length > 0; i++)
    if (thimble_overlap(firing->loans[i].bytes, firing->loans[i].length, firing->context, length))
      return true;
  return false;
}

static enum thimble_result lend_to(const struct thimble_container *container,
                                   const struct thimble_firing *firing) {
  enum thimble_result result = THIMBLE_OK;
  uint32_t slot;
  for (uint32_t i = 0; i < firing->loan_count && result == THIMBLE_OK; i++)
    result = thimble_lend(&container->instance, &firing->loans[i], &slot);
  return result;
}

static void reclaim(const struct thimble_hook *hook) {
  const struct thimble_container *container = thimble_hook_first(hook);
  for (; container != NULL; container = container->next)
    thimble_reclaim(&container->instance);
}

/* Lends to all containers before the first one runs: either everything can be lent, or nothing has
 * happened. */
static enum thimble_result lend(const struct thimble_hook *hook,
                                const struct thimble_firing *firing) {
  if (firing->loan_count > THIMBLE_LOANS || overlaps_context(hook, firing))
    return THIMBLE_ERROR_INVALID;
  enum thimble_result result = THIMBLE_OK;
  const struct thimble_container *container = thimble_hook_first(hook);
  for (; container != NULL && result == THIMBLE_OK; container = container->next)
    result = lend_to(container, firing);
  if (result != THIMBLE_OK)
    reclaim(hook);
  return result;
}

/* The failure of one container ends the firing; what others decided before it does not count. */
static bool ends_in_error(const struct thimble_hook *hook, struct thimble_firing *firing) {
  firing->failed++;
  if (hook->type->rule != THIMBLE_HOOK_STOP_ON_ERROR)
    return false;
  reset(hook, firing);
  return true;
}

/* Takes a run into account. Returns whether the firing ends with it. */
static bool ends_with(const struct thimble_hook *hook, struct thimble_firing *firing,
                      const struct thimble_outcome *outcome, bool *decided) {
  firing->ran++;
  if (outcome->kind != THIMBLE_DONE)
    return ends_in_error(hook, firing);
  if (*decided || outcome->value == hook->type->default_value)
    return false;
  firing->value = outcome->value;
  *decided = true;
  return hook->type->rule == THIMBLE_HOOK_FIRST;
}

/* Once somebody has decided, the reply is his: the others have none to write. */
static void run_in_order(const struct thimble_hook *hook, struct thimble_firing *firing) {
  struct thimble_container *container = thimble_hook_first(hook);
  bool decided = false;
  for (; container != NULL; container = container->next) {
    struct thimble_reply *reply = decided ? NULL : firing->reply;
    struct thimble_outcome outcome;
    if (thimble_run_container(container, firing->context, reply, &outcome) &&
        ends_with(hook, firing, &outcome, &decided))
      return;
  }
}

static enum thimble_result fire(const struct thimble_hook *hook, struct thimble_firing *firing) {
  if (hook->arena->running != NULL)
    return THIMBLE_ERROR_BUSY;
  if (firing->loan_count == 0) {
    run_in_order(hook, firing);
    return THIMBLE_OK;
  }
  enum thimble_result result = lend(hook, firing);
  if (result != THIMBLE_OK)
    return result;
  run_in_order(hook, firing);
  reclaim(hook);
  return THIMBLE_OK;
}

enum thimble_result thimble_fire_containers(struct thimble_host *host, struct thimble_hook *hook,
                                            struct thimble_firing *firing) {
  reset(hook, firing);
  firing->ran = 0;
  firing->failed = 0;
  thimble_host_lock(host);
  enum thimble_result result = fire(hook, firing);
  thimble_host_unlock(host);
  return result;
}
