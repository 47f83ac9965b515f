/* SPDX-License-Identifier: Apache-2.0 */
/* apply.c: makes the changes of an envelope: one commit, and then what follows from it on the host.
 */
#include "update/state.h"

typedef enum thimble_result result_t;

static bool is_known(const struct thimble_update *update, const uint8_t *signer) {
  for (uint32_t i = 0; i < update->signer_count; i++)
    if (thimble_update_equal((struct thimble_bytes){update->identities[i].id, THIMBLE_STORE_SIGNER},
                             (struct thimble_bytes){signer, THIMBLE_STORE_SIGNER}))
      return true;
  return false;
}

/* A signer that no record names, or null. */
static const uint8_t *find_unknown(const struct thimble_update *update) {
  for (uint32_t i = 0; i < update->store->component_count; i++) {
    const struct thimble_store_component *component = &update->store->components[i];
    if (component->id_length == 0)
      continue;
    for (uint32_t k = 0; k < component->sequence_count; k++)
      if (!is_known(update, component->sequences[k].signer))
        return component->sequences[k].signer;
  }
  return NULL;
}

static result_t forget_one(struct thimble_update *update) {
  const uint8_t *unknown = find_unknown(update);
  uint8_t signer[THIMBLE_STORE_SIGNER];
  if (unknown == NULL)
    return THIMBLE_ERROR_NOT_FOUND;
  for (uint32_t i = 0; i < THIMBLE_STORE_SIGNER; i++)
    signer[i] = unknown[i];
  const struct thimble_store_change change = {.operation = THIMBLE_STORE_FORGET, .signer = signer};
  return thimble_store_commit(update->store, &change, 1);
}

/* Numbers of signers whose key was revoked are kept as long as there is room, so that nothing of
 * theirs is accepted again should the key come back. The loop ends: each turn forgets a signer. */
result_t thimble_update_commit(struct thimble_update *update,
                               const struct thimble_store_change *changes, uint32_t count) {
  result_t result = thimble_store_commit(update->store, changes, count);
  while ((result == THIMBLE_ERROR_QUOTA || result == THIMBLE_ERROR_NO_MEMORY) &&
         forget_one(update) == THIMBLE_OK)
    result = thimble_store_commit(update->store, changes, count);
  return result;
}

/* The first version of a container is not on trial: there is nothing to go back to. */
static bool is_on_trial(const struct thimble_update *update,
                        const struct thimble_update_change *change) {
  const struct thimble_store_component *kept = thimble_store_find(update->store, change->component);
  return thimble_update_target(change->component).kind == THIMBLE_UPDATE_OF_CONTAINER &&
         kept != NULL && thimble_store_active(kept) != NULL;
}

static bool is_stopped(const struct thimble_update_change *change) {
  bool is_container = thimble_update_target(change->component).kind == THIMBLE_UPDATE_OF_CONTAINER;
  return is_container && (!change->is_invoked || change->is_stopped);
}

static result_t commit(struct thimble_update *update) {
  struct thimble_store_change changes[THIMBLE_STORE_BATCH];
  for (uint32_t i = 0; i < update->change_count; i++) {
    const struct thimble_update_change *change = &update->changes[i];
    changes[i] = (struct thimble_store_change){
        .operation = change->operation,
        .component = change->component,
        .payload = &change->payload,
        .is_on_trial = is_on_trial(update, change),
        .is_stopped = is_stopped(change),
        .signer = update->identities[update->envelope.signer].id,
        .sequence = update->suit.sequence,
    };
  }
  return thimble_update_commit(update, changes, update->change_count);
}

result_t thimble_update_run(struct thimble_update *update,
                            const struct thimble_store_component *component) {
  struct thimble_bytes tenant_name, name;
  struct thimble_install_report report;
  const struct thimble_store_payload *active = thimble_store_active(component);
  if (active == NULL || !thimble_update_names(component, &tenant_name, &name))
    return THIMBLE_ERROR_NOT_FOUND;
  struct thimble_tenant *tenant = thimble_find_tenant(update->host, tenant_name);
  if (tenant == NULL)
    return THIMBLE_ERROR_NOT_FOUND;
  struct thimble_bytes image = thimble_store_bytes(update->store, active);
  thimble_update_lock(update); /* so that one that is stopped does not run in between */
  result_t result = thimble_install(update->host, tenant, image, &report);
  if (result == THIMBLE_OK && component->is_stopped)
    result = thimble_stop(update->host, report.container);
  thimble_update_unlock(update);
  return result;
}

/* Under a policy that takes rights away a container goes, with its values. So it does where the
 * host has no memory for a second instance beside the old one, and then comes back. */
static void renew(struct thimble_update *update, const struct thimble_store_component *component,
                  const struct thimble_update_target *target) {
  struct thimble_update_report report = {.result = THIMBLE_OK};
  const struct thimble_store_payload *active = thimble_store_active(component);
  if (active == NULL)
    return;
  struct thimble_bytes image = thimble_store_bytes(update->store, active);
  enum thimble_refusal refusal = thimble_update_image_check(update, target, image, &report);
  if (refusal == THIMBLE_REFUSAL_NONE && thimble_update_run(update, component) == THIMBLE_OK)
    return;
  struct thimble_container *container = thimble_update_container(update, component);
  if (container != NULL)
    (void)thimble_remove(update->host, container);
  if (report.result == THIMBLE_ERROR_NO_MEMORY &&
      thimble_update_run(update, component) == THIMBLE_OK)
    return;
  thimble_update_tell(update, THIMBLE_UPDATE_BROKEN, target, refusal);
}

