/* SPDX-License-Identifier: Apache-2.0 */
/* state.h: what the parts of the agent share. */
#ifndef THIMBLE_UPDATE_STATE_H
#define THIMBLE_UPDATE_STATE_H

#include <stddef.h>
#include <thimble/update.h>

enum thimble_update_kind {
  THIMBLE_UPDATE_NOTHING, /* no component of a device */
  THIMBLE_UPDATE_OF_OWNER,
  THIMBLE_UPDATE_OF_TENANT,
  THIMBLE_UPDATE_OF_CONTAINER,
};

/* What a component's identifier says. */
struct thimble_update_target {
  enum thimble_update_kind kind;
  struct thimble_bytes tenant, container; /* as far as the kind has them */
};

struct thimble_update_target thimble_update_target(struct thimble_bytes component);

/* An identifier that is made, not received. */
struct thimble_update_id {
  uint8_t bytes[THIMBLE_STORE_ID_MAXIMUM];
  uint32_t length;
};

struct thimble_bytes thimble_update_owner_id(void);
struct thimble_bytes thimble_update_tenant_id(struct thimble_update_id *id,
                                              struct thimble_bytes tenant);
struct thimble_bytes thimble_update_component_id(const struct thimble_store_component *component);

/* Which tenant has the name, or the host's tenant_count. */
uint32_t thimble_update_tenant_find(const struct thimble_update *update, struct thimble_bytes name);

/* Takes a tenant's record, which holds, from the store. False: there is no room. */
bool thimble_update_tenant_take(struct thimble_update *update, struct thimble_bytes record);
void thimble_update_tenant_drop(struct thimble_update *update, struct thimble_bytes name);

/* Makes the list of keys anew. */
void thimble_update_signers_make(struct thimble_update *update);

/* Whether the signer is known to be the owner, or the tenant. */
bool thimble_update_is_owner(const struct thimble_update *update, uint32_t signer);
bool thimble_update_is_tenant(const struct thimble_update *update, uint32_t signer,
                              uint32_t tenant);

/* The functions that the processor of manifests calls. */
void thimble_update_device(struct thimble_update *update, struct thimble_suit_device *device);

/* The change that the envelope asks for of a component, or null. */
struct thimble_update_change *thimble_update_change_find(struct thimble_update *update,
                                                         struct thimble_bytes component);
enum thimble_refusal thimble_update_change_add(struct thimble_update *update,
                                               struct thimble_bytes component,
                                               enum thimble_store_operation operation);

/* Whether the host would take the image for the component; `report` says why not. */
enum thimble_refusal thimble_update_image_check(struct thimble_update *update,
                                                const struct thimble_update_target *target,
                                                struct thimble_bytes image,
                                                struct thimble_update_report *report);

/* Installs what the store has for a container's component, stopped where it is. */
enum thimble_result thimble_update_run(struct thimble_update *update,
                                       const struct thimble_store_component *component);

/* Whether all the changes can be made. */
enum thimble_refusal thimble_update_check(struct thimble_update *update);

/* All changes, or none: checks, then one commit, then what follows from it. */
enum thimble_refusal thimble_update_complete(struct thimble_update *update);

/* Commits; makes room by forgetting the numbers of signers that no record names any more. */
enum thimble_result thimble_update_commit(struct thimble_update *update,
                                          const struct thimble_store_change *changes,
                                          uint32_t count);

/* The tenant's containers, installed again under a policy that is new. */
void thimble_update_tenant_renew(struct thimble_update *update, struct thimble_bytes tenant);

void thimble_update_tell(const struct thimble_update *update, enum thimble_update_event_kind kind,
                         const struct thimble_update_target *target, enum thimble_refusal refusal);

static inline bool thimble_update_equal(struct thimble_bytes left, struct thimble_bytes right) {
  if (left.length != right.length)
    return false;
  for (uint32_t i = 0; i < left.length; i++)
    if (left.data[i] != right.data[i])
      return false;
  return true;
}

static inline void thimble_update_lock(const struct thimble_update *update) {
  update->host->port->lock(update->host->port->device);
}

static inline void thimble_update_unlock(const struct thimble_update *update) {
  update->host->port->unlock(update->host->port->device);
}

#endif
