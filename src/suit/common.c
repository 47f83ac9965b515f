/* SPDX-License-Identifier: Apache-2.0 */
/* common.c: the common part of a manifest (draft-ietf-suit-manifest-37, section 8.4.5). See
 * manifest.h. */
#include <stddef.h>

#include "suit/manifest.h"
#include "suit/map.h"

typedef struct thimble_cbor_reader reader_t;

static enum thimble_refusal malformed_unless(enum thimble_result result) {
  return result == THIMBLE_OK ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_MANIFEST;
}

static enum thimble_refusal read_id(reader_t *reader) {
  struct thimble_bytes part;
  uint32_t parts;
  enum thimble_result result = thimble_cbor_read_array(reader, &parts);
  for (uint32_t i = 0; result == THIMBLE_OK && i < parts; i++)
    result = thimble_cbor_read_bytes(reader, &part);
  return malformed_unless(result);
}

static enum thimble_refusal read_components(struct thimble_suit *suit, reader_t *reader) {
  uint32_t count;
  if (thimble_cbor_read_array(reader, &count) != THIMBLE_OK)
    return THIMBLE_REFUSAL_MANIFEST;
  if (count == 0 || count > THIMBLE_SUIT_COMPONENTS)
    return THIMBLE_REFUSAL_COMPONENTS;
  for (uint32_t i = 0; i < count; i++) {
    enum thimble_refusal refusal = read_id(reader);
    if (refusal != THIMBLE_REFUSAL_NONE)
      return refusal;
  }
  suit->components = (uint8_t)count;
  return THIMBLE_REFUSAL_NONE;
}

static enum thimble_refusal read_common(struct thimble_suit *suit, reader_t *reader) {
  struct thimble_suit_map map;
  struct thimble_bytes content;
  int32_t key;
  enum thimble_refusal refusal = malformed_unless(thimble_suit_map_start(&map, reader));
  while (refusal == THIMBLE_REFUSAL_NONE && map.left > 0) {
    if (thimble_suit_map_next(&map, reader, &key) != THIMBLE_OK)
      return THIMBLE_REFUSAL_MANIFEST;
    if (key == THIMBLE_SUIT_DEPENDENCIES)
      return THIMBLE_REFUSAL_DEPENDENCIES;
    if (key == THIMBLE_SUIT_COMPONENT_LIST)
      refusal = read_components(suit, reader);
    else if (key == THIMBLE_SUIT_SHARED_SEQUENCE)
      refusal = malformed_unless(thimble_cbor_read_bytes(reader, &content));
    else
      return THIMBLE_REFUSAL_COMMON_ELEMENT;
  }
  if (refusal != THIMBLE_REFUSAL_NONE)
    return refusal;
  return thimble_cbor_at_end(reader) ? THIMBLE_REFUSAL_NONE : THIMBLE_REFUSAL_MANIFEST;
}

void thimble_suit_check_common(struct thimble_suit *suit) {
  reader_t reader;
  thimble_cbor_reader_start(&reader, suit->common);
  suit->report.section = THIMBLE_SUIT_COMMON;
  enum thimble_refusal refusal = read_common(suit, &reader);
  if (refusal == THIMBLE_REFUSAL_NONE && suit->components == 0)
    refusal = THIMBLE_REFUSAL_COMPONENTS;
  if (refusal != THIMBLE_REFUSAL_NONE)
    thimble_suit_refuse(suit, refusal, reader.position);
}

/* The number of components has been checked, and the index by the caller. */
struct thimble_suit_component thimble_suit_component_at(const struct thimble_suit *suit,
                                                        uint32_t index) {
  struct thimble_suit_component component = {.index = index};
  reader_t reader;
  uint32_t count;
  if (!thimble_suit_map_find(suit->common, THIMBLE_SUIT_COMPONENT_LIST, &reader) ||
      thimble_cbor_read_array(&reader, &count) != THIMBLE_OK)
    return component;
  for (uint32_t i = 0; i <= index; i++)
    if (thimble_cbor_read_item(&reader, &component.id) != THIMBLE_OK)
      break;
  return component;
}

enum thimble_result thimble_suit_id_part(struct thimble_bytes id, uint32_t part,
                                         struct thimble_bytes *bytes) {
  reader_t reader;
  uint32_t parts;
  thimble_cbor_reader_start(&reader, id);
  enum thimble_result result = thimble_cbor_read_array(&reader, &parts);
  if (result == THIMBLE_OK && part >= parts)
    return THIMBLE_ERROR_NOT_FOUND;
  for (uint32_t i = 0; result == THIMBLE_OK && i <= part; i++)
    result = thimble_cbor_read_bytes(&reader, bytes);
  return result;
}
