/* SPDX-License-Identifier: Apache-2.0 */
/* sections.c: see sections.h. */
#include "suit/sections.h"

#include <stddef.h>

#include "suit/frames.h"
#include "suit/manifest.h"

/* The update procedure, then the invocation procedure; validation is in both, and done once. */
static const uint8_t order[] = {
    THIMBLE_SUIT_PAYLOAD_FETCH, THIMBLE_SUIT_INSTALL, THIMBLE_SUIT_VALIDATE,
    THIMBLE_SUIT_LOAD,          THIMBLE_SUIT_INVOKE,  THIMBLE_SUIT_UNINSTALL,
};

enum {
  SECTIONS = sizeof order,
  UPDATES = 1 | 2, /* payload-fetch or install */
  REMOVES = 1 << (SECTIONS - 1),
};

void thimble_suit_note_section(struct thimble_suit *suit, int32_t key) {
  for (uint32_t i = 0; i < SECTIONS; i++)
    if (order[i] == key)
      suit->sections |= thimble_suit_bit(i);
}

/* In a manifest that updates, the uninstall sequence is for later, and this device keeps no
 * manifests. */
void thimble_suit_choose_sections(struct thimble_suit *suit) {
  if ((suit->sections & UPDATES) != 0)
    suit->sections &= (uint8_t)~REMOVES;
  else if ((suit->sections & REMOVES) != 0)
    suit->sections = REMOVES;
  if (suit->sections == 0)
    thimble_suit_refuse(suit, THIMBLE_REFUSAL_NOTHING, suit->envelope->manifest.data);
}

static void enter_section(struct thimble_suit *suit, enum thimble_suit_section section) {
  struct thimble_bytes commands;
  suit->report.section = (uint32_t)section;
  suit->report.command = 0;
  suit->report.component = THIMBLE_NO_COMPONENT;
  switch (thimble_suit_find_section(suit, section, &commands)) {
  case THIMBLE_SUIT_FOUND:
    thimble_suit_enter(suit, commands, THIMBLE_SUIT_FRAME_SECTION,
                       suit->components > 1 ? THIMBLE_SUIT_INDEX_FIRST : THIMBLE_SUIT_INDEX_FREE,
                       0);
    return;
  case THIMBLE_SUIT_SEVERED:
    thimble_suit_refuse(suit, THIMBLE_REFUSAL_SEVERED_MISSING, suit->envelope->manifest.data);
    return;
  case THIMBLE_SUIT_ABSENT: /* only the shared sequence: the others have been seen */
    thimble_suit_refuse(suit, THIMBLE_REFUSAL_UNIDENTIFIED, suit->common.data);
    return;
  }
}

/* All components that were written have to be verified by now. */
static void finish(struct thimble_suit *suit) {
  suit->status = THIMBLE_SUIT_DONE;
  for (uint32_t i = 0; i < suit->components; i++)
    if ((suit->unverified & thimble_suit_bit(i)) != 0) {
      suit->report.component = i;
      thimble_suit_refuse(suit, THIMBLE_REFUSAL_UNVERIFIED, NULL);
      return;
    }
}

/* The place of the next section in the order. */
static uint32_t next_place(const struct thimble_suit *suit) {
  uint32_t place = 0;
  while ((suit->sections & thimble_suit_bit(place)) == 0)
    place++;
  return place;
}

void thimble_suit_next_section(struct thimble_suit *suit) {
  if (suit->sections == 0)
    finish(suit);
  else if (suit->is_shared_done)
    enter_section(suit, (enum thimble_suit_section)order[next_place(suit)]);
  else
    enter_section(suit, THIMBLE_SUIT_COMMON);
}

bool thimble_suit_is_shared(const struct thimble_suit *suit) {
  return !suit->is_shared_done;
}

/* The end of a section: the shared sequence has to have looked at who the update is for. */
void thimble_suit_leave_section(struct thimble_suit *suit) {
  enum {
    BOTH = 1 << THIMBLE_SUIT_VENDOR_ID | 1 << THIMBLE_SUIT_CLASS_ID
  };
  suit->depth = 0;
  if (!thimble_suit_is_shared(suit))
    suit->sections &= (uint8_t)(suit->sections - 1); /* the lowest bit is done */
  else if ((suit->identified & BOTH) != BOTH)
    thimble_suit_refuse(suit, THIMBLE_REFUSAL_UNIDENTIFIED, suit->common.data);
  suit->is_shared_done = !suit->is_shared_done;
}
