/* SPDX-License-Identifier: Apache-2.0 */
/* fire.c: one firing of a hook: which containers run, and what comes of it. */
#include <stddef.h>
#include <thimble/host.h>

#include "host/access.h"
#include "host/hook_list.h"
#include "host/loans.h"
#include "host/run_container.h"

/* What a firing comes to in which nobody decides. */
static void reset(const struct thimble_hook *hook, struct thimble_firing *firing) {
  firing->value = hook->type->default_value;
  if (firing->reply != NULL)
    firing->reply->length = 0;
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

static bool is_meant(const struct thimble_firing *firing,
                     const struct thimble_container *container) {
  return firing->tenant == NULL || firing->tenant == container->tenant;
}

/* Once somebody has decided, the reply is his: the others have none to write. */
static void run_in_order(const struct thimble_hook *hook, struct thimble_firing *firing) {
  struct thimble_container *container = thimble_hook_first(hook);
  bool decided = false;
  for (; container != NULL; container = container->next) {
    struct thimble_reply *reply = decided ? NULL : firing->reply;
    struct thimble_outcome outcome;
    if (is_meant(firing, container) &&
        thimble_run_container(container, firing->context, reply, &outcome) &&
        ends_with(hook, firing, &outcome, &decided))
      return;
  }
}

static enum thimble_result fire(const struct thimble_host *host, const struct thimble_hook *hook,
                                struct thimble_firing *firing) {
  if (hook->arena->running != NULL)
    return THIMBLE_ERROR_BUSY;
  if (firing->loan_count == 0) {
    run_in_order(hook, firing);
    return THIMBLE_OK;
  }
  enum thimble_result result = thimble_loans_lend(host, hook, firing);
  if (result != THIMBLE_OK)
    return result;
  run_in_order(hook, firing);
  thimble_loans_reclaim(hook);
  return THIMBLE_OK;
}

enum thimble_result thimble_fire_containers(struct thimble_host *host, struct thimble_hook *hook,
                                            struct thimble_firing *firing) {
  reset(hook, firing);
  firing->ran = 0;
  firing->failed = 0;
  thimble_host_lock(host);
  enum thimble_result result = fire(host, hook, firing);
  thimble_host_unlock(host);
  return result;
}
