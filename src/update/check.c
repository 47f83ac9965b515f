/* SPDX-License-Identifier: Apache-2.0 */
/* check.c: whether what an envelope asks for can be done, before anything of it is. */
#include <string.h>

#include "base/name.h"
#include "update/state.h"

typedef enum thimble_refusal refusal_t;

static void note(struct thimble_update_report *report, enum thimble_result result,
                 const struct thimble_install_report *install) {
  struct thimble_lines lines;
  report->result = result;
  report->stage = install->stage;
  report->program = install->refusal;
  if (install->stage == THIMBLE_INSTALL_VERIFY &&
      thimble_lines_read(&lines, install->image.lines) == THIMBLE_OK)
    thimble_lines_find(&lines, install->refusal.place, &report->origin);
}

/* What the tenant's record says beside the policy that the host knows. */
static refusal_t check_rights(const struct thimble_rights *rights,
                              const struct thimble_image *image, struct thimble_bytes name) {
  if (thimble_name_compare(image->name, name) != 0)
    return THIMBLE_REFUSAL_NAME;
  if (!thimble_rights_has_hook(rights, image->hook))
    return THIMBLE_REFUSAL_POLICY_HOOK;
  if (rights->memory != 0 && image->memory > rights->memory)
    return THIMBLE_REFUSAL_POLICY_MEMORY;
  return THIMBLE_REFUSAL_NONE;
}

refusal_t thimble_update_image_check(struct thimble_update *update,
                                     const struct thimble_update_target *target,
                                     struct thimble_bytes image,
                                     struct thimble_update_report *report) {
  struct thimble_install_report install;
  uint32_t tenant = thimble_update_tenant_find(update, target->tenant);
  if (tenant == update->host->tenant_count)
    return THIMBLE_REFUSAL_COMPONENT;
  enum thimble_result result =
      thimble_install_check(update->host, &update->host->tenants[tenant], image, &install);
  if (install.stage > THIMBLE_INSTALL_IMAGE) {
    refusal_t refusal =
        check_rights(&update->tenants[tenant].rights, &install.image, target->container);
    if (refusal != THIMBLE_REFUSAL_NONE)
      return refusal;
  }
  if (result == THIMBLE_OK)
    return THIMBLE_REFUSAL_NONE;
  note(report, result, &install);
  return THIMBLE_REFUSAL_INSTALL;
}

static bool changes_record(const struct thimble_update *update) {
  for (uint32_t i = 0; i < update->change_count; i++)
    if (thimble_update_target(update->changes[i].component).kind != THIMBLE_UPDATE_OF_CONTAINER)
      return true;
  return false;
}

/* A record changes alone, so that everything else is measured against one policy. Of images, one
 * may come at a time: then what was checked can be installed. */
static refusal_t check_together(const struct thimble_update *update) {
  uint32_t images = 0;
  for (uint32_t i = 0; i < update->change_count; i++)
    images += update->changes[i].operation == THIMBLE_STORE_INSTALL ||
              update->changes[i].operation == THIMBLE_STORE_ROLL_BACK;
  bool is_mixed = images > 1 || (changes_record(update) && update->change_count > 1);
  return is_mixed ? THIMBLE_REFUSAL_UNSUPPORTED : THIMBLE_REFUSAL_NONE;
}

static bool has_containers(const struct thimble_update *update, struct thimble_bytes tenant) {
  for (uint32_t i = 0; i < update->store->component_count; i++) {
    const struct thimble_store_component *component = &update->store->components[i];
    struct thimble_bytes owner, name;
    if (component->id_length > 0 && component->current.size > 0 &&
        thimble_update_names(component, &owner, &name) && thimble_update_equal(owner, tenant))
      return true;
  }
  return false;
}

static bool has_room(const struct thimble_update *update) {
  for (uint32_t i = 0; i < update->host->tenant_count; i++)
    if (update->host->tenants[i].policy == NULL)
      return true;
  return false;
}

