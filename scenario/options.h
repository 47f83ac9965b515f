/* SPDX-License-Identifier: Apache-2.0 */
/* options.h: the words NAME=VALUE at the end of a statement, each read into a member of a struct.
 */
#ifndef THIMBLE_SCENARIO_OPTIONS_H
#define THIMBLE_SCENARIO_OPTIONS_H

#include <stddef.h>

#include "state.h"

/* Reads a value into the member. False: it has complained. */
typedef bool scenario_option_reader(const struct scenario *scenario, struct thimble_bytes value,
                                    void *member);

/* A table of options ends with one without a name. */
struct scenario_option {
  const char *name;
  scenario_option_reader *read;
  size_t offset; /* of the member */
};

/* Reads all words that are left in the line. False: it has complained. */
bool scenario_options(const struct scenario *scenario, const struct scenario_option *options,
                      void *target, struct thimble_bytes *line);

/* Numbers from zero on, as far as the member goes; `value` may be negative. */
scenario_option_reader scenario_option_byte, scenario_option_short, scenario_option_word,
    scenario_option_seed, scenario_option_value;

/* all, none, or names of grants, separated by commas: a thimble_grant_set. */
scenario_option_reader scenario_option_grants;

/* Kinds of sensor by name, numbers of actuators: a mask. */
scenario_option_reader scenario_option_sensors, scenario_option_actuators;

/* Prefixes of keys, separated by commas: a struct scenario_prefixes. */
scenario_option_reader scenario_option_prefixes;

/* ENTRIES,BYTES,WRITES[,kept]: a struct thimble_key_value_quota. */
scenario_option_reader scenario_option_quota;

/* all, first or stop: an enum thimble_hook_rule. */
scenario_option_reader scenario_option_rule;

/* The options of a struct scenario_permissions that is a member. */
#define SCENARIO_PERMISSION_OPTIONS(type, member)                                             \
  {"grants", scenario_option_grants, offsetof(type, member.permissions.grants)},              \
      {"sensors", scenario_option_sensors, offsetof(type, member.permissions.scope.sensors)}, \
      {"actuators", scenario_option_actuators,                                                \
       offsetof(type, member.permissions.scope.actuators)},                                   \
      {"read", scenario_option_prefixes, offsetof(type, member.read)}, {                      \
    "write", scenario_option_prefixes, offsetof(type, member.written)                         \
  }

/* What was read, with its lists in their place. */
struct thimble_permissions scenario_permissions(const struct scenario_permissions *read);

/* The kind of sensor of that name, or 0. */
uint32_t scenario_sensor_kind(struct thimble_bytes name);

#endif
