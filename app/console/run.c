/* SPDX-License-Identifier: Apache-2.0 */
/* run.c: see run.h. No container runs while the console carries out a command, so the arena is
 * free.
 */
#include "run.h"

#include "device.h"
#include "emulated/board.h"
#include "emulated/print.h"
#include "event.h"
#include "failure.h"
#include "report.h"

/* What thimble_run() is given, for a function that takes one argument. */
struct run_call {
  const struct thimble_instance *instance;
  struct thimble_event event;
  uint32_t fuel;
  struct thimble_outcome outcome;
};

static void call_run(void *argument) {
  struct run_call *call = argument;
  thimble_run(call->instance, &call->event, call->fuel, &call->outcome);
}

static void report_outcome(const struct thimble_container *container, uint32_t number,
                           const struct thimble_outcome *outcome, uint32_t instructions) {
  const struct thimble_failure failure = {.kind = outcome->kind,
                                          .reason = outcome->reason,
                                          .place = outcome->place,
                                          .address = outcome->address};
  report_name(container);
  thimble_print_number(": run ", number, ": ");
  if (outcome->kind == THIMBLE_DONE)
    thimble_print_number("result ", outcome->value, "");
  else
    failure_print(&failure, &container->program.image);
  thimble_print_number(", fuel ", outcome->fuel_used, "");
  thimble_print_number(", stack depth ", outcome->depth, "");
  thimble_print_number(", ", instructions, " instructions of the processor\n");
}

/* What is lent is the console's own memory, so nothing overlaps. An engine that takes no loan
 * leaves the container the bindings. */
static void lend(struct thimble_container *container, const struct event *event) {
  uint32_t slot;
  container->caller.loans = &event->loan;
  container->caller.loan_count = event->loan_count;
  if (event->loan_count > 0)
    (void)thimble_lend(&container->instance, &event->loan, &slot);
}

static void reclaim(struct thimble_container *container) {
  thimble_reclaim(&container->instance);
  container->caller.loan_count = 0;
}

static bool run_once(struct thimble_container *container, uint32_t number) {
  const struct thimble_hook_type *type = container->hook->type;
  struct event event;
  event_make(&event, container->hook, number - 1);
  struct run_call call = {
      .instance = &container->instance,
      .event = {event.context, type->context_length, type->context_writable},
      .fuel = type->fuel != 0 ? type->fuel : THIMBLE_FUEL_MAXIMUM,
  };
  lend(container, &event);
  uint32_t instructions = thimble_board_count(call_run, &call);
  reclaim(container);
  report_outcome(container, number, &call.outcome, instructions);
  return call.outcome.kind == THIMBLE_DONE;
}

bool run(struct thimble_container *container, uint32_t times) {
  bool is_done = true;
  if (container->state != THIMBLE_CONTAINER_READY) {
    report_state(container);
    return false;
  }
  for (uint32_t number = 1; number <= times; number++)
    is_done &= run_once(container, number);
  return is_done;
}
