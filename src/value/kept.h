/* SPDX-License-Identifier: Apache-2.0 */
/* kept.h: the journal of a store: what is written there before an entry changes. */
#ifndef THIMBLE_VALUE_KEPT_H
#define THIMBLE_VALUE_KEPT_H

#include "value/entries.h"

/* A change that is about to be made. */
struct thimble_keeping {
  const struct thimble_key_value_store *store;
  const struct thimble_spot *spot;
  const struct thimble_value_change *change;
  uint8_t *record; /* of the change; may be altered */
  uint32_t record_length;
  bool is_kept; /* the entry is to be kept from now on */
};

/* Writes to the journal what the change means for the entries that are kept, if anything. Errors:
 * OUTPUT, NO_MEMORY (more is kept than a bank of the journal holds). */
enum thimble_result thimble_kept_write(struct thimble_keeping *keeping);

#endif
