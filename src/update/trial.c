/* SPDX-License-Identifier: Apache-2.0 */
/* trial.c: a new version's first runs. The host counts them; whether a version is on trial is in
 * the store, so that both need no keeping here. */
#include "update/state.h"

enum verdict {
  GOES_ON,
  PASSED,
  FAILED,
};

static enum verdict judge(const struct thimble_container *container) {
  const uint32_t *runs = container->statistics.runs;
  uint32_t failed = 0;
  for (uint32_t i = THIMBLE_DONE + 1; i < THIMBLE_OUTCOME_KINDS; i++)
    failed += runs[i];
  if (failed >= THIMBLE_UPDATE_TRIAL_FAILURES || container->state == THIMBLE_CONTAINER_QUARANTINED)
    return FAILED;
  return runs[THIMBLE_DONE] >= THIMBLE_UPDATE_TRIAL_RUNS ? PASSED : GOES_ON;
}

static enum verdict judge_locked(const struct thimble_update *update,
                                 const struct thimble_container *container) {
  if (container == NULL)
    return GOES_ON;
  thimble_update_lock(update);
  enum verdict verdict = judge(container);
  thimble_update_unlock(update);
  return verdict;
}

static bool can_go_back(struct thimble_update *update,
                        const struct thimble_store_component *component,
                        const struct thimble_update_target *target) {
  struct thimble_update_report ignored;
  const struct thimble_store_payload *previous = &component->previous;
  return previous->size > 0 && !previous->is_damaged &&
         thimble_update_image_check(update, target, thimble_store_bytes(update->store, previous),
                                    &ignored) == THIMBLE_REFUSAL_NONE;
}

static enum thimble_result change(struct thimble_update *update,
                                  const struct thimble_store_component *component,
                                  enum thimble_store_operation operation) {
  const struct thimble_store_change change = {.operation = operation,
                                              .component = thimble_update_component_id(component)};
  return thimble_store_commit(update->store, &change, 1);
}

/* Nothing to go back to: the version stays, and the host's own rules apply to it. */
static enum thimble_result roll_back(struct thimble_update *update,
                                     const struct thimble_store_component *component) {
  struct thimble_update_target target =
      thimble_update_target(thimble_update_component_id(component));
  if (!can_go_back(update, component, &target))
    return change(update, component, THIMBLE_STORE_CONFIRM);
  enum thimble_result result = change(update, component, THIMBLE_STORE_ROLL_BACK);
  if (result != THIMBLE_OK)
    return result;
  enum thimble_update_event_kind kind = thimble_update_run(update, component) == THIMBLE_OK
                                            ? THIMBLE_UPDATE_ROLLED_BACK
                                            : THIMBLE_UPDATE_BROKEN;
  thimble_update_tell(update, kind, &target, THIMBLE_REFUSAL_NONE);
  return THIMBLE_OK;
}

static enum thimble_result poll_component(struct thimble_update *update,
                                          const struct thimble_store_component *component) {
  if (component->id_length == 0 || !component->is_on_trial || component->current.is_damaged)
    return THIMBLE_OK;
  switch (judge_locked(update, thimble_update_container(update, component))) {
  case PASSED:
    return change(update, component, THIMBLE_STORE_CONFIRM);
  case FAILED:
    return roll_back(update, component);
  case GOES_ON:
    break;
  }
  return THIMBLE_OK;
}

void thimble_update_poll(struct thimble_update *update) {
  const struct thimble_port *port = update->host->port;
  uint64_t now_ms = port->clock_ms(port->device);
  if (now_ms < update->retry_ms)
    return;
  for (uint32_t i = 0; i < update->store->component_count; i++)
    if (poll_component(update, &update->store->components[i]) != THIMBLE_OK)
      update->retry_ms = now_ms + THIMBLE_UPDATE_RETRY_MS;
}
