/* SPDX-License-Identifier: Apache-2.0 */
/* device.c: see device.h. */
#include "device.h"

#include <string.h>

#include "base/name.h"
#include "observer.h"
#include "options.h"
#include "port.h"
#include "trace.h"

static const struct thimble_hook_type hook_types[SCENARIO_HOOKS] = {
    {.name = "timer", .kind = THIMBLE_HOOK_TIMER, .period_ms = 1000, THIMBLE_HOOK_CONTEXT(timer)},
    {.name = "packet",
     .rule = THIMBLE_HOOK_FIRST,
     .default_value = 1,
     THIMBLE_HOOK_CONTEXT(packet)},
    {.name = "message", .kind = THIMBLE_HOOK_MESSAGE, THIMBLE_HOOK_CONTEXT(message)},
    {.name = "sample", THIMBLE_HOOK_CONTEXT(sample)},
    {.name = "request", .rule = THIMBLE_HOOK_FIRST, THIMBLE_HOOK_CONTEXT(request)},
};

void scenario_device_prepare(struct scenario *scenario) {
  memset(&scenario->device, 0, sizeof scenario->device);
  memset(scenario->tenants, 0, sizeof scenario->tenants);
  memset(scenario->hooks, 0, sizeof scenario->hooks);
  scenario->is_started = false;
  scenario->tenant_count = 0;
  scenario->installed_count = 0;
  scenario->limits = (struct scenario_limits){
      .memory = SCENARIO_MEMORY,
      .containers = SCENARIO_CONTAINERS,
      .messages = SCENARIO_MESSAGES,
      .posts = SCENARIO_POSTS,
      .reply = SCENARIO_REPLY,
      .global_values = {.entries = 16, .bytes = 512, .writes_per_second = 100},
  };
  for (uint32_t index = 0; index < SCENARIO_HOOKS; index++) {
    scenario->hooks[index].type = hook_types[index];
    scenario->hooks[index].allowed.permissions.grants = THIMBLE_GRANTS_ALL;
  }
  scenario_flash_start(&scenario->flash);
  scenario_port_start(scenario);
}

static void connect_hooks(struct scenario *scenario) {
  scenario->arena = (struct thimble_arena){{scenario->run_memory, SCENARIO_ARENA}, NULL};
  for (uint32_t index = 0; index < SCENARIO_HOOKS; index++) {
    struct scenario_hook *hook = &scenario->hooks[index];
    hook->type.allowed = scenario_permissions(&hook->allowed);
    memset(&scenario->host_hooks[index], 0, sizeof scenario->host_hooks[index]);
    scenario->host_hooks[index].type = &hook->type;
    scenario->host_hooks[index].arena = &scenario->arena;
    scenario->hook_list[index] = &scenario->host_hooks[index];
  }
}

static void connect_tenants(struct scenario *scenario) {
  for (uint32_t index = 0; index < scenario->tenant_count; index++) {
    struct scenario_tenant *tenant = &scenario->tenants[index];
    tenant->policy.name = tenant->name;
    tenant->policy.allowed = scenario_permissions(&tenant->allowed);
    scenario->host_tenants[index] = (struct thimble_tenant){.policy = &tenant->policy};
  }
}

static enum thimble_result start_values(struct scenario *scenario) {
  scenario->journal = (struct thimble_journal){
      .flash = &scenario->flash.interface, .bank_blocks = SCENARIO_FLASH_BLOCKS / 2, .banks = 2};
  thimble_key_value_start(&scenario->store, scenario->values, SCENARIO_VALUES);
  return thimble_key_value_restore(&scenario->store, &scenario->journal);
}

/* The host's members that are not named here are its own, and start as zeros. */
static enum thimble_result start_host(struct scenario *scenario) {
  struct thimble_host *host = &scenario->host;
  memset(host, 0, sizeof *host);
  host->port = &scenario->port;
  host->bindings = &thimble_bindings;
  host->hooks = scenario->hook_list;
  host->hook_count = SCENARIO_HOOKS;
  host->tenants = scenario->host_tenants;
  host->tenant_count = scenario->tenant_count;
  host->containers = scenario->containers;
  host->container_count = scenario->limits.containers;
  host->memory = (struct thimble_memory){scenario->memory, scenario->limits.memory};
  host->values = &scenario->store;
  host->global_values = scenario->limits.global_values;
  host->messages = scenario->messages;
  host->message_count = scenario->limits.messages;
  host->posts = scenario->posts;
  host->post_count = scenario->limits.posts;
  host->observer = scenario_observer(scenario);
  return thimble_host_start(host);
}

bool scenario_device_start(struct scenario *scenario) {
  if (scenario->is_started)
    return true;
  scenario->device.random = scenario->limits.seed;
  connect_hooks(scenario);
  connect_tenants(scenario);
  enum thimble_result result = start_values(scenario);
  if (result == THIMBLE_OK)
    result = start_host(scenario);
  if (result != THIMBLE_OK)
    return scenario_complain(
        scenario, "the device does not start: ", thimble_name(thimble_result_text(result)),
        "; mend what device, tenant and hook say");
  scenario->is_started = true;
  return true;
}

bool scenario_device_restart(struct scenario *scenario) {
  scenario->is_started = false;
  scenario->device.now_ms = 0;
  memset(scenario->device.actuators, 0, sizeof scenario->device.actuators);
  return scenario_device_start(scenario);
}
