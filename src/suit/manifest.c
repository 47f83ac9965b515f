/* SPDX-License-Identifier: Apache-2.0 */
/* manifest.c: see manifest.h. */
#include "suit/manifest.h"

#include <stddef.h>

#include "suit/digest.h"
#include "suit/map.h"
#include "suit/sections.h"

typedef struct thimble_cbor_reader reader_t;

/* Elements as bits, to see which have been there. */
enum {
  SEEN_SEQUENCE = 1,
  SEEN_COMMON = 2,
  SEEN_NAMED = 4, /* and the next two bits: severed elements whose digest is there */
};

uint32_t thimble_suit_severable(int32_t key) {
  static const uint8_t keys[THIMBLE_SEVERABLE_COUNT] = {THIMBLE_SUIT_PAYLOAD_FETCH,
                                                        THIMBLE_SUIT_INSTALL, THIMBLE_SUIT_TEXT};
  uint32_t index = 0;
  while (index < THIMBLE_SEVERABLE_COUNT && keys[index] != key)
    index++;
  return index;
}

static enum thimble_refusal malformed_unless(enum thimble_result result) {
  return result == THIMBLE_OK ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_MANIFEST;
}

static enum thimble_refusal read_version(reader_t *reader) {
  uint32_t version;
  if (thimble_cbor_read_unsigned(reader, &version) != THIMBLE_OK)
    return THIMBLE_REFUSAL_MANIFEST;
  return version == 1 ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_MANIFEST_VERSION;
}

/* A severable element is in the manifest, or its digest is. */
static enum thimble_refusal read_severable(struct thimble_suit *suit, reader_t *reader,
                                           int32_t section, uint32_t *seen) {
  uint32_t index = thimble_suit_severable(section);
  struct thimble_bytes content;
  const uint8_t *digest;
  if (thimble_cbor_read_bytes(reader, &content) == THIMBLE_OK)
    return THIMBLE_REFUSAL_NONE;
  enum thimble_refusal refusal =
      thimble_suit_digest_read(reader, &digest, THIMBLE_REFUSAL_MANIFEST);
  if (refusal != THIMBLE_REFUSAL_NONE)
    return refusal;
  *seen |= (uint32_t)SEEN_NAMED << index;
  struct thimble_bytes severed = suit->envelope->severed[index];
  if (severed.data != NULL && !thimble_suit_digest_matches(digest, severed))
    return THIMBLE_REFUSAL_SEVERED_DIGEST;
  return THIMBLE_REFUSAL_NONE;
}

static enum thimble_refusal read_element(struct thimble_suit *suit, reader_t *reader, int32_t key,
                                         uint32_t *seen) {
  struct thimble_bytes content;
  switch (key) {
  case THIMBLE_SUIT_VERSION:
    return read_version(reader);
  case THIMBLE_SUIT_SEQUENCE_NUMBER:
    *seen |= SEEN_SEQUENCE;
    return malformed_unless(thimble_cbor_read_unsigned(reader, &suit->sequence));
  case THIMBLE_SUIT_COMMON:
    *seen |= SEEN_COMMON;
    return malformed_unless(thimble_cbor_read_bytes(reader, &suit->common));
  case THIMBLE_SUIT_REFERENCE_URI:
    return malformed_unless(thimble_cbor_read_text(reader, &content));
  case THIMBLE_SUIT_VALIDATE:
  case THIMBLE_SUIT_LOAD:
  case THIMBLE_SUIT_INVOKE:
  case THIMBLE_SUIT_UNINSTALL:
    return malformed_unless(thimble_cbor_read_bytes(reader, &content));
  case THIMBLE_SUIT_PAYLOAD_FETCH:
  case THIMBLE_SUIT_INSTALL:
  case THIMBLE_SUIT_TEXT:
    return read_severable(suit, reader, key, seen);
  default:
    return THIMBLE_REFUSAL_MANIFEST_ELEMENT;
  }
}

/* The version decides what all the rest means, so it is the first. */
static enum thimble_refusal read_elements(struct thimble_suit *suit, reader_t *reader,
                                          const uint8_t **place, uint32_t *seen) {
  struct thimble_suit_map map;
  enum thimble_refusal refusal = malformed_unless(thimble_suit_map_start(&map, reader));
  for (bool first = true; refusal == THIMBLE_REFUSAL_NONE && map.left > 0; first = false) {
    int32_t key;
    *place = reader->position;
    refusal = malformed_unless(thimble_suit_map_next(&map, reader, &key));
    if (refusal != THIMBLE_REFUSAL_NONE)
      return refusal;
    if (first && key != THIMBLE_SUIT_VERSION)
      return THIMBLE_REFUSAL_MANIFEST;
    suit->report.section = key > 0 ? (uint32_t)key : 0;
    thimble_suit_note_section(suit, key);
    refusal = read_element(suit, reader, key, seen);
  }
  return refusal;
}

/* What stands in the envelope is worth nothing without its digest in the manifest. */
static enum thimble_refusal check_complete(const struct thimble_suit *suit, const reader_t *reader,
                                           uint32_t seen) {
  if (!thimble_cbor_at_end(reader) || (seen & SEEN_SEQUENCE) == 0 || (seen & SEEN_COMMON) == 0)
    return THIMBLE_REFUSAL_MANIFEST;
  for (uint32_t i = 0; i < THIMBLE_SEVERABLE_COUNT; i++)
    if (suit->envelope->severed[i].data != NULL && (seen & (uint32_t)SEEN_NAMED << i) == 0)
      return THIMBLE_REFUSAL_SEVERED_UNNAMED;
  return THIMBLE_REFUSAL_NONE;
}

void thimble_suit_check_manifest(struct thimble_suit *suit) {
  reader_t reader;
  uint32_t seen = 0;
  const uint8_t *place = suit->envelope->manifest.data;
  thimble_cbor_reader_start(&reader, suit->envelope->manifest);
  enum thimble_refusal refusal = read_elements(suit, &reader, &place, &seen);
  if (refusal == THIMBLE_REFUSAL_NONE) {
    suit->report.section = 0;
    refusal = check_complete(suit, &reader, seen);
  }
  if (refusal != THIMBLE_REFUSAL_NONE)
    thimble_suit_refuse(suit, refusal, place);
}

enum thimble_suit_find thimble_suit_find_section(const struct thimble_suit *suit,
                                                 enum thimble_suit_section section,
                                                 struct thimble_bytes *commands) {
  reader_t reader;
  bool is_shared = section == THIMBLE_SUIT_COMMON;
  if (!thimble_suit_map_find(is_shared ? suit->common : suit->envelope->manifest,
                             is_shared ? THIMBLE_SUIT_SHARED_SEQUENCE : (int32_t)section, &reader))
    return THIMBLE_SUIT_ABSENT;
  if (thimble_cbor_read_bytes(&reader, commands) == THIMBLE_OK)
    return THIMBLE_SUIT_FOUND;
  uint32_t severable = thimble_suit_severable((int32_t)section);
  if (severable == THIMBLE_SEVERABLE_COUNT || suit->envelope->severed[severable].data == NULL)
    return THIMBLE_SUIT_SEVERED;
  thimble_cbor_reader_start(&reader, suit->envelope->severed[severable]);
  return thimble_cbor_read_bytes(&reader, commands) == THIMBLE_OK ? THIMBLE_SUIT_FOUND
                                                                  : THIMBLE_SUIT_SEVERED;
}
