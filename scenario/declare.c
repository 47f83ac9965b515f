/* SPDX-License-Identifier: Apache-2.0 */
/* declare.c: the statements that say what the device is, before it is switched on. */
#include <string.h>

#include "base/name.h"
#include "options.h"
#include "statement.h"
#include "trace.h"
#include "words.h"

static bool is_off(const struct scenario *scenario) {
  static const struct thimble_bytes nothing;
  if (!scenario->is_started)
    return true;
  return scenario_complain(scenario, "the device is on already", nothing,
                           "; say this before anything is installed or fired");
}

static bool is_within(const struct scenario *scenario, const char *name, uint32_t number,
                      uint32_t most) {
  struct thimble_bytes word = thimble_name(name);
  if (number <= most)
    return true;
  return scenario_complain(scenario, "the simulated device does not have so much of ", word,
                           "; see docs/scenario.md");
}

bool scenario_device(struct scenario *scenario, struct thimble_bytes *line,
                     enum thimble_result *result) {
  static const struct scenario_option options[] = {
      {"memory", scenario_option_word, offsetof(struct scenario_limits, memory)},
      {"containers", scenario_option_word, offsetof(struct scenario_limits, containers)},
      {"messages", scenario_option_word, offsetof(struct scenario_limits, messages)},
      {"posts", scenario_option_word, offsetof(struct scenario_limits, posts)},
      {"reply", scenario_option_word, offsetof(struct scenario_limits, reply)},
      {"seed", scenario_option_seed, offsetof(struct scenario_limits, seed)},
      {"global", scenario_option_quota, offsetof(struct scenario_limits, global_values)},
      {NULL, NULL, 0},
  };
  struct scenario_limits *limits = &scenario->limits;
  (void)result;
  return is_off(scenario) && scenario_options(scenario, options, limits, line) &&
         is_within(scenario, "memory", limits->memory, SCENARIO_MEMORY) &&
         is_within(scenario, "containers", limits->containers, SCENARIO_CONTAINERS) &&
         is_within(scenario, "messages", limits->messages, SCENARIO_MESSAGES) &&
         is_within(scenario, "posts", limits->posts, SCENARIO_POSTS) &&
         is_within(scenario, "reply", limits->reply, SCENARIO_REPLY);
}

/* What a tenant may do and use when its statement says nothing about it. */
static void start_tenant(struct scenario_tenant *tenant, struct thimble_bytes name) {
  static const struct thimble_key_value_quota values = {
      .entries = 16, .bytes = 512, .writes_per_second = 100};
  memset(tenant, 0, sizeof *tenant);
  memcpy(tenant->name, name.data, name.length);
  tenant->allowed.permissions.grants = THIMBLE_GRANTS_ALL;
  tenant->policy = (struct thimble_tenant_policy){
      .failures = 3,
      .containers = SCENARIO_CONTAINERS,
      .messages = SCENARIO_MESSAGES,
      .private_values = values,
      .shared_values = values,
  };
}

static bool is_new_tenant(const struct scenario *scenario, struct thimble_bytes name) {
  if (!thimble_name_is_valid(name))
    return scenario_complain(scenario, "", name,
                             " is no name; write up to 32 of a-z 0-9 . _ - behind tenant");
  for (uint32_t index = 0; index < scenario->tenant_count; index++)
    if (scenario_is(name, scenario->tenants[index].name))
      return scenario_complain(scenario, "the tenant ", name,
                               " is there already; choose another name");
  if (scenario->tenant_count == SCENARIO_TENANTS)
    return scenario_complain(scenario, "there is no room for the tenant ", name,
                             "; eight are the most");
  return true;
}

bool scenario_tenant(struct scenario *scenario, struct thimble_bytes *line,
                     enum thimble_result *result) {
  static const struct scenario_option options[] = {
      SCENARIO_PERMISSION_OPTIONS(struct scenario_tenant, allowed),
      {"fuel-per-second", scenario_option_word,
       offsetof(struct scenario_tenant, policy.fuel_per_second)},
      {"log-per-second", scenario_option_short,
       offsetof(struct scenario_tenant, policy.log_per_second)},
      {"log-below", scenario_option_byte, offsetof(struct scenario_tenant, policy.log_below)},
      {"failures", scenario_option_byte, offsetof(struct scenario_tenant, policy.failures)},
      {"containers", scenario_option_byte, offsetof(struct scenario_tenant, policy.containers)},
      {"messages", scenario_option_byte, offsetof(struct scenario_tenant, policy.messages)},
      {"private", scenario_option_quota, offsetof(struct scenario_tenant, policy.private_values)},
      {"shared", scenario_option_quota, offsetof(struct scenario_tenant, policy.shared_values)},
      {NULL, NULL, 0},
  };
  struct thimble_bytes name = scenario_next_word(line);
  (void)result;
  if (!is_off(scenario) || !is_new_tenant(scenario, name))
    return false;
  struct scenario_tenant *tenant = &scenario->tenants[scenario->tenant_count];
  start_tenant(tenant, name);
  if (!scenario_options(scenario, options, tenant, line))
    return false;
  scenario->tenant_count++;
  return true;
}

static struct scenario_hook *find_hook(struct scenario *scenario, struct thimble_bytes name) {
  for (uint32_t index = 0; index < SCENARIO_HOOKS; index++)
    if (scenario_is(name, scenario->hooks[index].type.name))
      return &scenario->hooks[index];
  scenario_complain(scenario, "there is no hook ", name,
                    "; the hooks are timer, packet, message, sample and request");
  return NULL;
}

bool scenario_hook(struct scenario *scenario, struct thimble_bytes *line,
                   enum thimble_result *result) {
  static const struct scenario_option options[] = {
      SCENARIO_PERMISSION_OPTIONS(struct scenario_hook, allowed),
      {"rule", scenario_option_rule, offsetof(struct scenario_hook, type.rule)},
      {"default", scenario_option_value, offsetof(struct scenario_hook, type.default_value)},
      {"fuel", scenario_option_word, offsetof(struct scenario_hook, type.fuel)},
      {"period", scenario_option_word, offsetof(struct scenario_hook, type.period_ms)},
      {NULL, NULL, 0},
  };
  struct scenario_hook *hook;
  (void)result;
  return is_off(scenario) && (hook = find_hook(scenario, scenario_next_word(line))) != NULL &&
         scenario_options(scenario, options, hook, line);
}
