/* SPDX-License-Identifier: Apache-2.0 */
/* grants.c: see grants.h. Read it from the bottom: the line, a grant, its list, an
 * item of the list. */
#include "cli/project/grants.h"

#include <stdlib.h>
#include <string.h>
#include <thimble/limits.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/common/sensor_kind.h"

#define SEPARATORS " \t,"

#define THIMBLE_SENSOR_KIND(number, enumerator, name, unit, scale, documentation) \
  _Static_assert((number) < THIMBLE_SCOPE_NUMBERS, "a scope cannot name the kind " name);
#include <thimble/sensors.def>
#undef THIMBLE_SENSOR_KIND

/* A piece of the line. */
struct word {
  const char *text;
  size_t length;
};

/* One grant of the line, with the list that narrows it. */
struct entry {
  const struct project_place *place;
  struct project_grants *grants;
  uint32_t grant;
  struct word name;
  struct word list; /* what stands between the parentheses; text is null without them */
};

/* The next word of at most `length` bytes from `text` on. False: there is none. */
static bool next_word(struct word *word, const char *text, size_t length, const char *ends) {
  const char *end = text + length;
  while (text < end && strchr(SEPARATORS, *text))
    text++;
  word->text = text;
  while (text < end && !strchr(ends, *text))
    text++;
  word->length = (size_t)(text - word->text);
  return word->text < end;
}

static bool add_sensor(const struct entry *entry, struct word item) {
  const struct sensor_kind *kind = sensor_kind_named(item.text, item.length);
  if (kind)
    entry->grants->sensors |= 1u << kind->number;
  else
    message_error_at(entry->place->file, entry->place->line,
                     "there is no kind of sensor '%.*s'; there are: %s", (int)item.length,
                     item.text, sensor_kind_names());
  return kind;
}

static bool add_actuator(const struct entry *entry, struct word item) {
  char *end;
  unsigned long number = strtoul(item.text, &end, 10);
  if (strspn(item.text, "0123456789") < item.length || item.length > 9 ||
      number >= THIMBLE_SCOPE_NUMBERS) {
    message_error_at(entry->place->file, entry->place->line,
                     "actuator(%.*s): name actuators by their numbers, 0 to %u", (int)item.length,
                     item.text, THIMBLE_SCOPE_NUMBERS - 1);
    return false;
  }
  entry->grants->actuators |= 1u << number;
  return true;
}

static bool is_prefix(struct word item) {
  static const char *const spaces[] = {"private/", "shared/", "global/"};
  bool in_space = false;
  for (size_t index = 0; index < sizeof spaces / sizeof spaces[0]; index++)
    in_space |= strncmp(item.text, spaces[index], strlen(spaces[index])) == 0;
  for (size_t index = 0; index < item.length; index++)
    in_space &= item.text[index] > ' ' && item.text[index] <= '~';
  return in_space;
}

static bool add_prefix(const struct entry *entry, struct word item) {
  char **keys = entry->grant == THIMBLE_GRANT_VALUE_READ ? &entry->grants->keys_read
                                                         : &entry->grants->keys_written;
  if (!is_prefix(item)) {
    message_error_at(entry->place->file, entry->place->line,
                     "'%.*s' is no prefix of keys; start it with private/, shared/ or global/, and "
                     "go on with letters from ! to ~",
                     (int)item.length, item.text);
    return false;
  }
  char *longer =
      memory_format("%s%s%.*s", *keys ? *keys : "", *keys ? " " : "", (int)item.length, item.text);
  free(*keys);
  *keys = longer;
  if (strlen(longer) <= THIMBLE_PREFIXES_MAXIMUM)
    return true;
  message_error_at(entry->place->file, entry->place->line,
                   "%s has more than %u bytes of prefixes; use fewer or shorter ones",
                   thimble_grant_name(entry->grant), THIMBLE_PREFIXES_MAXIMUM);
  return false;
}

static bool add_item(const struct entry *entry, struct word item) {
  switch (entry->grant) {
  case THIMBLE_GRANT_SENSOR:
    return add_sensor(entry, item);
  case THIMBLE_GRANT_ACTUATOR:
    return add_actuator(entry, item);
  case THIMBLE_GRANT_VALUE_READ:
  case THIMBLE_GRANT_VALUE_WRITE:
    return add_prefix(entry, item);
  default:
    message_error_at(entry->place->file, entry->place->line,
                     "the grant '%s' takes no list; remove the parentheses and what is in them",
                     thimble_grant_name(entry->grant));
    return false;
  }
}

