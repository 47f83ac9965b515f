/* SPDX-License-Identifier: Apache-2.0 */
/* observer.c: see observer.h. */
#include "observer.h"

#include <string.h>

#include "trace.h"

static void trace_binding(const struct scenario *scenario, uint64_t number) {
  if (number >= thimble_bindings.count || thimble_bindings.bindings[number].function == NULL)
    return;
  const struct thimble_binding *binding = &thimble_bindings.bindings[number];
  scenario_trace_text(scenario, ": ");
  scenario_trace_text(scenario, binding->name);
  scenario_trace_text(scenario, " needs the grant ");
  scenario_trace_text(scenario, thimble_grant_name(binding->grant));
}

void scenario_trace_reason(const struct scenario *scenario, enum thimble_reason reason,
                           uint64_t number) {
  const char *text = thimble_reason_text(reason);
  const char *mark = strchr(text, '#');
  if (mark == NULL) {
    scenario_trace_text(scenario, text);
  } else {
    scenario->surroundings->write(scenario->surroundings->data, text, (uint32_t)(mark - text));
    scenario_trace_number(scenario, "", (int64_t)number);
    scenario_trace_text(scenario, mark + 1);
  }
  if (reason == THIMBLE_REASON_SCOPE || reason == THIMBLE_REASON_BINDING_NOT_GRANTED)
    trace_binding(scenario, number);
}

static void trace_origin(const struct scenario *scenario, const struct thimble_origin *origin) {
  if (origin->function.length > 0) {
    scenario_trace_text(scenario, " in ");
    scenario_trace_escaped(scenario, origin->function);
    scenario_trace_text(scenario, "()");
  }
  if (origin->line > 0) {
    scenario_trace_text(scenario, " at ");
    scenario_trace_escaped(scenario, origin->file);
    scenario_trace_number(scenario, ":", origin->line);
  }
}

void scenario_trace_place(const struct scenario *scenario, struct thimble_bytes lines,
                          uint32_t instruction) {
  struct thimble_lines table;
  struct thimble_origin origin;
  (void)thimble_lines_read(&table, lines); /* an error finds nothing */
  thimble_lines_find(&table, instruction, &origin);
  trace_origin(scenario, &origin);
  scenario_trace_number(scenario, " (instruction ", instruction);
  scenario_trace_text(scenario, ")");
}

static void trace_failure(const struct scenario *scenario,
                          const struct thimble_container *container,
                          const struct thimble_outcome *outcome) {
  scenario_trace_text(scenario, thimble_outcome_text(outcome->kind));
  scenario_trace_text(scenario, ": ");
  scenario_trace_reason(scenario, outcome->reason, outcome->address);
  if (thimble_reason_has_address(outcome->reason))
    scenario_trace_hexadecimal(scenario, ", address ", outcome->address);
  scenario_trace_text(scenario, ",");
  scenario_trace_place(scenario, container->program.image.lines, outcome->place);
}

static void ran(void *data, const struct thimble_container *container,
                const struct thimble_outcome *outcome) {
  const struct scenario *scenario = data;
  scenario_trace(scenario, "ran ");
  scenario_trace_container(scenario, container);
  if (outcome->kind == THIMBLE_DONE) {
    scenario_trace_number(scenario, ": value ", outcome->value);
  } else {
    scenario_trace_text(scenario, ": ");
    trace_failure(scenario, container, outcome);
  }
  scenario_trace_number(scenario, ", fuel ", outcome->fuel_used);
  scenario_trace_end(scenario);
}

static const char *change_name(enum thimble_change change) {
  switch (change) {
  case THIMBLE_INSTALLED:
    return "installed ";
  case THIMBLE_REPLACED:
    return "replaced ";
  case THIMBLE_REMOVED:
    return "removed ";
  case THIMBLE_STARTED:
    return "started ";
  case THIMBLE_STOPPED:
    return "stopped ";
  case THIMBLE_QUARANTINED:
    break;
  }
  return "quarantined ";
}

static void trace_grants(const struct scenario *scenario, thimble_grant_set grants) {
  const char *before = ", may ";
  for (uint32_t grant = 0; grant < THIMBLE_GRANT_COUNT; grant++)
    if ((grants >> grant & 1) != 0) {
      scenario_trace_text(scenario, before);
      scenario_trace_text(scenario, thimble_grant_name(grant));
      before = " ";
    }
}

static void trace_what(const struct scenario *scenario, const struct thimble_container *container) {
  const struct thimble_image *image = &container->program.image;
  scenario_trace_text(scenario, " ");
  scenario_trace_escaped(scenario, image->version);
  scenario_trace_text(scenario, " on ");
  scenario_trace_escaped(scenario, image->hook);
  scenario_trace_number(scenario, ", order ", image->order);
  trace_grants(scenario, container->program.granted);
}

static void changed(void *data, const struct thimble_container *container,
                    enum thimble_change change) {
  const struct scenario *scenario = data;
  scenario_trace(scenario, change_name(change));
  scenario_trace_container(scenario, container);
  if (change == THIMBLE_INSTALLED || change == THIMBLE_REPLACED)
    trace_what(scenario, container);
  scenario_trace_end(scenario);
}

struct thimble_observer scenario_observer(struct scenario *scenario) {
  return (struct thimble_observer){scenario, ran, changed};
}
