/* SPDX-License-Identifier: Apache-2.0 */
/* index.h: to which components commands apply: the argument of set-component-index
 * (draft-ietf-suit-manifest-37, section 6.5): a number, true (all), or a list of numbers. */
#ifndef THIMBLE_SUIT_INDEX_H
#define THIMBLE_SUIT_INDEX_H

#include "suit/state.h"

/* Whether it is one, of components that the manifest has. Returns NONE, ARGUMENT or INDEX. */
enum thimble_refusal thimble_suit_index_check(const struct thimble_suit *suit,
                                              struct thimble_bytes argument);

/* What a frame's commands apply to. */
struct thimble_suit_selection {
  uint32_t count;
  uint32_t target; /* the one that the current command is at */
  bool is_list;    /* given by a list, or as all */
};

struct thimble_suit_selection thimble_suit_select(const struct thimble_suit *suit,
                                                  const struct thimble_suit_frame *frame);

#endif
