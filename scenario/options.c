/* SPDX-License-Identifier: Apache-2.0 */
/* options.c: see options.h. */
#include "options.h"

#include <string.h>

#include "trace.h"
#include "words.h"

static const struct scenario_option *find(const struct scenario_option *options,
                                          struct thimble_bytes name) {
  for (; options->name != NULL; options++)
    if (scenario_is(name, options->name))
      return options;
  return NULL;
}

bool scenario_options(const struct scenario *scenario, const struct scenario_option *options,
                      void *target, struct thimble_bytes *line) {
  struct thimble_bytes word;
  while ((word = scenario_next_word(line)).length > 0) {
    struct thimble_bytes value = word;
    struct thimble_bytes name = scenario_cut(&value, '=');
    const struct scenario_option *option = find(options, name);
    if (option == NULL)
      return scenario_complain(scenario, "this statement has no option ", name,
                               "; see docs/scenario.md");
    if (!option->read(scenario, value, (char *)target + option->offset))
      return false;
  }
  return true;
}

static bool read_number(const struct scenario *scenario, struct thimble_bytes value, int64_t most,
                        int64_t *number) {
  if (scenario_read_number(value, 0, most, number))
    return true;
  return scenario_complain(scenario, "", value, " is no number, or too large; write one from 0 on");
}

bool scenario_option_byte(const struct scenario *scenario, struct thimble_bytes value,
                          void *member) {
  int64_t number;
  if (!read_number(scenario, value, UINT8_MAX, &number))
    return false;
  *(uint8_t *)member = (uint8_t)number;
  return true;
}

bool scenario_option_short(const struct scenario *scenario, struct thimble_bytes value,
                           void *member) {
  int64_t number;
  if (!read_number(scenario, value, UINT16_MAX, &number))
    return false;
  *(uint16_t *)member = (uint16_t)number;
  return true;
}

/* Beyond this, a rate is none. */
bool scenario_option_word(const struct scenario *scenario, struct thimble_bytes value,
                          void *member) {
  int64_t number;
  if (!read_number(scenario, value, THIMBLE_RATE_MAXIMUM, &number))
    return false;
  *(uint32_t *)member = (uint32_t)number;
  return true;
}

bool scenario_option_seed(const struct scenario *scenario, struct thimble_bytes value,
                          void *member) {
  int64_t number;
  if (!read_number(scenario, value, INT64_MAX, &number))
    return false;
  *(uint64_t *)member = (uint64_t)number;
  return true;
}

bool scenario_option_value(const struct scenario *scenario, struct thimble_bytes value,
                           void *member) {
  if (scenario_read_number(value, INT64_MIN, INT64_MAX, member))
    return true;
  return scenario_complain(scenario, "", value, " is no number; write one, perhaps with a minus");
}

static uint32_t find_grant(struct thimble_bytes name) {
  uint32_t grant = 0;
  while (grant < THIMBLE_GRANT_COUNT && !scenario_is(name, thimble_grant_name(grant)))
    grant++;
  return grant;
}

bool scenario_option_grants(const struct scenario *scenario, struct thimble_bytes value,
                            void *member) {
  thimble_grant_set *grants = member;
  *grants = scenario_is(value, "all") ? THIMBLE_GRANTS_ALL : 0;
  if (scenario_is(value, "all") || scenario_is(value, "none"))
    return true;
  do {
    struct thimble_bytes name = scenario_cut(&value, ',');
    uint32_t grant = find_grant(name);
    if (grant == THIMBLE_GRANT_COUNT)
      return scenario_complain(scenario, "there is no grant ", name,
                               "; write all, none, or names of grants separated by commas");
    *grants |= 1u << grant;
  } while (value.length > 0);
  return true;
}

uint32_t scenario_sensor_kind(struct thimble_bytes name) {
#define THIMBLE_SENSOR_KIND(number, enumerator, text, unit, scale, documentation) \
  if (scenario_is(name, text))                                                    \
    return (number);
#include <thimble/sensors.def>
#undef THIMBLE_SENSOR_KIND
  return 0;
}

bool scenario_option_sensors(const struct scenario *scenario, struct thimble_bytes value,
                             void *member) {
  uint32_t *kinds = member;
  *kinds = 0;
  do {
    struct thimble_bytes name = scenario_cut(&value, ',');
    uint32_t kind = scenario_sensor_kind(name);
    if (kind == 0)
      return scenario_complain(scenario, "there is no kind of sensor ", name,
                               "; write names such as temperature, separated by commas");
    *kinds |= 1u << kind;
  } while (value.length > 0);
  return true;
}

bool scenario_option_actuators(const struct scenario *scenario, struct thimble_bytes value,
                               void *member) {
  uint32_t *actuators = member;
  *actuators = 0;
  do {
    struct thimble_bytes word = scenario_cut(&value, ',');
    int64_t number;
    if (!scenario_read_number(word, 0, THIMBLE_SCOPE_NUMBERS - 1, &number))
      return scenario_complain(scenario, "", word,
                               " is no actuator; write numbers from 0 to 31 separated by commas");
    *actuators |= 1u << number;
  } while (value.length > 0);
  return true;
}

bool scenario_option_prefixes(const struct scenario *scenario, struct thimble_bytes value,
                              void *member) {
  struct scenario_prefixes *prefixes = member;
  if (value.length == 0 || value.length > sizeof prefixes->bytes)
    return scenario_complain(scenario, "", value,
                             " is no list of prefixes; write some, such as shared/a.,private/");
  prefixes->length = value.length;
  for (uint32_t index = 0; index < value.length; index++)
    prefixes->bytes[index] = value.data[index] == ',' ? ' ' : value.data[index];
  return true;
}

bool scenario_option_quota(const struct scenario *scenario, struct thimble_bytes value,
                           void *member) {
  struct thimble_key_value_quota *quota = member;
  struct thimble_bytes entries = scenario_cut(&value, ',');
  struct thimble_bytes bytes = scenario_cut(&value, ',');
  struct thimble_bytes writes = scenario_cut(&value, ',');
  quota->kept = scenario_is(value, "kept");
  if (value.length > 0 && !quota->kept)
    return scenario_complain(scenario, "", value, " ends no quota; write kept, or nothing");
  return scenario_option_short(scenario, entries, &quota->entries) &&
         scenario_option_short(scenario, bytes, &quota->bytes) &&
         scenario_option_short(scenario, writes, &quota->writes_per_second);
}

bool scenario_option_rule(const struct scenario *scenario, struct thimble_bytes value,
                          void *member) {
  enum thimble_hook_rule *rule = member;
  *rule = THIMBLE_HOOK_ALL;
  if (scenario_is(value, "first"))
    *rule = THIMBLE_HOOK_FIRST;
  else if (scenario_is(value, "stop"))
    *rule = THIMBLE_HOOK_STOP_ON_ERROR;
  else if (!scenario_is(value, "all"))
    return scenario_complain(scenario, "there is no rule ", value, "; write all, first or stop");
  return true;
}

struct thimble_permissions scenario_permissions(const struct scenario_permissions *read) {
  struct thimble_permissions permissions = read->permissions;
  permissions.scope.keys_read = (struct thimble_bytes){read->read.bytes, read->read.length};
  permissions.scope.keys_written =
      (struct thimble_bytes){read->written.bytes, read->written.length};
  return permissions;
}
