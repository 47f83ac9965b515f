/* SPDX-License-Identifier: Apache-2.0 */
/* grants_read.c: see grants_read.h. */
#include "base/grants_read.h"

#include <stddef.h>
#include <thimble/limits.h>

typedef enum thimble_result result_t;
typedef struct thimble_cbor_reader reader_t;

/* The numbers to which a grant can be narrowed, or null. */
static uint32_t *numbers_of(struct thimble_scope *scope, uint32_t grant) {
  if (grant == THIMBLE_GRANT_SENSOR)
    return &scope->sensors;
  return grant == THIMBLE_GRANT_ACTUATOR ? &scope->actuators : NULL;
}

/* The keys to which a grant can be narrowed, or null. */
static struct thimble_bytes *keys_of(struct thimble_scope *scope, uint32_t grant) {
  if (grant == THIMBLE_GRANT_VALUE_READ)
    return &scope->keys_read;
  return grant == THIMBLE_GRANT_VALUE_WRITE ? &scope->keys_written : NULL;
}

/* One number, above those before it. */
static result_t read_number(reader_t *reader, uint32_t *numbers) {
  reader_t ahead = *reader;
  uint32_t number;
  result_t result = thimble_cbor_read_unsigned(&ahead, &number);
  if (result != THIMBLE_OK)
    return result;
  if (number >= THIMBLE_SCOPE_NUMBERS)
    return THIMBLE_ERROR_LIMIT;
  if (*numbers >> number != 0)
    return THIMBLE_ERROR_MALFORMED;
  *numbers |= 1u << number;
  *reader = ahead;
  return THIMBLE_OK;
}

/* An empty array is refused: it would narrow nothing, and look as if it narrowed all. The loop
 * ends: numbers ascend and are below THIMBLE_SCOPE_NUMBERS. */
static result_t read_numbers(reader_t *reader, uint32_t *numbers) {
  reader_t ahead = *reader;
  uint32_t items;
  result_t result = thimble_cbor_read_array(&ahead, &items);
  if (result != THIMBLE_OK)
    return result;
  if (items == 0)
    return THIMBLE_ERROR_MALFORMED;
  *reader = ahead;
  for (uint32_t i = 0; result == THIMBLE_OK && i < items; i++)
    result = read_number(reader, numbers);
  return result;
}

/* Prefixes are separated by single spaces, with none at the ends, and hold characters from ! to ~.
 */
static bool is_prefix_list(const struct thimble_bytes *list) {
  bool after_space = true;
  for (uint32_t i = 0; i < list->length; i++) {
    uint8_t character = list->data[i];
    bool is_space = character == ' ';
    if ((is_space && after_space) || character < ' ' || character > '~')
      return false;
    after_space = is_space;
  }
  return !after_space;
}

static result_t read_keys(reader_t *reader, struct thimble_bytes *keys) {
  reader_t ahead = *reader;
  result_t result = thimble_cbor_read_text(&ahead, keys);
  if (result != THIMBLE_OK)
    return result;
  if (keys->length > THIMBLE_PREFIXES_MAXIMUM)
    return THIMBLE_ERROR_LIMIT;
  if (!is_prefix_list(keys))
    return THIMBLE_ERROR_MALFORMED;
  *reader = ahead;
  return THIMBLE_OK;
}

/* How far the grant reaches: true (all of it), or the narrowing that it can have. */
static result_t read_reach(reader_t *reader, uint32_t grant, struct thimble_scope *scope) {
  uint32_t *numbers = numbers_of(scope, grant);
  struct thimble_bytes *keys = keys_of(scope, grant);
  result_t result = thimble_cbor_read_true(reader);
  if (result == THIMBLE_ERROR_MALFORMED && numbers != NULL)
    return read_numbers(reader, numbers);
  if (result == THIMBLE_ERROR_MALFORMED && keys != NULL)
    return read_keys(reader, keys);
  return result;
}

/* One grant of the map: its number, above those before it, and how far it reaches. */
static result_t read_grant(reader_t *reader, struct thimble_permissions *asked) {
  reader_t ahead = *reader;
  uint32_t grant;
  result_t result = thimble_cbor_read_unsigned(&ahead, &grant);
  if (result != THIMBLE_OK)
    return result;
  if (grant >= THIMBLE_GRANT_COUNT)
    return THIMBLE_ERROR_UNSUPPORTED;
  if (asked->grants >> grant != 0)
    return THIMBLE_ERROR_MALFORMED;
  *reader = ahead;
  asked->grants |= (thimble_grant_set)1 << grant;
  return read_reach(reader, grant, &asked->scope);
}

/* The loop ends: a grant is above those before it, so there are at most THIMBLE_GRANT_COUNT. */
enum thimble_result thimble_grants_read(struct thimble_cbor_reader *reader,
                                        struct thimble_permissions *asked) {
  uint32_t pairs;
  result_t result = thimble_cbor_read_map(reader, &pairs);
  asked->grants = 0;
  asked->scope = (struct thimble_scope){0};
  for (uint32_t i = 0; result == THIMBLE_OK && i < pairs; i++)
    result = read_grant(reader, asked);
  return result;
}
