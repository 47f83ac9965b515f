/* SPDX-License-Identifier: Apache-2.0 */
/* sections.c: see sections.h. */
#include "suit/sections.h"

#include <stddef.h>

#include "suit/frames.h"
#include "suit/manifest.h"

/* The update procedure, then the invocation procedure; validation is in both, and done once. */
static const uint8_t update_sections[] = {
    THIMBLE_SUIT_PAYLOAD_FETCH, THIMBLE_SUIT_INSTALL, THIMBLE_SUIT_VALIDATE,
    THIMBLE_SUIT_LOAD,          THIMBLE_SUIT_INVOKE,
};

static const uint8_t removal_sections[] = {THIMBLE_SUIT_UNINSTALL};

struct order {
  const uint8_t *sections;
  uint32_t count;
};

static bool has_section(const struct thimble_suit *suit, enum thimble_suit_section section) {
  struct thimble_bytes commands;
  return thimble_suit_find_section(suit, section, &commands) != THIMBLE_SUIT_ABSENT;
}

/* A manifest that uninstalls, and neither fetches nor installs, is a removal. In any other the
 * uninstall sequence is for later, and this device keeps no manifests. */
static struct order order_of(const struct thimble_suit *suit) {
  bool removes = has_section(suit, THIMBLE_SUIT_UNINSTALL) &&
                 !has_section(suit, THIMBLE_SUIT_PAYLOAD_FETCH) &&
                 !has_section(suit, THIMBLE_SUIT_INSTALL);
  return removes ? (struct order){removal_sections, sizeof removal_sections}
                 : (struct order){update_sections, sizeof update_sections};
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
  case THIMBLE_SUIT_ABSENT: /* only the shared sequence: others are looked for first */
    thimble_suit_refuse(suit, THIMBLE_REFUSAL_UNIDENTIFIED, suit->common.data);
    return;
  }
}

/* All components that were written have to be verified by now. The report is still about the common
 * part when no section came behind it. */
static void finish(struct thimble_suit *suit) {
  if (suit->report.section == THIMBLE_SUIT_COMMON) {
    thimble_suit_refuse(suit, THIMBLE_REFUSAL_NOTHING, suit->envelope->manifest.data);
    return;
  }
  for (uint32_t i = 0; i < suit->components; i++)
    if ((suit->unverified & thimble_suit_bit(i)) != 0) {
      suit->report.component = i;
      thimble_suit_refuse(suit, THIMBLE_REFUSAL_UNVERIFIED, NULL);
      return;
    }
  suit->status = THIMBLE_SUIT_DONE;
}

void thimble_suit_next_section(struct thimble_suit *suit) {
  struct order order = order_of(suit);
  while (suit->section < order.count &&
         !has_section(suit, (enum thimble_suit_section)order.sections[suit->section]))
    suit->section++;
  if (suit->section == order.count)
    finish(suit);
  else if (suit->is_shared_done)
    enter_section(suit, (enum thimble_suit_section)order.sections[suit->section]);
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
    suit->section++;
  else if ((suit->identified & BOTH) != BOTH)
    thimble_suit_refuse(suit, THIMBLE_REFUSAL_UNIDENTIFIED, suit->common.data);
  suit->is_shared_done = !suit->is_shared_done;
}
