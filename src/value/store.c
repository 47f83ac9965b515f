/* SPDX-License-Identifier: Apache-2.0 */
/* store.c: the values of containers, as include/thimble/key_value.h promises.
 *
 * A change is checked against everything first, then written to the journal if it is to be kept,
 * and made in RAM last: whatever fails, the store is as it was. */
#include <string.h>

#include "value/kept.h"

void thimble_key_value_start(struct thimble_key_value_store *store, uint8_t *bytes,
                             uint32_t capacity) {
  *store = (struct thimble_key_value_store){.bytes = bytes, .capacity = capacity};
}

void thimble_key_value_space_start(struct thimble_key_value_space *space,
                                   struct thimble_key_value_store *store,
                                   const struct thimble_key_value_quota *quota,
                                   struct thimble_bytes tenant, struct thimble_bytes container,
                                   uint64_t now_ms) {
  space->store = store;
  space->quota = quota;
  space->tenant = tenant;
  space->container = container;
  thimble_rate_start(&space->writes, quota->writes_per_second, now_ms);
}

static bool is_key(struct thimble_bytes key) {
  if (key.length == 0 || key.length > THIMBLE_KEY_MAXIMUM)
    return false;
  for (uint32_t i = 0; i < key.length; i++) {
    if (key.data[i] < '!' || key.data[i] > '~')
      return false;
  }
  return true;
}

static void start_change(const struct thimble_key_value_space *space, uint32_t operation,
                         struct thimble_value_change *change) {
  memset(change, 0, sizeof *change);
  change->operation = operation;
  change->tenant = space->tenant;
  change->container = space->container;
}

enum thimble_result thimble_key_value_get(const struct thimble_key_value_space *space,
                                          struct thimble_bytes key, struct thimble_value *value) {
  struct thimble_value_change wanted;
  struct thimble_spot spot;
  if (!is_key(key))
    return THIMBLE_ERROR_INVALID;
  start_change(space, 0, &wanted);
  wanted.key = key;
  thimble_spot_find(space->store, &wanted, &spot);
  if (!spot.has_entry)
    return THIMBLE_ERROR_NOT_FOUND;
  memset(value, 0, sizeof *value);
  value->type = spot.entry.type;
  if (value->type == THIMBLE_VALUE_INTEGER)
    memcpy(&value->integer, spot.entry.value.data, sizeof value->integer);
  else
    value->bytes = spot.entry.value;
  return THIMBLE_OK;
}

static bool quota_allows(const struct thimble_key_value_space *space,
                         const struct thimble_spot *spot,
                         const struct thimble_value_change *change) {
  uint32_t entries = spot->has_entry ? 0 : 1;
  uint32_t bytes = change->key.length + change->value.length;
  if (spot->has_group) {
    entries += spot->group.head.entries;
    bytes += thimble_group_bytes(&spot->group);
  }
  if (spot->has_entry)
    bytes -= spot->entry.key.length + spot->entry.value.length;
  return entries <= space->quota->entries && bytes <= space->quota->bytes;
}

static bool changes_nothing(const struct thimble_spot *spot,
                            const struct thimble_value_change *change, bool is_kept) {
  const struct thimble_entry *entry = &spot->entry;
  return spot->has_entry && entry->type == change->operation && entry->is_kept == is_kept &&
         entry->value.length == change->value.length &&
         memcmp(entry->value.data, change->value.data, change->value.length) == 0;
}

/* Makes a change for which there is room; `record` is that of the change. */
static enum thimble_result make(struct thimble_key_value_space *space, struct thimble_spot *spot,
                                const struct thimble_value_change *change, uint8_t *record,
                                uint32_t record_length) {
  struct thimble_key_value_store *store = space->store;
  bool sets = change->operation < THIMBLE_CHANGE_DELETE;
  bool is_kept = sets && space->quota->kept && store->keep != NULL;
  struct thimble_keeping keeping = {store, spot, change, record, record_length, is_kept};
  if (changes_nothing(spot, change, is_kept))
    return THIMBLE_OK; /* which spares the flash */
  enum thimble_result result = store->keep != NULL ? store->keep(&keeping) : THIMBLE_OK;
  if (result == THIMBLE_OK)
    thimble_entries_change(store, spot, change, is_kept);
  return result;
}

enum thimble_result thimble_key_value_set(struct thimble_key_value_space *space,
                                          struct thimble_bytes key,
                                          const struct thimble_value *value, uint64_t now_ms) {
  struct thimble_value_change change;
  struct thimble_spot spot;
  uint8_t record[THIMBLE_CHANGE_RECORD_MAXIMUM];
  start_change(space, value->type, &change);
  change.key = key;
  change.value = value->bytes;
  if (value->type == THIMBLE_VALUE_INTEGER)
    change.value = (struct thimble_bytes){(const uint8_t *)&value->integer, sizeof value->integer};
  if (!is_key(key))
    return THIMBLE_ERROR_INVALID;
  if (change.value.length > THIMBLE_VALUE_MAXIMUM)
    return THIMBLE_ERROR_LIMIT;
  /* From here on the change points into the record: key and value may be of the store itself. */
  uint32_t length = thimble_value_change_write(&change, record);
  thimble_spot_find(space->store, &change, &spot);
  if (!quota_allows(space, &spot, &change) || !thimble_rate_allows(&space->writes, now_ms))
    return THIMBLE_ERROR_QUOTA;
  if (!thimble_entries_have_room(space->store, &spot, &change))
    return THIMBLE_ERROR_NO_MEMORY;
  thimble_rate_use(&space->writes, 1);
  return make(space, &spot, &change, record, length);
}

enum thimble_result thimble_key_value_delete(struct thimble_key_value_space *space,
                                             struct thimble_bytes key, uint64_t now_ms) {
  struct thimble_value_change change;
  struct thimble_spot spot;
  uint8_t record[THIMBLE_CHANGE_RECORD_MAXIMUM];
  if (!is_key(key))
    return THIMBLE_ERROR_INVALID;
  start_change(space, THIMBLE_CHANGE_DELETE, &change);
  change.key = key;
  uint32_t length = thimble_value_change_write(&change, record);
  thimble_spot_find(space->store, &change, &spot);
  if (!spot.has_entry)
    return THIMBLE_ERROR_NOT_FOUND;
  if (!thimble_rate_allows(&space->writes, now_ms))
    return THIMBLE_ERROR_QUOTA;
  thimble_rate_use(&space->writes, 1);
  return make(space, &spot, &change, record, length);
}

enum thimble_result thimble_key_value_erase(struct thimble_key_value_space *space) {
  struct thimble_value_change change;
  struct thimble_spot spot;
  uint8_t record[THIMBLE_CHANGE_RECORD_MAXIMUM];
  start_change(space, THIMBLE_CHANGE_ERASE, &change);
  uint32_t length = thimble_value_change_write(&change, record);
  thimble_spot_find(space->store, &change, &spot);
  return make(space, &spot, &change, record, length);
}
