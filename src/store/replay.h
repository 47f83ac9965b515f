/* SPDX-License-Identifier: Apache-2.0 */
/* replay.h: what the records of a journal say.
 *
 * Nothing in them is trusted: places, slots, sizes and counts are held against the store's members
 * before they are used, and no slot ever belongs to two payloads. */
#ifndef THIMBLE_STORE_REPLAY_H
#define THIMBLE_STORE_REPLAY_H

#include "store/record.h"

/* What the records have told so far. */
struct thimble_store_replay {
  struct thimble_store *store;
  bool has_layout;
  uint32_t promised; /* records that were written before the bank counted */
  uint32_t seen;
};

/* thimble_journal_visit for a struct thimble_store_replay. Errors: MALFORMED, INVALID (the layout
 * is another one), NO_MEMORY (more components than the store's). */
enum thimble_result thimble_store_read_record(void *data, struct thimble_bytes record);

/* Takes the changes of a record, of which the type has been read. Errors: MALFORMED. */
enum thimble_result thimble_store_read_changes(struct thimble_store *store,
                                               struct thimble_coder *coder);

#endif
