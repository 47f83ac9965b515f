/* SPDX-License-Identifier: Apache-2.0 */
/* change.h: checking, recording and taking changes.
 *
 * Apart from commit.c also so that the memory for the records of both is not on the stack at once.
 */
#ifndef THIMBLE_STORE_CHANGE_H
#define THIMBLE_STORE_CHANGE_H

#include "store/step.h"

/* Makes 1 to THIMBLE_STORE_BATCH changes at once, whose components are there and which have no
 * component or slot in common. Errors: as for thimble_store_commit(). */
enum thimble_result thimble_store_make(struct thimble_store *store,
                                       const struct thimble_store_change *changes, uint32_t count);

#endif
