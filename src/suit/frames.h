/* SPDX-License-Identifier: Apache-2.0 */
/* frames.h: sequences of commands that are being run, in each other, on a small stack. */
#ifndef THIMBLE_SUIT_FRAMES_H
#define THIMBLE_SUIT_FRAMES_H

#include "suit/commands.h"

enum thimble_suit_frame_kind {
  THIMBLE_SUIT_FRAME_SECTION,
  THIMBLE_SUIT_FRAME_TRY,
  THIMBLE_SUIT_FRAME_RUN,
};

/* What a frame demands of set-component-index. */
enum thimble_suit_index_rule {
  THIMBLE_SUIT_INDEX_FREE,
  THIMBLE_SUIT_INDEX_FIRST,      /* the first command is one */
  THIMBLE_SUIT_INDEX_FIRST_ONLY, /* and no other */
  THIMBLE_SUIT_INDEX_NEVER,
};

/* Starts a sequence: an array of pairs, at least one. Refuses DEPTH or COMMANDS. */
void thimble_suit_enter(struct thimble_suit *suit, struct thimble_bytes commands,
                        enum thimble_suit_frame_kind kind, enum thimble_suit_index_rule index_rule,
                        uint32_t component);

/* To the next component, or to the next command with the first one. */
void thimble_suit_advance(struct thimble_suit *suit, const struct thimble_suit_command *command);

/* The current sequence is done, and with it the command that it belongs to, if one does. */
void thimble_suit_leave(struct thimble_suit *suit);

/* A condition does not hold: the sequence is over, and where that is soft, another one is tried, or
 * what stands behind it goes on. Else the update is refused. */
void thimble_suit_fail(struct thimble_suit *suit, enum thimble_refusal refusal);

#endif