/* An empty list is refused: it would narrow nothing, and look as if it narrowed all. */
static bool add_list(const struct entry *entry) {
  struct word item = entry->list;
  const char *end = item.text + item.length;
  size_t items = 0;
  while (next_word(&item, item.text, (size_t)(end - item.text), SEPARATORS)) {
    if (!add_item(entry, item))
      return false;
    items++;
    item.text += item.length;
  }
  if (items == 0)
    message_error_at(entry->place->file, entry->place->line,
                     "'%.*s()' names nothing; name something, or remove the parentheses",
                     (int)entry->name.length, entry->name.text);
  return items > 0;
}

/* The names of all grants, separated by spaces. free() gives it back. */
static char *all_grants(void) {
  char *list = memory_text("");
  for (uint32_t grant = 0; grant < THIMBLE_GRANT_COUNT; grant++) {
    char *longer = memory_format("%s%s%s", list, *list ? " " : "", thimble_grant_name(grant));
    free(list);
    list = longer;
  }
  return list;
}

static bool find_grant(struct entry *entry) {
  struct word name = entry->name;
  for (entry->grant = 0; entry->grant < THIMBLE_GRANT_COUNT; entry->grant++) {
    const char *known = thimble_grant_name(entry->grant);
    if (strlen(known) == name.length && memcmp(known, name.text, name.length) == 0)
      return true;
  }
  char *known = all_grants();
  message_error_at(entry->place->file, entry->place->line,
                   "there is no grant '%.*s'; there are: %s", (int)name.length, name.text, known);
  free(known);
  return false;
}

/* Twice would leave open whether the second one widens or narrows the first. */
static bool add_grant(struct entry *entry) {
  thimble_grant_set bit = (thimble_grant_set)1 << entry->grant;
  if (entry->grants->set & bit) {
    message_error_at(entry->place->file, entry->place->line,
                     "the grant '%s' for the second time; remove one of them",
                     thimble_grant_name(entry->grant));
    return false;
  }
  entry->grants->set |= bit;
  return !entry->list.text || add_list(entry);
}

/* Splits NAME or NAME(LIST) off the line. Returns what follows, or null. */
static const char *split_entry(struct entry *entry, const char *text) {
  next_word(&entry->name, text, strlen(text), SEPARATORS "()");
  text = entry->name.text + entry->name.length;
  entry->list = (struct word){0};
  if (*text != '(')
    return text;
  size_t length = strcspn(text + 1, "()");
  if (text[1 + length] != ')') {
    message_error_at(entry->place->file, entry->place->line,
                     "'%.*s(' is not closed; end the list with ) on the same line",
                     (int)entry->name.length, entry->name.text);
    return NULL;
  }
  entry->list = (struct word){text + 1, length};
  return text + length + 2;
}

bool project_grants_read(const struct project_place *place, const char *value,
                         struct project_grants *grants) {
  struct entry entry = {.place = place, .grants = grants};
  for (value += strspn(value, SEPARATORS); *value; value += strspn(value, SEPARATORS)) {
    if (strchr("()", *value)) {
      message_error_at(place->file, place->line,
                       "'%c' without the name of a grant before it; write for instance "
                       "sensor(temperature), with no space",
                       *value);
      return false;
    }
    value = split_entry(&entry, value);
    if (!value || !find_grant(&entry) || !add_grant(&entry))
      return false;
  }
  return true;
}

static struct thimble_bytes bytes_of(const char *text) {
  return (struct thimble_bytes){(const uint8_t *)text, text ? (uint32_t)strlen(text) : 0};
}

struct thimble_permissions project_grants_permissions(const struct project_grants *grants) {
  return (struct thimble_permissions){
      .grants = grants->set,
      .scope = {.sensors = grants->sensors,
                .actuators = grants->actuators,
                .keys_read = bytes_of(grants->keys_read),
                .keys_written = bytes_of(grants->keys_written)},
  };
}

void project_grants_free(struct project_grants *grants) {
  free(grants->keys_read);
  free(grants->keys_written);
  *grants = (struct project_grants){0};
}