void thimble_update_tenant_renew(struct thimble_update *update, struct thimble_bytes tenant) {
  for (uint32_t i = 0; i < update->store->component_count; i++) {
    const struct thimble_store_component *component = &update->store->components[i];
    if (component->id_length == 0)
      continue;
    struct thimble_update_target target =
        thimble_update_target(thimble_update_component_id(component));
    if (target.kind == THIMBLE_UPDATE_OF_CONTAINER && thimble_update_equal(target.tenant, tenant))
      renew(update, component, &target);
  }
}

static void apply_tenant(struct thimble_update *update, const struct thimble_update_change *change,
                         const struct thimble_update_target *target) {
  if (change->operation == THIMBLE_STORE_REMOVE) {
    thimble_update_tenant_drop(update, target->tenant);
  } else {
    (void)thimble_update_tenant_take(update, thimble_store_bytes(update->store, &change->payload));
    thimble_update_tenant_renew(update, target->tenant);
  }
  thimble_update_signers_make(update);
  thimble_update_tell(update, THIMBLE_UPDATE_POLICY, target, THIMBLE_REFUSAL_NONE);
}

/* What is there already; one that is not is installed, now that its rights may have come back. */
static result_t apply_present(struct thimble_update *update,
                              const struct thimble_update_change *change,
                              const struct thimble_store_component *component) {
  struct thimble_container *container = thimble_update_container(update, component);
  if (change->operation == THIMBLE_STORE_START)
    return container == NULL ? thimble_update_run(update, component)
                             : thimble_start(update->host, container);
  if (container == NULL)
    return THIMBLE_OK;
  return change->operation == THIMBLE_STORE_STOP ? thimble_stop(update->host, container)
                                                 : thimble_remove(update->host, container);
}

/* The names in an identifier are enough to find what a removed component was. */
static struct thimble_store_component named(const struct thimble_update_change *change) {
  struct thimble_store_component component = {.id_length = (uint8_t)change->component.length};
  for (uint32_t i = 0; i < change->component.length; i++)
    component.id[i] = change->component.data[i];
  return component;
}

static void apply_container(struct thimble_update *update,
                            const struct thimble_update_change *change,
                            const struct thimble_update_target *target) {
  const struct thimble_store_component *kept = thimble_store_find(update->store, change->component);
  const struct thimble_store_component gone = named(change);
  bool comes =
      change->operation == THIMBLE_STORE_INSTALL || change->operation == THIMBLE_STORE_ROLL_BACK;
  const struct thimble_store_component *component = kept != NULL ? kept : &gone;
  result_t result =
      comes ? thimble_update_run(update, component) : apply_present(update, change, component);
  if (result != THIMBLE_OK)
    thimble_update_tell(update, THIMBLE_UPDATE_BROKEN, target, THIMBLE_REFUSAL_INSTALL);
}

static void apply(struct thimble_update *update, const struct thimble_update_change *change) {
  const struct thimble_update_target target = thimble_update_target(change->component);
  if (target.kind == THIMBLE_UPDATE_OF_TENANT) {
    apply_tenant(update, change, &target);
  } else if (target.kind == THIMBLE_UPDATE_OF_OWNER) {
    thimble_update_signers_make(update);
    thimble_update_tell(update, THIMBLE_UPDATE_KEYS, &target, THIMBLE_REFUSAL_NONE);
  } else {
    apply_container(update, change, &target);
  }
  thimble_update_tell(update, THIMBLE_UPDATE_DONE, &target, THIMBLE_REFUSAL_NONE);
}

static enum thimble_refusal refusal_of(result_t result) {
  switch (result) {
  case THIMBLE_OK:
    return THIMBLE_REFUSAL_NONE;
  case THIMBLE_ERROR_NO_MEMORY:
  case THIMBLE_ERROR_QUOTA:
    return THIMBLE_REFUSAL_STORE_FULL;
  case THIMBLE_ERROR_NOT_FOUND:
    return THIMBLE_REFUSAL_NO_CONTAINER;
  default:
    return THIMBLE_REFUSAL_STORE;
  }
}

/* A manifest that changes nothing uses up no number: it may come again. */
enum thimble_refusal thimble_update_complete(struct thimble_update *update) {
  enum thimble_refusal refusal = thimble_update_check(update);
  if (refusal != THIMBLE_REFUSAL_NONE || update->change_count == 0)
    return refusal;
  result_t result = commit(update);
  update->report.result = result;
  if (result != THIMBLE_OK)
    return refusal_of(result);
  for (uint32_t i = 0; i < update->change_count; i++)
    apply(update, &update->changes[i]);
  return THIMBLE_REFUSAL_NONE;
}
