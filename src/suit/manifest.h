/* SPDX-License-Identifier: Apache-2.0 */
/* manifest.h: the elements of a manifest (draft-ietf-suit-manifest-37, section 8.4). */
#ifndef THIMBLE_SUIT_MANIFEST_H
#define THIMBLE_SUIT_MANIFEST_H

#include "suit/state.h"

/* Which severable element has this key, in the manifest and in the envelope, or
 * THIMBLE_SEVERABLE_COUNT. */
uint32_t thimble_suit_severable(int32_t key);

/* Keys of the common part. */
enum {
  THIMBLE_SUIT_DEPENDENCIES = 1,
  THIMBLE_SUIT_COMPONENT_LIST = 2,
  THIMBLE_SUIT_SHARED_SEQUENCE = 4,
};

/* Reads every element once and checks it: known, well-formed, complete, severed ones as their
 * digests say. Sets the common part and the sequence number. Refuses, or changes nothing else. */
void thimble_suit_check_manifest(struct thimble_suit *suit);

/* The same for the common part: sets the number of components. */
void thimble_suit_check_common(struct thimble_suit *suit);

enum thimble_suit_find {
  THIMBLE_SUIT_FOUND,
  THIMBLE_SUIT_ABSENT,
  THIMBLE_SUIT_SEVERED, /* its digest is there, but it is not in the envelope */
};

/* Finds the commands of a section of a checked manifest: in it, or in the envelope.
 * THIMBLE_SUIT_COMMON finds the shared sequence. */
enum thimble_suit_find thimble_suit_find_section(const struct thimble_suit *suit,
                                                 enum thimble_suit_section section,
                                                 struct thimble_bytes *commands);

#endif
