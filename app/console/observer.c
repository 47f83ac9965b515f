/* SPDX-License-Identifier: Apache-2.0 */
/* observer.c: see observer.h. */
#include "observer.h"

#include "emulated/print.h"
#include "failure.h"
#include "report.h"

bool observer_is_tracing;
bool observer_is_telling;

void observer_ran(void *data, const struct thimble_container *container,
                  const struct thimble_outcome *outcome) {
  (void)data;
  if (outcome->kind == THIMBLE_DONE && !observer_is_tracing)
    return;
  report_name(container);
  if (outcome->kind == THIMBLE_DONE) {
    thimble_print_number(": result ", outcome->value, "");
  } else {
    thimble_print(": ");
    failure_print(&container->statistics.last_failure, &container->program.image);
  }
  thimble_print_number(", fuel ", outcome->fuel_used, "\n");
}

static const char *change_text(enum thimble_change change) {
  switch (change) {
  case THIMBLE_INSTALLED:
    return "installed";
  case THIMBLE_REPLACED:
    return "replaced";
  case THIMBLE_REMOVED:
    return "removed";
  case THIMBLE_STARTED:
    return "started";
  case THIMBLE_STOPPED:
    return "stopped";
  case THIMBLE_QUARANTINED:
    break;
  }
  return "quarantined";
}

void observer_changed(void *data, const struct thimble_container *container,
                      enum thimble_change change) {
  (void)data;
  if (!observer_is_telling)
    return;
  report_name(container);
  thimble_print(": ");
  thimble_print(change_text(change));
  if (change == THIMBLE_QUARANTINED)
    thimble_print_number(" after ", container->failures_in_row, " failed runs in a row");
  thimble_print("\n");
}
