/* SPDX-License-Identifier: Apache-2.0 */
/* keep.h: writing to the journal of a store. */
#ifndef THIMBLE_STORE_KEEP_H
#define THIMBLE_STORE_KEEP_H

#include "store/step.h"

/* Appends a record; when the bank is full, goes on in the next one, with all that the store has. A
 * record that is there when this returns OK is the last word: whatever an earlier one that failed
 * has left in flash does not count any more. Errors: OUTPUT. */
enum thimble_result thimble_store_keep(struct thimble_store *store, struct thimble_bytes record);

/* The same of a component as it is, and of the wear of a slot. */
enum thimble_result thimble_store_keep_component(struct thimble_store *store, uint32_t place);
enum thimble_result thimble_store_keep_wear(struct thimble_store *store, uint32_t slot);

/* Starts a bank that has all that the store has, and the record, if it is not empty. */
enum thimble_result thimble_store_rewrite(struct thimble_store *store, struct thimble_bytes record);

/* What the records of this store begin with, but for the number of those that follow. */
void thimble_store_layout(const struct thimble_store *store, struct thimble_store_layout *layout);

#endif
