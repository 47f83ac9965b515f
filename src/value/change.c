/* SPDX-License-Identifier: Apache-2.0 */
/* change.c: see change.h. */
#include "value/change.h"

#include <string.h>

/* Moves a text to `*end`, and `*end` behind it. */
static void place(struct thimble_bytes *text, uint8_t **end) {
  if (text->length > 0)
    memcpy(*end, text->data, text->length);
  text->data = *end;
  *end += text->length;
}

uint32_t thimble_value_change_write(struct thimble_value_change *change, uint8_t *bytes) {
  bytes[0] = (uint8_t)change->operation;
  bytes[1] = (uint8_t)change->tenant.length;
  bytes[2] = (uint8_t)change->container.length;
  bytes[3] = (uint8_t)change->key.length;
  uint8_t *end = bytes + THIMBLE_CHANGE_HEAD;
  place(&change->tenant, &end);
  place(&change->container, &end);
  place(&change->key, &end);
  place(&change->value, &end);
  return (uint32_t)(end - bytes);
}

/* Takes a text of `length` bytes, at most `maximum`, from the start of `rest`. */
static bool take(struct thimble_bytes *text, uint32_t length, uint32_t maximum,
                 struct thimble_bytes *rest) {
  if (length > maximum || length > rest->length)
    return false;
  *text = (struct thimble_bytes){rest->data, length};
  rest->data += length;
  rest->length -= length;
  return true;
}

/* Whether key and value are what the operation has. */
static bool is_complete(const struct thimble_value_change *change) {
  switch (change->operation) {
  case THIMBLE_CHANGE_SET_INTEGER:
    return change->key.length > 0 && change->value.length == sizeof(int64_t);
  case THIMBLE_CHANGE_SET_BYTES:
    return change->key.length > 0;
  case THIMBLE_CHANGE_DELETE:
    return change->key.length > 0 && change->value.length == 0;
  case THIMBLE_CHANGE_ERASE:
    return change->key.length == 0 && change->value.length == 0;
  default:
    return false;
  }
}

enum thimble_result thimble_value_change_read(struct thimble_value_change *change,
                                              struct thimble_bytes record) {
  const uint8_t *head = record.data;
  if (record.length < THIMBLE_CHANGE_HEAD)
    return THIMBLE_ERROR_MALFORMED;
  struct thimble_bytes rest = {head + THIMBLE_CHANGE_HEAD, record.length - THIMBLE_CHANGE_HEAD};
  change->operation = head[0];
  if (!take(&change->tenant, head[1], THIMBLE_NAME_MAXIMUM, &rest) ||
      !take(&change->container, head[2], THIMBLE_NAME_MAXIMUM, &rest) ||
      !take(&change->key, head[3], THIMBLE_KEY_MAXIMUM, &rest) ||
      !take(&change->value, rest.length, THIMBLE_VALUE_MAXIMUM, &rest) || !is_complete(change))
    return THIMBLE_ERROR_MALFORMED;
  return THIMBLE_OK;
}
