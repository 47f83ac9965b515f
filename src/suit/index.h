/* SPDX-License-Identifier: Apache-2.0 */
/* index.h: to which components commands apply: the argument of set-component-index
 * (draft-ietf-suit-manifest-37, section 6.5): a number, true (all), or a list of numbers. */
#ifndef THIMBLE_SUIT_INDEX_H
#define THIMBLE_SUIT_INDEX_H

#include "suit/state.h"

/* Whether it is one, of components that the manifest has. Returns NONE, ARGUMENT or INDEX. */
enum thimble_refusal thimble_suit_index_check(const struct thimble_suit *suit,
                                              struct thimble_bytes argument);

/* How many components a frame's commands apply to. */
uint32_t thimble_suit_index_count(const struct thimble_suit *suit,
                                  const struct thimble_suit_frame *frame);

/* Whether they are given by a list, or as all. */
bool thimble_suit_index_is_list(const struct thimble_suit *suit,
                                const struct thimble_suit_frame *frame);

/* The one that the current command is at. */
uint32_t thimble_suit_index_target(const struct thimble_suit *suit,
                                   const struct thimble_suit_frame *frame);

#endif
