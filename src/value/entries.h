/* SPDX-License-Identifier: Apache-2.0 */
/* entries.h: how the entries of a store lie in its bytes.
 *
 * One group for each space that has entries, without gaps: the group's head, the names of the
 * owner, and its entries, in the order in which they came. Each entry is a head, the key and the
 * value. The heads are structs of this machine, at any address: they are copied in and out.
 *
 * Rules of use: what is found lasts until the store changes. Nothing here checks quotas, and only
 * thimble_entries_have_room() checks that there is room. */
#ifndef THIMBLE_VALUE_ENTRIES_H
#define THIMBLE_VALUE_ENTRIES_H

#include "value/change.h"

struct thimble_group_head {
  uint32_t length;  /* bytes of its entries */
  uint16_t entries; /* how many */
  uint8_t tenant_length;
  uint8_t container_length;
};

struct thimble_group {
  uint32_t start; /* of its head, in the store's bytes */
  uint32_t first; /* of its entries */
  struct thimble_group_head head;
  struct thimble_bytes tenant, container;
};

enum {
  THIMBLE_ENTRY_HEAD = 3, /* type and whether it is kept, lengths of key and value */
  THIMBLE_ENTRY_KEPT = 0x80
};

struct thimble_entry {
  uint32_t start; /* of its head, in the store's bytes */
  enum thimble_value_type type;
  bool is_kept; /* the journal has it */
  struct thimble_bytes key, value;
};

/* Where a key of a space is, or would be. */
struct thimble_spot {
  bool has_group, has_entry;
  struct thimble_group group;
  struct thimble_entry entry;
};

/* Walks over all groups, and over the entries of one: from offset 0, or `group.first`, each with
 * the
 * `_end` of the one before. False: there are no more. */
bool thimble_group_at(const struct thimble_key_value_store *store, uint32_t offset,
                      struct thimble_group *group);
uint32_t thimble_group_end(const struct thimble_group *group);
bool thimble_entry_at(const struct thimble_key_value_store *store,
                      const struct thimble_group *group, uint32_t offset,
                      struct thimble_entry *entry);
uint32_t thimble_entry_end(const struct thimble_entry *entry);

/* The bytes of its keys and values. */
uint32_t thimble_group_bytes(const struct thimble_group *group);

bool thimble_group_find(const struct thimble_key_value_store *store, struct thimble_bytes tenant,
                        struct thimble_bytes container, struct thimble_group *group);

void thimble_spot_find(const struct thimble_key_value_store *store,
                       const struct thimble_value_change *change, struct thimble_spot *spot);

/* Whether the store has room for what the change sets. */
bool thimble_entries_have_room(const struct thimble_key_value_store *store,
                               const struct thimble_spot *spot,
                               const struct thimble_value_change *change);

/* Makes the change, whose texts lie outside of the store. */
void thimble_entries_change(struct thimble_key_value_store *store, struct thimble_spot *spot,
                            const struct thimble_value_change *change, bool is_kept);

#endif
