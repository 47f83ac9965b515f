/* SPDX-License-Identifier: Apache-2.0 */
/* rights.c: reads records. All keys stand there, in order, so that a reader needs no defaults. */
#include <thimble/rights.h>

#include <string.h>

#include "base/grants_read.h"
#include "base/name.h"

typedef enum thimble_result result_t;
typedef struct thimble_cbor_reader reader_t;

static result_t read_key(reader_t *reader, enum thimble_record_key key) {
  uint32_t number;
  result_t result = thimble_cbor_read_unsigned(reader, &number);
  if (result == THIMBLE_OK && number != (uint32_t)key)
    return THIMBLE_ERROR_MALFORMED;
  return result;
}

static result_t read_number(reader_t *reader, enum thimble_record_key key, uint32_t maximum,
                            uint32_t *number) {
  result_t result = read_key(reader, key);
  if (result == THIMBLE_OK)
    result = thimble_cbor_read_unsigned(reader, number);
  return result == THIMBLE_OK && *number > maximum ? THIMBLE_ERROR_LIMIT : result;
}

static result_t read_start(reader_t *reader, uint32_t wanted) {
  uint32_t pairs, format = 0;
  result_t result = thimble_cbor_read_map(reader, &pairs);
  if (result == THIMBLE_OK && pairs != wanted)
    return THIMBLE_ERROR_MALFORMED;
  if (result == THIMBLE_OK)
    result = read_number(reader, THIMBLE_RECORD_KEY_FORMAT, UINT32_MAX, &format);
  return result == THIMBLE_OK && format != THIMBLE_RECORD_FORMAT ? THIMBLE_ERROR_UNSUPPORTED
                                                                 : result;
}

static result_t read_name(reader_t *reader, struct thimble_bytes *name) {
  result_t result = thimble_cbor_read_text(reader, name);
  return result == THIMBLE_OK && !thimble_name_is_valid(*name) ? THIMBLE_ERROR_MALFORMED : result;
}

/* A list whose items ascend, so that none stands there twice. */
static result_t read_count(reader_t *reader, uint32_t least, uint32_t most, uint32_t *count) {
  result_t result = thimble_cbor_read_array(reader, count);
  if (result != THIMBLE_OK)
    return result;
  return *count < least || *count > most ? THIMBLE_ERROR_LIMIT : THIMBLE_OK;
}

static bool is_point(struct thimble_bytes key) {
  return key.length == THIMBLE_RECORD_KEY_LENGTH && key.data[0] == 4;
}

static result_t read_point(reader_t *reader, struct thimble_rights *rights, uint32_t index) {
  struct thimble_bytes *key = &rights->keys[index];
  result_t result = thimble_cbor_read_bytes(reader, key);
  if (result != THIMBLE_OK)
    return result;
  bool ascends = index == 0 || thimble_name_compare(key[-1], *key) < 0;
  return is_point(*key) && ascends ? THIMBLE_OK : THIMBLE_ERROR_MALFORMED;
}

static result_t read_keys(reader_t *reader, uint32_t least, struct thimble_rights *rights) {
  result_t result = read_key(reader, THIMBLE_RECORD_KEY_KEYS);
  if (result == THIMBLE_OK)
    result = read_count(reader, least, THIMBLE_RECORD_KEYS_MAXIMUM, &rights->key_count);
  for (uint32_t i = 0; result == THIMBLE_OK && i < rights->key_count; i++)
    result = read_point(reader, rights, i);
  return result;
}

static result_t read_hook_name(reader_t *reader, struct thimble_rights *rights, uint32_t index) {
  struct thimble_bytes *hook = &rights->hooks[index];
  result_t result = read_name(reader, hook);
  if (result == THIMBLE_OK && index > 0 && thimble_name_compare(hook[-1], *hook) >= 0)
    return THIMBLE_ERROR_MALFORMED;
  return result;
}

static result_t read_hooks(reader_t *reader, struct thimble_rights *rights) {
  result_t result = read_key(reader, THIMBLE_RECORD_KEY_HOOKS);
  if (result != THIMBLE_OK)
    return result;
  rights->all_hooks = thimble_cbor_read_true(reader) == THIMBLE_OK;
  if (rights->all_hooks)
    return THIMBLE_OK;
  result = read_count(reader, 1, THIMBLE_RECORD_HOOKS_MAXIMUM, &rights->hook_count);
  for (uint32_t i = 0; result == THIMBLE_OK && i < rights->hook_count; i++)
    result = read_hook_name(reader, rights, i);
  return result;
}

