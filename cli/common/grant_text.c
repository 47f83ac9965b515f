/* SPDX-License-Identifier: Apache-2.0 */
/* grant_text.c: see grant_text.h. */
#include "cli/common/grant_text.h"

#include "cli/common/sensor_kind.h"

static uint32_t numbers_of(const struct thimble_scope *scope, uint32_t grant) {
  if (grant == THIMBLE_GRANT_SENSOR)
    return scope->sensors;
  return grant == THIMBLE_GRANT_ACTUATOR ? scope->actuators : 0;
}

static struct thimble_bytes keys_of(const struct thimble_scope *scope, uint32_t grant) {
  if (grant == THIMBLE_GRANT_VALUE_READ)
    return scope->keys_read;
  return grant == THIMBLE_GRANT_VALUE_WRITE ? scope->keys_written : (struct thimble_bytes){0};
}

bool grant_is_narrowed(const struct thimble_scope *scope, uint32_t grant) {
  return numbers_of(scope, grant) != 0 || keys_of(scope, grant).length > 0;
}

static void append_number(struct thimble_text *text, uint32_t grant, uint32_t number) {
  const struct sensor_kind *kind =
      grant == THIMBLE_GRANT_SENSOR ? sensor_kind_numbered(number) : NULL;
  if (kind)
    thimble_text_append(text, kind->name);
  else
    thimble_text_append_unsigned(text, number);
}

void grant_append_list(struct thimble_text *text, uint32_t grant,
                       const struct thimble_scope *scope) {
  uint32_t numbers = numbers_of(scope, grant);
  const char *separator = "";
  for (uint32_t number = 0; number < THIMBLE_SCOPE_NUMBERS; number++) {
    if (!(numbers >> number & 1))
      continue;
    thimble_text_append(text, separator);
    append_number(text, grant, number);
    separator = " ";
  }
  thimble_text_append_bytes(text, keys_of(scope, grant));
}

void grant_append(struct thimble_text *text, uint32_t grant, const struct thimble_scope *scope) {
  const char *name = thimble_grant_name(grant);
  if (name)
    thimble_text_append(text, name);
  else
    thimble_text_append_unsigned(text, grant);
  if (!grant_is_narrowed(scope, grant))
    return;
  thimble_text_append(text, "(");
  grant_append_list(text, grant, scope);
  thimble_text_append(text, ")");
}
