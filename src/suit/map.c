/* SPDX-License-Identifier: Apache-2.0 */
/* map.c: see map.h. */
#include "suit/map.h"

enum thimble_result thimble_suit_map_start(struct thimble_suit_map *map,
                                           struct thimble_cbor_reader *reader) {
  map->is_first = true;
  return thimble_cbor_read_map(reader, &map->left);
}

/* The place of a key in the order: -1 comes behind INT32_MAX. */
static uint32_t rank(int32_t key) {
  return key >= 0 ? (uint32_t)key : (uint32_t)INT32_MAX - (uint32_t)key;
}

enum thimble_result thimble_suit_map_next(struct thimble_suit_map *map,
                                          struct thimble_cbor_reader *reader, int32_t *key) {
  struct thimble_cbor_reader ahead = *reader;
  enum thimble_result result = thimble_cbor_read_integer(&ahead, key);
  if (result != THIMBLE_OK)
    return result;
  if (!map->is_first && rank(*key) <= map->last)
    return THIMBLE_ERROR_MALFORMED;
  map->last = rank(*key);
  map->is_first = false;
  map->left--;
  *reader = ahead;
  return THIMBLE_OK;
}

bool thimble_suit_map_find(struct thimble_bytes bytes, int32_t wanted,
                           struct thimble_cbor_reader *reader) {
  struct thimble_suit_map map;
  struct thimble_bytes item;
  int32_t key;
  thimble_cbor_reader_start(reader, bytes);
  if (thimble_suit_map_start(&map, reader) != THIMBLE_OK)
    return false;
  while (map.left > 0 && thimble_suit_map_next(&map, reader, &key) == THIMBLE_OK) {
    if (key == wanted)
      return true;
    if (thimble_cbor_read_item(reader, &item) != THIMBLE_OK)
      return false;
  }
  return false;
}
