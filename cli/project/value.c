/* SPDX-License-Identifier: Apache-2.0 */
/* value.c: see value.h. */
#include "cli/project/value.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <thimble/limits.h>

#include "cli/common/engine_name.h"
#include "cli/common/identity.h"
#include "cli/common/memory.h"
#include "cli/common/message.h"

#define SMALL "abcdefghijklmnopqrstuvwxyz"
#define CAPITAL "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"
#define NAME_LETTERS SMALL DIGITS "._-"

static void store(char **result, const char *value) {
  free(*result);
  *result = memory_text(value);
}

bool project_value_name(const struct project_place *place, const char *value, size_t maximum,
                        const char *more, char **result) {
  size_t length = strlen(value);
  size_t good = 0;
  while (good < length && (strchr(NAME_LETTERS, value[good]) || strchr(more, value[good])))
    good++;
  if (length == 0 || length > maximum || good < length) {
    message_error_at(place->file, place->line,
                     "%s = %s; it needs 1 to %zu of the characters a-z 0-9 . _ - %s", place->key,
                     value, maximum, more);
    return false;
  }
  store(result, value);
  return true;
}

bool project_value_identifier(const struct project_place *place, const char *value, char **result) {
  if (!*value || strchr(DIGITS, *value) || value[strspn(value, SMALL CAPITAL DIGITS "_")]) {
    message_error_at(place->file, place->line, "%s = %s; it needs the name of a C function",
                     place->key, value);
    return false;
  }
  store(result, value);
  return true;
}

bool project_value_number(const struct project_place *place, const char *value, uint32_t least,
                          uint32_t most, uint32_t *result) {
  size_t digits = strspn(value, DIGITS);
  unsigned long long number = digits < 12 ? strtoull(value, NULL, 10) : ULLONG_MAX;
  if (digits == 0 || value[digits] || number < least || number > most) {
    message_error_at(place->file, place->line, "%s = %s; it needs a number from %u to %u",
                     place->key, value, least, most);
    return false;
  }
  *result = (uint32_t)number;
  return true;
}

bool project_value_engine(const struct project_place *place, const char *value, uint32_t *result) {
  if (engine_named(value, result))
    return true;
  message_error_at(place->file, place->line, "%s = %s; it needs ebpf or wasm", place->key, value);
  return false;
}

bool project_value_vendor(const struct project_place *place, const char *value, char **result) {
  if (!identity_is_vendor(value)) {
    message_error_at(place->file, place->line, "%s = %s; it needs " IDENTITY_VENDOR_FORM,
                     place->key, value);
    return false;
  }
  store(result, value);
  return true;
}

bool project_value_class(const struct project_place *place, const char *value, char **result) {
  if (!identity_is_class(value)) {
    message_error_at(place->file, place->line, "%s = %s; it needs " IDENTITY_CLASS_FORM, place->key,
                     value);
    return false;
  }
  store(result, value);
  return true;
}

char *project_value_to_name(const char *text, size_t length) {
  if (length > THIMBLE_NAME_MAXIMUM)
    length = THIMBLE_NAME_MAXIMUM;
  char *name = memory_format("%.*s", (int)length, text);
  for (char *letter = name; *letter; letter++) {
    if (*letter >= 'A' && *letter <= 'Z')
      *letter = (char)(*letter - 'A' + 'a');
    else if (!strchr(NAME_LETTERS, *letter))
      *letter = '-';
  }
  if (!*name) {
    free(name);
    name = memory_text("container");
  }
  return name;
}
