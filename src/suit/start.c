/* SPDX-License-Identifier: Apache-2.0 */
/* start.c: what is checked before the first command (draft-ietf-suit-manifest-37, sections 6.1 and
 * 6.2). The signature has been checked already: there is an envelope. */
#include <string.h>

#include "suit/manifest.h"
#include "suit/sections.h"

void thimble_suit_refuse(struct thimble_suit *suit, enum thimble_refusal refusal,
                         const uint8_t *place) {
  suit->status = THIMBLE_SUIT_REFUSED;
  suit->report.refusal = refusal;
  if (place != NULL)
    suit->report.offset = (uint32_t)(place - suit->envelope->head.data);
}

struct thimble_cbor_reader thimble_suit_read_again(const struct thimble_suit *suit,
                                                   const uint8_t *place) {
  struct thimble_bytes head = suit->envelope->head;
  return (struct thimble_cbor_reader){place, head.data + head.length};
}

static bool is_listed_before(const struct thimble_suit *suit,
                             const struct thimble_suit_component *component) {
  for (uint32_t i = 0; i < component->index; i++) {
    struct thimble_bytes other = thimble_suit_component_at(suit, i).id;
    if (other.length == component->id.length &&
        memcmp(other.data, component->id.data, other.length) == 0)
      return true;
  }
  return false;
}

/* Equal numbers are refused too: what was accepted once is a replay. */
static enum thimble_refusal check_component(const struct thimble_suit *suit,
                                            const struct thimble_suit_component *component) {
  const struct thimble_suit_device *device = suit->device;
  uint32_t signer = suit->envelope->signer, last;
  if (is_listed_before(suit, component))
    return THIMBLE_REFUSAL_COMPONENTS;
  enum thimble_refusal refusal = device->allows(device->data, signer, component);
  if (refusal != THIMBLE_REFUSAL_NONE)
    return refusal;
  if (device->last_sequence(device->data, signer, component, &last) && suit->sequence <= last)
    return THIMBLE_REFUSAL_SEQUENCE;
  return THIMBLE_REFUSAL_NONE;
}

static void check_components(struct thimble_suit *suit) {
  for (uint32_t i = 0; i < suit->components; i++) {
    struct thimble_suit_component component = thimble_suit_component_at(suit, i);
    enum thimble_refusal refusal = check_component(suit, &component);
    if (refusal == THIMBLE_REFUSAL_NONE)
      continue;
    suit->report.component = i;
    thimble_suit_refuse(suit, refusal, component.id.data);
    return;
  }
}

enum thimble_suit_status thimble_suit_start(struct thimble_suit *suit,
                                            const struct thimble_envelope *envelope,
                                            const struct thimble_suit_device *device,
                                            const struct thimble_suit_observer *observer) {
  memset(suit, 0, sizeof *suit);
  suit->envelope = envelope;
  suit->device = device;
  suit->observer = observer;
  suit->report.component = THIMBLE_NO_COMPONENT;
  thimble_suit_check_manifest(suit);
  if (suit->status == THIMBLE_SUIT_RUNS)
    thimble_suit_check_common(suit);
  if (suit->status == THIMBLE_SUIT_RUNS)
    check_components(suit);
  if (suit->status == THIMBLE_SUIT_RUNS)
    thimble_suit_choose_sections(suit);
  return suit->status;
}
