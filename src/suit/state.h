/* SPDX-License-Identifier: Apache-2.0 */
/* state.h: what the files of the processor share. */
#ifndef THIMBLE_SUIT_STATE_H
#define THIMBLE_SUIT_STATE_H

#include <thimble/suit.h>

#include "base/cbor_read.h"

/* Ends the processing. `place` is what was being read, or null: the offset stays. */
void thimble_suit_refuse(struct thimble_suit *suit, enum thimble_refusal refusal,
                         const uint8_t *place);

/* A reader from there on to the end of what is in memory: for what has been read before. */
struct thimble_cbor_reader thimble_suit_read_again(const struct thimble_suit *suit,
                                                   const uint8_t *place);

/* The component with this index, which the manifest has. */
struct thimble_suit_component thimble_suit_component_at(const struct thimble_suit *suit,
                                                        uint32_t index);

static inline struct thimble_suit_frame *thimble_suit_top(struct thimble_suit *suit) {
  return &suit->frames[suit->depth - 1];
}

static inline uint8_t thimble_suit_bit(uint32_t component) {
  return (uint8_t)(1u << component);
}

#endif
