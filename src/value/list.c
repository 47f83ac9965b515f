/* SPDX-License-Identifier: Apache-2.0 */
/* list.c: what a space holds: its keys in order, and how much that is. */
#include <string.h>

#include "value/entries.h"

/* A text comes before those that it begins. */
static bool comes_before(struct thimble_bytes a, struct thimble_bytes b) {
  uint32_t common = a.length < b.length ? a.length : b.length;
  int order = common > 0 ? memcmp(a.data, b.data, common) : 0;
  return order < 0 || (order == 0 && a.length < b.length);
}

enum thimble_result thimble_key_value_next(const struct thimble_key_value_space *space,
                                           struct thimble_bytes after, struct thimble_bytes *key) {
  struct thimble_group group;
  struct thimble_entry entry;
  struct thimble_bytes least = {NULL, 0};
  if (!thimble_group_find(space->store, space->tenant, space->container, &group))
    return THIMBLE_ERROR_NOT_FOUND;
  uint32_t offset = group.first;
  while (thimble_entry_at(space->store, &group, offset, &entry)) {
    bool is_less = least.length == 0 || comes_before(entry.key, least);
    if (is_less && comes_before(after, entry.key))
      least = entry.key;
    offset = thimble_entry_end(&entry);
  }
  if (least.length == 0)
    return THIMBLE_ERROR_NOT_FOUND;
  *key = least;
  return THIMBLE_OK;
}

void thimble_key_value_usage(const struct thimble_key_value_space *space, uint32_t *entries,
                             uint32_t *bytes) {
  struct thimble_group group;
  *entries = 0;
  *bytes = 0;
  if (!thimble_group_find(space->store, space->tenant, space->container, &group))
    return;
  *entries = group.head.entries;
  *bytes = thimble_group_bytes(&group);
}
