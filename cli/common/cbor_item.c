/* SPDX-License-Identifier: Apache-2.0 */
/* cbor_item.c: see cbor_item.h. */
#include "cli/common/cbor_item.h"

#include <stddef.h>

enum {
  HEAD_DIRECT = 24, /* smaller ones are the number itself (RFC 8949, section 3) */
  HEAD_LONGEST = 27,
  SIMPLE_FALSE = 20,
  SIMPLE_TRUE = 21,
  SIMPLE_NULL = 22
};

/* The only place where `rest` is shortened: by at most what there is. */
static struct thimble_bytes take(struct thimble_bytes *rest, uint32_t length) {
  struct thimble_bytes taken = {rest->data, length};
  rest->data += length;
  rest->length -= length;
  return taken;
}

static bool read_head(struct thimble_bytes *rest, uint8_t *major, uint64_t *number) {
  if (rest->length == 0)
    return false;
  uint8_t first = rest->data[0], low = first & 31;
  uint32_t more = low < HEAD_DIRECT ? 0 : low > HEAD_LONGEST ? 8 : 1u << (low - HEAD_DIRECT);
  if (low > HEAD_LONGEST || rest->length - 1 < more)
    return false;
  struct thimble_bytes head = take(rest, 1 + more);
  *major = first >> 5;
  *number = more == 0 ? low : 0;
  for (uint32_t i = 1; i <= more; i++)
    *number = *number << 8 | head.data[i];
  return true;
}

/* An item of one level, with how many items stand in it. */
static bool read_flat(struct thimble_bytes *rest, struct cbor_item *item, uint64_t *inner) {
  uint8_t major;
  if (!read_head(rest, &major, &item->number) || major == 6)
    return false;
  item->kind = (enum cbor_kind)major;
  item->bytes = (struct thimble_bytes){rest->data, 0};
  *inner = 0;
  if (major == CBOR_BYTES || major == CBOR_TEXT) {
    if (item->number > rest->length)
      return false;
    item->bytes = take(rest, (uint32_t)item->number);
  } else if (major == CBOR_ARRAY || major == CBOR_MAP) {
    /* Each inner item takes a byte at least, which bounds every loop over them. */
    if (item->number > rest->length)
      return false;
    *inner = item->number << (major == CBOR_MAP);
  }
  return major != CBOR_SIMPLE || (item->number >= SIMPLE_FALSE && item->number <= SIMPLE_NULL);
}

static bool skip_inner(struct thimble_bytes *rest, uint64_t items) {
  uint64_t left[CBOR_ITEM_DEPTH];
  uint32_t depth = 0;
  left[0] = items;
  for (;;) {
    struct cbor_item item;
    uint64_t inner;
    while (left[depth] == 0) {
      if (depth == 0)
        return true;
      depth--;
    }
    left[depth]--;
    if (!read_flat(rest, &item, &inner))
      return false;
    if (inner == 0)
      continue;
    if (++depth == CBOR_ITEM_DEPTH)
      return false;
    left[depth] = inner;
  }
}

bool cbor_item_read(struct thimble_bytes *rest, struct cbor_item *item) {
  struct thimble_bytes tried = *rest;
  uint64_t inner;
  if (!read_flat(&tried, item, &inner))
    return false;
  const uint8_t *start = tried.data;
  if (!skip_inner(&tried, inner))
    return false;
  if (inner > 0)
    item->bytes = (struct thimble_bytes){start, (uint32_t)(tried.data - start)};
  *rest = tried;
  return true;
}

bool cbor_item_find(const struct cbor_item *map, uint64_t key, struct cbor_item *value) {
  struct thimble_bytes rest = map->bytes;
  struct cbor_item found;
  if (map->kind != CBOR_MAP)
    return false;
  while (cbor_item_read(&rest, &found) && cbor_item_read(&rest, value)) {
    if (found.kind == CBOR_UNSIGNED && found.number == key)
      return true;
  }
  return false;
}

bool cbor_find_number(const struct cbor_item *map, uint64_t key, uint64_t *number) {
  struct cbor_item value;
  if (!cbor_item_find(map, key, &value) || value.kind != CBOR_UNSIGNED)
    return false;
  *number = value.number;
  return true;
}

bool cbor_find_bytes(const struct cbor_item *map, uint64_t key, enum cbor_kind kind,
                     struct thimble_bytes *bytes) {
  struct cbor_item value;
  if (!cbor_item_find(map, key, &value) || value.kind != kind)
    return false;
  *bytes = value.bytes;
  return true;
}

bool cbor_find_true(const struct cbor_item *map, uint64_t key) {
  struct cbor_item value;
  return cbor_item_find(map, key, &value) && value.kind == CBOR_SIMPLE &&
         value.number == SIMPLE_TRUE;
}

bool cbor_item_integer(const struct cbor_item *item, int64_t *number) {
  if (item->kind > CBOR_NEGATIVE || item->number > INT64_MAX)
    return false;
  *number = item->kind == CBOR_NEGATIVE ? -1 - (int64_t)item->number : (int64_t)item->number;
  return true;
}

bool cbor_body_read(struct thimble_bytes body, enum cbor_kind kind, struct cbor_item *item) {
  return cbor_item_read(&body, item) && body.length == 0 && item->kind == kind;
}
