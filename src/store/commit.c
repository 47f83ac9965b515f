/* SPDX-License-Identifier: Apache-2.0 */
/* commit.c: changes that happen at once: each must be possible in itself, and components that are
 * new get a record first. */
#include <string.h>

#include "store/change.h"
#include "store/keep.h"

static bool is_same(struct thimble_bytes left, struct thimble_bytes right) {
  return left.length == right.length &&
         (left.length == 0 || memcmp(left.data, right.data, left.length) == 0);
}

/* Whether the change has its component, or its slot, in common with one before it. */
static bool is_repeated(const struct thimble_store_change *changes, uint32_t at) {
  const struct thimble_store_payload *payload = changes[at].payload;
  for (uint32_t i = 0; i < at; i++) {
    if (is_same(changes[i].component, changes[at].component))
      return true;
    if (payload != NULL && changes[i].payload != NULL && changes[i].payload->slot == payload->slot)
      return true;
  }
  return false;
}

static bool is_finished(const struct thimble_store *store, uint32_t slot) {
  bool is_open = store->is_writing && store->slot == slot;
  return slot < store->slot_count && store->slots[slot].is_reserved && !is_open;
}

/* A record for a new component. Until something is known of it, it is there in name only. */
static enum thimble_result create(struct thimble_store *store, struct thimble_bytes id) {
  struct thimble_store_component *component = store->components;
  if (id.length == 0 || id.length > THIMBLE_STORE_ID_MAXIMUM)
    return THIMBLE_ERROR_INVALID;
  uint32_t i = 0;
  while (i < store->component_count && component[i].id_length != 0)
    i++;
  if (i == store->component_count)
    return THIMBLE_ERROR_NO_MEMORY;
  component[i] = (struct thimble_store_component){.id_length = (uint8_t)id.length};
  memcpy(component[i].id, id.data, id.length);
  return thimble_store_keep_component(store, i);
}

/* Finds what the change is of. */
static enum thimble_result find(struct thimble_store *store,
                                const struct thimble_store_change *change) {
  bool installs = change->operation == THIMBLE_STORE_INSTALL;
  if (installs && (change->payload == NULL || !is_finished(store, change->payload->slot)))
    return THIMBLE_ERROR_INVALID;
  if (change->operation == THIMBLE_STORE_FORGET || thimble_store_find(store, change->component))
    return THIMBLE_OK;
  return installs ? create(store, change->component) : THIMBLE_ERROR_NOT_FOUND;
}

enum thimble_result thimble_store_commit(struct thimble_store *store,
                                         const struct thimble_store_change *changes,
                                         uint32_t count) {
  enum thimble_result result = THIMBLE_OK;
  if (count == 0 || count > THIMBLE_STORE_BATCH)
    return THIMBLE_ERROR_LIMIT;
  for (uint32_t i = 0; i < count && result == THIMBLE_OK; i++)
    result = is_repeated(changes, i) ? THIMBLE_ERROR_INVALID : find(store, &changes[i]);
  if (result == THIMBLE_OK)
    result = thimble_store_make(store, changes, count);
  thimble_store_tidy(store);
  return result;
}