static result_t read_numbers(reader_t *reader, struct thimble_rights *rights) {
  static const uint32_t maximum[] = {
      UINT8_MAX, THIMBLE_MEMORY_MAXIMUM, THIMBLE_RATE_MAXIMUM, UINT16_MAX, UINT8_MAX, UINT8_MAX,
      UINT8_MAX};
  enum {
    NUMBERS = sizeof maximum / sizeof *maximum
  };
  uint32_t numbers[NUMBERS] = {0};
  result_t result = THIMBLE_OK;
  for (uint32_t i = 0; result == THIMBLE_OK && i < NUMBERS; i++) {
    enum thimble_record_key key = (enum thimble_record_key)(THIMBLE_RECORD_KEY_CONTAINERS + i);
    result = read_number(reader, key, maximum[i], &numbers[i]);
  }
  rights->containers = (uint8_t)numbers[0];
  rights->memory = numbers[1];
  rights->fuel_per_second = numbers[2];
  rights->log_per_second = (uint16_t)numbers[3];
  rights->log_below = (uint8_t)numbers[4];
  rights->failures = (uint8_t)numbers[5];
  rights->messages = (uint8_t)numbers[6];
  return result;
}

static result_t read_quota_number(reader_t *reader, uint16_t *number) {
  uint32_t value = 0;
  result_t result = thimble_cbor_read_unsigned(reader, &value);
  *number = (uint16_t)value;
  return result == THIMBLE_OK && value > UINT16_MAX ? THIMBLE_ERROR_LIMIT : result;
}

static result_t read_quota(reader_t *reader, enum thimble_record_key key,
                           struct thimble_key_value_quota *quota) {
  uint32_t items;
  result_t result = read_key(reader, key);
  if (result == THIMBLE_OK)
    result = thimble_cbor_read_array(reader, &items);
  if (result == THIMBLE_OK && items != 4)
    return THIMBLE_ERROR_MALFORMED;
  if (result == THIMBLE_OK)
    result = read_quota_number(reader, &quota->entries);
  if (result == THIMBLE_OK)
    result = read_quota_number(reader, &quota->bytes);
  if (result == THIMBLE_OK)
    result = read_quota_number(reader, &quota->writes_per_second);
  return result == THIMBLE_OK ? thimble_cbor_read_boolean(reader, &quota->kept) : result;
}

static result_t read_end(const reader_t *reader, result_t result) {
  return result == THIMBLE_OK && !thimble_cbor_at_end(reader) ? THIMBLE_ERROR_MALFORMED : result;
}

static result_t read_who(reader_t *reader, struct thimble_rights *rights) {
  result_t result = read_key(reader, THIMBLE_RECORD_KEY_TENANT);
  if (result == THIMBLE_OK)
    result = read_name(reader, &rights->tenant);
  return result == THIMBLE_OK ? read_keys(reader, 0, rights) : result;
}

static result_t read_what(reader_t *reader, struct thimble_rights *rights) {
  result_t result = read_key(reader, THIMBLE_RECORD_KEY_GRANTS);
  if (result == THIMBLE_OK)
    result = thimble_grants_read(reader, &rights->allowed);
  return result == THIMBLE_OK ? read_hooks(reader, rights) : result;
}

static result_t read_how_much(reader_t *reader, struct thimble_rights *rights) {
  result_t result = read_numbers(reader, rights);
  if (result == THIMBLE_OK)
    result = read_quota(reader, THIMBLE_RECORD_KEY_PRIVATE_VALUES, &rights->private_values);
  if (result == THIMBLE_OK)
    result = read_quota(reader, THIMBLE_RECORD_KEY_SHARED_VALUES, &rights->shared_values);
  return result;
}

static result_t open_record(reader_t *reader, struct thimble_rights *rights,
                            struct thimble_bytes record, uint32_t pairs) {
  memset(rights, 0, sizeof *rights);
  thimble_cbor_reader_start(reader, record);
  return record.length > THIMBLE_RECORD_MAXIMUM ? THIMBLE_ERROR_LIMIT : read_start(reader, pairs);
}

result_t thimble_rights_read_tenant(struct thimble_rights *rights, struct thimble_bytes record) {
  reader_t reader;
  result_t result = open_record(&reader, rights, record, THIMBLE_RECORD_KEY_SHARED_VALUES);
  if (result == THIMBLE_OK)
    result = read_who(&reader, rights);
  if (result == THIMBLE_OK)
    result = read_what(&reader, rights);
  if (result == THIMBLE_OK)
    result = read_how_much(&reader, rights);
  return read_end(&reader, result);
}

result_t thimble_rights_read_owner(struct thimble_rights *rights, struct thimble_bytes record) {
  reader_t reader;
  result_t result = open_record(&reader, rights, record, 2);
  if (result == THIMBLE_OK)
    result = read_keys(&reader, 1, rights);
  return read_end(&reader, result);
}

bool thimble_rights_has_hook(const struct thimble_rights *rights, struct thimble_bytes hook) {
  for (uint32_t i = 0; i < rights->hook_count; i++)
    if (thimble_name_compare(rights->hooks[i], hook) == 0)
      return true;
  return rights->all_hooks;
}