static refusal_t check_tenant(const struct thimble_update *update,
                              const struct thimble_update_target *target,
                              const struct thimble_update_change *change) {
  struct thimble_rights rights;
  bool is_known = thimble_update_tenant_find(update, target->tenant) < update->host->tenant_count;
  if (change->operation == THIMBLE_STORE_REMOVE)
    return has_containers(update, target->tenant) ? THIMBLE_REFUSAL_TENANT_IN_USE
                                                  : THIMBLE_REFUSAL_NONE;
  struct thimble_bytes record = thimble_store_bytes(update->store, &change->payload);
  if (thimble_rights_read_tenant(&rights, record) != THIMBLE_OK ||
      !thimble_update_equal(rights.tenant, target->tenant))
    return THIMBLE_REFUSAL_RECORD;
  return is_known || has_room(update) ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_TENANTS;
}

static refusal_t check_owner(const struct thimble_update *update,
                             const struct thimble_update_change *change) {
  struct thimble_rights rights;
  struct thimble_bytes record = thimble_store_bytes(update->store, &change->payload);
  return thimble_rights_read_owner(&rights, record) == THIMBLE_OK ? THIMBLE_REFUSAL_NONE
                                                                  : THIMBLE_REFUSAL_RECORD;
}

static refusal_t check_roll_back(struct thimble_update *update,
                                 const struct thimble_update_target *target,
                                 const struct thimble_update_change *change) {
  const struct thimble_store_component *kept = thimble_store_find(update->store, change->component);
  if (kept == NULL || kept->previous.size == 0 || kept->previous.is_damaged)
    return THIMBLE_REFUSAL_NO_CONTAINER;
  return thimble_update_image_check(
      update, target, thimble_store_bytes(update->store, &kept->previous), &update->report);
}

/* A container that is to start shall be one that the host would take: one that it has refused since
 * may be in the store. */
static refusal_t check_start(struct thimble_update *update,
                             const struct thimble_update_target *target,
                             const struct thimble_update_change *change) {
  const struct thimble_store_component *kept = thimble_store_find(update->store, change->component);
  const struct thimble_store_payload *active = kept == NULL ? NULL : thimble_store_active(kept);
  if (active == NULL)
    return THIMBLE_REFUSAL_NO_CONTAINER;
  if (thimble_update_container(update, kept) != NULL)
    return THIMBLE_REFUSAL_NONE;
  return thimble_update_image_check(update, target, thimble_store_bytes(update->store, active),
                                    &update->report);
}

static refusal_t check_present(const struct thimble_update *update,
                               const struct thimble_update_change *change) {
  const struct thimble_store_component *kept = thimble_store_find(update->store, change->component);
  return kept == NULL || kept->current.size == 0 ? THIMBLE_REFUSAL_NO_CONTAINER
                                                 : THIMBLE_REFUSAL_NONE;
}

static refusal_t check_container(struct thimble_update *update,
                                 const struct thimble_update_target *target,
                                 const struct thimble_update_change *change) {
  switch (change->operation) {
  case THIMBLE_STORE_INSTALL:
    return thimble_update_image_check(
        update, target, thimble_store_bytes(update->store, &change->payload), &update->report);
  case THIMBLE_STORE_ROLL_BACK:
    return check_roll_back(update, target, change);
  case THIMBLE_STORE_START:
    return check_start(update, target, change);
  default:
    return check_present(update, change);
  }
}

static refusal_t check_change(struct thimble_update *update,
                              const struct thimble_update_change *change) {
  const struct thimble_update_target target = thimble_update_target(change->component);
  update->report.component = change->component;
  if (target.kind == THIMBLE_UPDATE_OF_OWNER)
    return check_owner(update, change);
  if (target.kind == THIMBLE_UPDATE_OF_TENANT)
    return check_tenant(update, &target, change);
  return check_container(update, &target, change);
}

refusal_t thimble_update_check(struct thimble_update *update) {
  refusal_t refusal = check_together(update);
  for (uint32_t i = 0; refusal == THIMBLE_REFUSAL_NONE && i < update->change_count; i++)
    refusal = check_change(update, &update->changes[i]);
  return refusal;
}
