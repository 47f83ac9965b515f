/* SPDX-License-Identifier: Apache-2.0 */
/* show.c: the statement that shows what the device holds. */
#include "device.h"
#include "observer.h"
#include "statement.h"
#include "trace.h"
#include "words.h"

static const char *state_name(enum thimble_container_state state) {
  switch (state) {
  case THIMBLE_CONTAINER_READY:
    return ": ready";
  case THIMBLE_CONTAINER_STOPPED:
    return ": stopped";
  case THIMBLE_CONTAINER_QUARANTINED:
    return ": quarantined";
  case THIMBLE_CONTAINER_NONE:
    break;
  }
  return ": gone";
}

static void show_container(const struct scenario *scenario,
                           const struct thimble_container *container) {
  scenario_trace(scenario, "container ");
  scenario_trace_container(scenario, container);
  scenario_trace_text(scenario, state_name(container->state));
  scenario_trace_text(scenario, " on ");
  scenario_trace_text(scenario, container->hook->type->name);
  if (container->hook->type->kind == THIMBLE_HOOK_TIMER)
    scenario_trace_number(scenario, ", due at ", (int64_t)container->due_ms);
  scenario_trace_number(scenario, ", messages ", container->messages);
  scenario_trace_end(scenario);
}

static void show_last_failure(const struct scenario *scenario,
                              const struct thimble_container *container) {
  const struct thimble_failure *failure = &container->statistics.last_failure;
  if (failure->kind == THIMBLE_DONE)
    return;
  scenario_trace_text(scenario, ", last failure ");
  scenario_trace_text(scenario, thimble_outcome_text(failure->kind));
  scenario_trace_number(scenario, " at ", (int64_t)failure->at_ms);
  scenario_trace_text(scenario, ",");
  scenario_trace_place(scenario, container->program.image.lines, failure->place);
}

/* `, trapped 2`; nothing at zero. */
static void show_count(const struct scenario *scenario, const char *name, uint32_t count) {
  if (count == 0)
    return;
  scenario_trace_text(scenario, ", ");
  scenario_trace_text(scenario, name);
  scenario_trace_number(scenario, " ", count);
}

static void show_statistics(const struct scenario *scenario,
                            const struct thimble_container *container) {
  const struct thimble_statistics *statistics = &container->statistics;
  scenario_trace(scenario, "statistics ");
  scenario_trace_container(scenario, container);
  scenario_trace_number(scenario, ": done ", statistics->runs[THIMBLE_DONE]);
  for (uint32_t kind = THIMBLE_DONE + 1; kind < THIMBLE_OUTCOME_KINDS; kind++)
    show_count(scenario, thimble_outcome_text((enum thimble_outcome_kind)kind),
               statistics->runs[kind]);
  show_count(scenario, "throttled", statistics->throttled);
  scenario_trace_number(scenario, ", fuel last ", statistics->fuel_last);
  scenario_trace_number(scenario, ", greatest ", statistics->fuel_greatest);
  scenario_trace_number(scenario, ", sum ", (int64_t)statistics->fuel_sum);
  show_last_failure(scenario, container);
  scenario_trace_end(scenario);
}

/* One value, as `value TENANT/CONTAINER/private/KEY = 5`, TENANT/shared/KEY or global/KEY. */
static void show_value(const struct scenario *scenario, const struct thimble_key_value_space *space,
                       struct thimble_bytes key) {
  struct thimble_value value;
  if (thimble_key_value_get(space, key, &value) != THIMBLE_OK)
    return;
  scenario_trace(scenario, "value ");
  scenario_trace_escaped(scenario, space->tenant);
  scenario_trace_text(scenario, space->tenant.length == 0 ? "global/" : "/");
  scenario_trace_escaped(scenario, space->container);
  if (space->tenant.length > 0)
    scenario_trace_text(scenario, space->container.length == 0 ? "shared/" : "/private/");
  scenario_trace_escaped(scenario, key);
  if (value.type == THIMBLE_VALUE_INTEGER) {
    scenario_trace_number(scenario, " = ", value.integer);
  } else {
    scenario_trace_text(scenario, " = \"");
    scenario_trace_escaped(scenario, value.bytes);
    scenario_trace_text(scenario, "\"");
  }
  scenario_trace_end(scenario);
}

/* The loop ends: keys ascend. */
static void show_space(const struct scenario *scenario,
                       const struct thimble_key_value_space *space) {
  struct thimble_bytes key = {NULL, 0};
  while (thimble_key_value_next(space, key, &key) == THIMBLE_OK)
    show_value(scenario, space, key);
}

static void show_values_of(const struct scenario *scenario,
                           const struct thimble_container *container) {
  show_space(scenario, &container->values);
}

static void show_each(const struct scenario *scenario,
                      void (*show)(const struct scenario *scenario,
                                   const struct thimble_container *container)) {
  for (uint32_t index = 0; index < scenario->host.container_count; index++)
    if (scenario->containers[index].state != THIMBLE_CONTAINER_NONE)
      show(scenario, &scenario->containers[index]);
}

static void show_values(const struct scenario *scenario) {
  show_space(scenario, &scenario->host.global);
  for (uint32_t index = 0; index < scenario->tenant_count; index++)
    show_space(scenario, &scenario->host_tenants[index].shared);
  show_each(scenario, show_values_of);
}

static void show_posts(struct scenario *scenario) {
  unsigned dropped = atomic_load_explicit(&scenario->host.posts_dropped, memory_order_relaxed);
  if (dropped == 0)
    return;
  scenario_trace(scenario, "posts dropped: ");
  scenario_trace_number(scenario, "", dropped);
  scenario_trace_end(scenario);
}

bool scenario_show(struct scenario *scenario, struct thimble_bytes *line,
                   enum thimble_result *result) {
  struct thimble_bytes what = scenario_next_word(line);
  (void)result;
  if (!scenario_device_start(scenario))
    return false;
  if (scenario_is(what, "containers"))
    show_each(scenario, show_container);
  else if (scenario_is(what, "values"))
    show_values(scenario);
  else if (scenario_is(what, "statistics"))
    show_each(scenario, show_statistics);
  else
    return scenario_complain(scenario, "there is nothing to show called ", what,
                             "; write containers, values or statistics");
  if (scenario_is(what, "statistics"))
    show_posts(scenario);
  return true;
}
