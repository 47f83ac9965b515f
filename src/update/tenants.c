/* SPDX-License-Identifier: Apache-2.0 */
/* tenants.c: from records to tenants of the host, and to the keys that count.
 *
 * Rights point into the record in the store. A new record is taken before the store writes anything
 * else, which is how long the old one stays. The host's lock keeps a container from looking at a
 * policy that is being changed. */
#include <string.h>

#include "base/name.h"
#include "update/state.h"

uint32_t thimble_update_tenant_find(const struct thimble_update *update,
                                    struct thimble_bytes name) {
  const struct thimble_tenant *tenant = thimble_find_tenant(update->host, name);
  return tenant == NULL ? update->host->tenant_count : (uint32_t)(tenant - update->host->tenants);
}

static uint32_t find_free(const struct thimble_update *update) {
  uint32_t index = 0;
  while (index < update->host->tenant_count && update->host->tenants[index].policy != NULL)
    index++;
  return index;
}

static void fill(struct thimble_update_tenant *tenant, const struct thimble_rights *rights) {
  memset(tenant->name, 0, sizeof tenant->name);
  memcpy(tenant->name, rights->tenant.data, rights->tenant.length);
  tenant->rights = *rights;
  tenant->policy = (struct thimble_tenant_policy){
      .name = tenant->name,
      .allowed = rights->allowed,
      .fuel_per_second = rights->fuel_per_second,
      .log_per_second = rights->log_per_second,
      .failures = rights->failures,
      .containers = rights->containers,
      .messages = rights->messages,
      .log_below = rights->log_below,
      .private_values = rights->private_values,
      .shared_values = rights->shared_values,
  };
}

bool thimble_update_tenant_take(struct thimble_update *update, struct thimble_bytes record) {
  struct thimble_rights rights;
  if (thimble_rights_read_tenant(&rights, record) != THIMBLE_OK)
    return false;
  uint32_t index = thimble_update_tenant_find(update, rights.tenant);
  if (index == update->host->tenant_count)
    index = find_free(update);
  if (index == update->host->tenant_count)
    return false;
  struct thimble_update_tenant *tenant = &update->tenants[index];
  thimble_update_lock(update);
  fill(tenant, &rights);
  enum thimble_result result =
      thimble_tenant_set(update->host, &update->host->tenants[index], &tenant->policy);
  thimble_update_unlock(update);
  return result == THIMBLE_OK;
}

void thimble_update_tenant_drop(struct thimble_update *update, struct thimble_bytes name) {
  struct thimble_tenant *tenant = thimble_find_tenant(update->host, name);
  if (tenant != NULL)
    (void)thimble_tenant_set(update->host, tenant, NULL); /* it has no containers */
}

static void add_key(struct thimble_update *update, struct thimble_bytes key, uint32_t tenant) {
  struct thimble_update_signer *identity = &update->identities[update->signer_count];
  uint8_t digest[THIMBLE_DIGEST_SIZE];
  thimble_sha256(key, digest);
  memcpy(identity->id, digest, sizeof identity->id);
  identity->tenant = tenant;
  update->signers[update->signer_count] =
      (struct thimble_signer){key, {identity->id, sizeof identity->id}};
  update->signer_count++;
}

static void add_keys(struct thimble_update *update, const struct thimble_rights *rights,
                     uint32_t tenant) {
  for (uint32_t i = 0; i < rights->key_count; i++)
    add_key(update, rights->keys[i], tenant);
}

static void add_owner(struct thimble_update *update) {
  const struct thimble_store_component *owner =
      thimble_store_find(update->store, thimble_update_owner_id());
  const struct thimble_store_payload *record = owner == NULL ? NULL : thimble_store_active(owner);
  struct thimble_rights rights;
  if (record != NULL &&
      thimble_rights_read_owner(&rights, thimble_store_bytes(update->store, record)) == THIMBLE_OK)
    add_keys(update, &rights, THIMBLE_UPDATE_OWNER);
}

void thimble_update_signers_make(struct thimble_update *update) {
  update->signer_count = 0;
  add_owner(update);
  for (uint32_t i = 0; i < update->host->tenant_count; i++)
    if (update->host->tenants[i].policy != NULL)
      add_keys(update, &update->tenants[i].rights, i);
}

/* One key may stand in several records: what counts is whether it stands in that one. */
bool thimble_update_is_tenant(const struct thimble_update *update, uint32_t signer,
                              uint32_t tenant) {
  for (uint32_t i = 0; i < update->signer_count; i++)
    if (update->identities[i].tenant == tenant &&
        thimble_name_compare(update->signers[i].key, update->signers[signer].key) == 0)
      return true;
  return false;
}

bool thimble_update_is_owner(const struct thimble_update *update, uint32_t signer) {
  return thimble_update_is_tenant(update, signer, THIMBLE_UPDATE_OWNER);
}
