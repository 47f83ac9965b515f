/* SPDX-License-Identifier: Apache-2.0 */
/* cbor_item.h: walks over CBOR (RFC 8949) that a device has sent, whatever it is: numbers of 64
 * bits, unknown keys, and bytes that are no CBOR at all.
 *
 * Rules of use: views point into the input. An item that was read is well-formed inside, so a walk
 * over it ends. Definite lengths only; what stands deeper than CBOR_ITEM_DEPTH, tags, and
 * floating-point numbers are not read. */
#ifndef THIMBLE_CLI_COMMON_CBOR_ITEM_H
#define THIMBLE_CLI_COMMON_CBOR_ITEM_H

#include <stdbool.h>
#include <stdint.h>
#include <thimble/bytes.h>

#define CBOR_ITEM_DEPTH 8u

enum cbor_kind {
  CBOR_UNSIGNED = 0, /* the major types */
  CBOR_NEGATIVE = 1,
  CBOR_BYTES = 2,
  CBOR_TEXT = 3,
  CBOR_ARRAY = 4,
  CBOR_MAP = 5,
  CBOR_SIMPLE = 7,
};

struct cbor_item {
  enum cbor_kind kind;
  uint64_t number; /* UNSIGNED; NEGATIVE: -1 - number; ARRAY, MAP: items, pairs; SIMPLE: 20 is
                      false, 21 is true */
  struct thimble_bytes bytes; /* of a string; of an array or a map: all that is in it */
};

/* Reads the item at the start of `rest`, and moves `rest` behind it. False: there is none, or it is
 * not well-formed; `rest` has not moved. */
bool cbor_item_read(struct thimble_bytes *rest, struct cbor_item *item);

/* Finds the value of a key of a map, which is an unsigned integer. False: it is not there. */
bool cbor_item_find(const struct cbor_item *map, uint64_t key, struct cbor_item *value);

/* The same for a value of one kind; what is not there leaves `number`, `bytes` as they are. */
bool cbor_find_number(const struct cbor_item *map, uint64_t key, uint64_t *number);
bool cbor_find_bytes(const struct cbor_item *map, uint64_t key, enum cbor_kind kind,
                     struct thimble_bytes *bytes);
bool cbor_find_true(const struct cbor_item *map, uint64_t key);

/* Whether it is a number of either sign that fits 64 bits. */
bool cbor_item_integer(const struct cbor_item *item, int64_t *number);

/* Reads a body that is one item of that kind and nothing else. */
bool cbor_body_read(struct thimble_bytes body, enum cbor_kind kind, struct cbor_item *item);

#endif
