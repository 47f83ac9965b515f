/* SPDX-License-Identifier: Apache-2.0 */
/* step.h: what a recorded change means, the same when it is made and when it is read again. */
#ifndef THIMBLE_STORE_STEP_H
#define THIMBLE_STORE_STEP_H

#include "store/record.h"

/* The place of a component in the store's array, or component_count. */
uint32_t thimble_store_place(const struct thimble_store *store, struct thimble_bytes component);

/* Whether a component has a payload in the slot. */
bool thimble_store_uses(const struct thimble_store *store, uint32_t slot);

/* Whether a payload can be there: in a slot that no component uses. */
bool thimble_store_has_place(const struct thimble_store *store,
                             const struct thimble_store_payload *payload);

/* Whether the step is possible now, whatever is damaged: that is not the same whenever the step is
 * read again. Errors: as for thimble_store_commit(). */
enum thimble_result thimble_store_check(const struct thimble_store *store,
                                        const struct thimble_store_step *step);

/* Takes a step that is possible. */
void thimble_store_take(struct thimble_store *store, const struct thimble_store_step *step);

/* Whether there is nothing to be known of a component, as of each that is free. (One without a
 * current payload has no previous one either.) */
bool thimble_store_is_empty(const struct thimble_store_component *component);

/* Frees the records of components that are empty. */
void thimble_store_tidy(struct thimble_store *store);

#endif
