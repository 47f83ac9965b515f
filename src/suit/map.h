/* SPDX-License-Identifier: Apache-2.0 */
/* map.h: reads a map whose keys are integers, pair by pair, in deterministic order (RFC 8949,
 * section 4.2.1): first the non-negative keys, ascending, then the negative ones, descending. A key
 * out of order, and so a second one of the same value, is malformed. */
#ifndef THIMBLE_SUIT_MAP_H
#define THIMBLE_SUIT_MAP_H

#include <stdbool.h>
#include <stdint.h>
#include <thimble/result.h>

#include "base/cbor_read.h"

struct thimble_suit_map {
  uint32_t left; /* pairs */
  uint32_t last; /* the rank of the last key */
  bool is_first; /* there was none */
};

/* Reads the head. */
enum thimble_result thimble_suit_map_start(struct thimble_suit_map *map,
                                           struct thimble_cbor_reader *reader);

/* Reads the next key; its value follows. The caller has looked at `left`. */
enum thimble_result thimble_suit_map_next(struct thimble_suit_map *map,
                                          struct thimble_cbor_reader *reader, int32_t *key);

/* Finds the value of a key in a map that has been read before. False: it is not there. */
bool thimble_suit_map_find(struct thimble_bytes bytes, int32_t wanted,
                           struct thimble_cbor_reader *reader);

#endif
