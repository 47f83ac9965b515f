/* SPDX-License-Identifier: Apache-2.0 */
/* entries.c: see entries.h. What is in the store was put there by this file, so its lengths are
 * trusted; each walk ends, since every step goes forward. */
#include "value/entries.h"

#include <string.h>

bool thimble_group_at(const struct thimble_key_value_store *store, uint32_t offset,
                      struct thimble_group *group) {
  if (offset >= store->used)
    return false;
  const uint8_t *names = store->bytes + offset + sizeof group->head;
  memcpy(&group->head, store->bytes + offset, sizeof group->head);
  group->start = offset;
  group->tenant = (struct thimble_bytes){names, group->head.tenant_length};
  names += group->head.tenant_length;
  group->container = (struct thimble_bytes){names, group->head.container_length};
  names += group->head.container_length;
  group->first = (uint32_t)(names - store->bytes);
  return true;
}

uint32_t thimble_group_end(const struct thimble_group *group) {
  return group->first + group->head.length;
}

uint32_t thimble_group_bytes(const struct thimble_group *group) {
  return group->head.length - group->head.entries * (uint32_t)THIMBLE_ENTRY_HEAD;
}

bool thimble_entry_at(const struct thimble_key_value_store *store,
                      const struct thimble_group *group, uint32_t offset,
                      struct thimble_entry *entry) {
  if (offset >= thimble_group_end(group))
    return false;
  const uint8_t *head = store->bytes + offset;
  const uint8_t *key = head + THIMBLE_ENTRY_HEAD;
  entry->start = offset;
  entry->is_kept = (head[0] & THIMBLE_ENTRY_KEPT) != 0;
  entry->type = (enum thimble_value_type)(head[0] & ~THIMBLE_ENTRY_KEPT);
  entry->key = (struct thimble_bytes){key, head[1]};
  entry->value = (struct thimble_bytes){key + head[1], head[2]};
  return true;
}

uint32_t thimble_entry_end(const struct thimble_entry *entry) {
  return entry->start + THIMBLE_ENTRY_HEAD + entry->key.length + entry->value.length;
}

static bool are_equal(struct thimble_bytes a, struct thimble_bytes b) {
  return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

bool thimble_group_find(const struct thimble_key_value_store *store, struct thimble_bytes tenant,
                        struct thimble_bytes container, struct thimble_group *group) {
  uint32_t offset = 0;
  while (thimble_group_at(store, offset, group)) {
    if (are_equal(group->container, container) && are_equal(group->tenant, tenant))
      return true;
    offset = thimble_group_end(group);
  }
  return false;
}

void thimble_spot_find(const struct thimble_key_value_store *store,
                       const struct thimble_value_change *change, struct thimble_spot *spot) {
  spot->has_entry = false;
  spot->has_group = thimble_group_find(store, change->tenant, change->container, &spot->group);
  if (!spot->has_group)
    return;
  uint32_t offset = spot->group.first;
  while (thimble_entry_at(store, &spot->group, offset, &spot->entry)) {
    spot->has_entry = are_equal(spot->entry.key, change->key);
    if (spot->has_entry)
      return;
    offset = thimble_entry_end(&spot->entry);
  }
}

static uint32_t entry_length(const struct thimble_value_change *change) {
  return THIMBLE_ENTRY_HEAD + change->key.length + change->value.length;
}

bool thimble_entries_have_room(const struct thimble_key_value_store *store,
                               const struct thimble_spot *spot,
                               const struct thimble_value_change *change) {
  uint32_t room = store->capacity - store->used;
  uint32_t length = entry_length(change);
  if (spot->has_entry)
    room += thimble_entry_end(&spot->entry) - spot->entry.start;
  if (!spot->has_group)
    length += (uint32_t)sizeof spot->group.head + change->tenant.length + change->container.length;
  return length <= room && (!spot->has_group || spot->group.head.entries < UINT16_MAX);
}

/* Takes out the bytes from `start` to `end`. */
static void close_gap(struct thimble_key_value_store *store, uint32_t start, uint32_t end) {
  memmove(store->bytes + start, store->bytes + end, store->used - end);
  store->used -= end - start;
}

static void write_head(struct thimble_key_value_store *store, const struct thimble_group *group) {
  memcpy(store->bytes + group->start, &group->head, sizeof group->head);
}

static uint32_t append(struct thimble_key_value_store *store, uint32_t at,
                       struct thimble_bytes bytes) {
  if (bytes.length > 0)
    memcpy(store->bytes + at, bytes.data, bytes.length);
  return at + bytes.length;
}

/* Adds a group without entries behind all others. */
static void add_group(struct thimble_key_value_store *store, struct thimble_group *group,
                      const struct thimble_value_change *change) {
  group->start = store->used;
  group->head = (struct thimble_group_head){0, 0, (uint8_t)change->tenant.length,
                                            (uint8_t)change->container.length};
  write_head(store, group);
  uint32_t names = group->start + (uint32_t)sizeof group->head;
  group->first = append(store, append(store, names, change->tenant), change->container);
  store->used = group->first;
}

static void remove_entry(struct thimble_key_value_store *store, struct thimble_spot *spot) {
  uint32_t end = thimble_entry_end(&spot->entry);
  spot->group.head.entries--;
  spot->group.head.length -= end - spot->entry.start;
  write_head(store, &spot->group);
  close_gap(store, spot->entry.start, end);
}

static void write_entry(struct thimble_key_value_store *store, uint32_t at,
                        const struct thimble_value_change *change, bool is_kept) {
  uint8_t *head = store->bytes + at;
  head[0] = (uint8_t)(change->operation | (is_kept ? THIMBLE_ENTRY_KEPT : 0u));
  head[1] = (uint8_t)change->key.length;
  head[2] = (uint8_t)change->value.length;
  append(store, append(store, at + THIMBLE_ENTRY_HEAD, change->key), change->value);
}

static void add_entry(struct thimble_key_value_store *store, struct thimble_spot *spot,
                      const struct thimble_value_change *change, bool is_kept) {
  uint32_t at = thimble_group_end(&spot->group), length = entry_length(change);
  memmove(store->bytes + at + length, store->bytes + at, store->used - at);
  store->used += length;
  write_entry(store, at, change, is_kept);
  spot->group.head.entries++;
  spot->group.head.length += length;
  write_head(store, &spot->group);
}

static void set(struct thimble_key_value_store *store, struct thimble_spot *spot,
                const struct thimble_value_change *change, bool is_kept) {
  if (spot->has_entry && spot->entry.value.length == change->value.length) {
    write_entry(store, spot->entry.start, change, is_kept);
    return;
  }
  if (spot->has_entry)
    remove_entry(store, spot);
  else if (!spot->has_group)
    add_group(store, &spot->group, change);
  add_entry(store, spot, change, is_kept);
}

/* Whether nothing of the group is left. */
static bool takes_all(const struct thimble_spot *spot, const struct thimble_value_change *change) {
  if (change->operation == THIMBLE_CHANGE_ERASE)
    return spot->has_group;
  return spot->has_entry && spot->group.head.entries == 1;
}

void thimble_entries_change(struct thimble_key_value_store *store, struct thimble_spot *spot,
                            const struct thimble_value_change *change, bool is_kept) {
  if (change->operation < THIMBLE_CHANGE_DELETE)
    set(store, spot, change, is_kept);
  else if (takes_all(spot, change))
    close_gap(store, spot->group.start, thimble_group_end(&spot->group));
  else if (spot->has_entry)
    remove_entry(store, spot);
}
