/* SPDX-License-Identifier: Apache-2.0 */
/* kept.c: see kept.h; and reading the journal again. */
#include "value/kept.h"

#include <stddef.h>
#include <thimble/journal.h>

/* Whether the journal has something that the change makes untrue. */
static bool touches_kept(const struct thimble_keeping *keeping) {
  const struct thimble_key_value_store *store = keeping->store;
  const struct thimble_spot *spot = keeping->spot;
  struct thimble_entry entry;
  if (keeping->change->operation != THIMBLE_CHANGE_ERASE || !spot->has_group)
    return spot->has_entry && spot->entry.is_kept;
  uint32_t offset = spot->group.first;
  while (thimble_entry_at(store, &spot->group, offset, &entry)) {
    if (entry.is_kept)
      return true;
    offset = thimble_entry_end(&entry);
  }
  return false;
}

static enum thimble_result append_entry(struct thimble_journal *journal,
                                        const struct thimble_group *group,
                                        const struct thimble_entry *entry) {
  uint8_t record[THIMBLE_CHANGE_RECORD_MAXIMUM];
  struct thimble_value_change change = {entry->type, group->tenant, group->container, entry->key,
                                        entry->value};
  uint32_t length = thimble_value_change_write(&change, record);
  return thimble_journal_append(journal, (struct thimble_bytes){record, length});
}

/* Appends the kept entries of a group, but for the one that changes. */
static enum thimble_result append_group(const struct thimble_keeping *keeping,
                                        const struct thimble_group *group) {
  const struct thimble_key_value_store *store = keeping->store;
  const struct thimble_spot *spot = keeping->spot;
  struct thimble_entry entry;
  enum thimble_result result = THIMBLE_OK;
  uint32_t offset = group->first;
  while (result == THIMBLE_OK && thimble_entry_at(store, group, offset, &entry)) {
    bool changes = spot->has_entry && entry.start == spot->entry.start;
    if (entry.is_kept && !changes)
      result = append_entry(store->journal, group, &entry);
    offset = thimble_entry_end(&entry);
  }
  return result;
}

/* Appends everything that is kept and that the change leaves as it is. */
static enum thimble_result append_rest(const struct thimble_keeping *keeping) {
  bool erases = keeping->change->operation == THIMBLE_CHANGE_ERASE;
  struct thimble_group group;
  enum thimble_result result = THIMBLE_OK;
  uint32_t offset = 0;
  while (result == THIMBLE_OK && thimble_group_at(keeping->store, offset, &group)) {
    if (!erases || group.start != keeping->spot->group.start)
      result = append_group(keeping, &group);
    offset = thimble_group_end(&group);
  }
  return result;
}

static enum thimble_result append_record(const struct thimble_keeping *keeping) {
  struct thimble_bytes record = {keeping->record, keeping->record_length};
  return thimble_journal_append(keeping->store->journal, record);
}

/* Goes on in the next bank, which gets the entries as they are after the change. */
static enum thimble_result rewrite(const struct thimble_keeping *keeping) {
  struct thimble_journal *journal = keeping->store->journal;
  enum thimble_result result = thimble_journal_rewrite(journal);
  if (result == THIMBLE_OK)
    result = append_rest(keeping);
  if (result == THIMBLE_OK && keeping->is_kept)
    result = append_record(keeping);
  if (result == THIMBLE_OK)
    result = thimble_journal_finish(journal);
  if (result != THIMBLE_OK)
    thimble_journal_abandon(journal);
  return result;
}

enum thimble_result thimble_kept_write(struct thimble_keeping *keeping) {
  bool sets = keeping->change->operation < THIMBLE_CHANGE_DELETE;
  if (!keeping->is_kept && !touches_kept(keeping))
    return THIMBLE_OK;
  if (sets && !keeping->is_kept) {
    /* The old value shall not come back. The value is the record's end. */
    keeping->record[0] = THIMBLE_CHANGE_DELETE;
    keeping->record_length -= keeping->change->value.length;
  }
  enum thimble_result result = append_record(keeping);
  if (result == THIMBLE_ERROR_NO_MEMORY)
    result = rewrite(keeping);
  return result;
}

/* thimble_journal_visit */
static enum thimble_result replay(void *data, struct thimble_bytes record) {
  struct thimble_key_value_store *store = data;
  struct thimble_value_change change;
  struct thimble_spot spot;
  enum thimble_result result = thimble_value_change_read(&change, record);
  if (result != THIMBLE_OK)
    return result;
  thimble_spot_find(store, &change, &spot);
  if (change.operation < THIMBLE_CHANGE_DELETE && !thimble_entries_have_room(store, &spot, &change))
    return THIMBLE_ERROR_NO_MEMORY;
  thimble_entries_change(store, &spot, &change, true);
  return THIMBLE_OK;
}

enum thimble_result thimble_key_value_restore(struct thimble_key_value_store *store,
                                              struct thimble_journal *journal) {
  store->journal = NULL;
  store->keep = NULL;
  enum thimble_result result = thimble_journal_open(journal, replay, store);
  if (result != THIMBLE_OK) {
    store->used = 0;
    return result;
  }
  store->journal = journal;
  store->keep = thimble_kept_write;
  return THIMBLE_OK;
}
