/* SPDX-License-Identifier: Apache-2.0 */
/* sections.h: the order in which the sections of a manifest are run, each behind the shared
 * sequence (draft-ietf-suit-manifest-37, section 8.4.6). */
#ifndef THIMBLE_SUIT_SECTIONS_H
#define THIMBLE_SUIT_SECTIONS_H

#include "suit/state.h"

/* Notes that the manifest has an element with this key, a section or not. */
void thimble_suit_note_section(struct thimble_suit *suit, int32_t key);

/* Chooses, among what was noted, what will be run: update and invocation, or, in a manifest that
 * only uninstalls, the removal. Refuses NOTHING. */
void thimble_suit_choose_sections(struct thimble_suit *suit);

/* Starts the next sequence: the shared one, or the section behind it; after the last one the update
 * is done. No frame is open. */
void thimble_suit_next_section(struct thimble_suit *suit);

/* The only frame has come to its end. */
void thimble_suit_leave_section(struct thimble_suit *suit);

/* Whether the shared sequence is being run. */
bool thimble_suit_is_shared(const struct thimble_suit *suit);

#endif
