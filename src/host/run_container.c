/* SPDX-License-Identifier: Apache-2.0 */
/* run_container.c: see run_container.h. */
#include "host/run_container.h"

#include <stddef.h>
#include <string.h>

#include "host/access.h"
#include "host/record.h"

static bool may_run(struct thimble_container *container) {
  if (container->state != THIMBLE_CONTAINER_READY)
    return false;
  if (container->fuel.per_second == 0 ||
      thimble_rate_allows(&container->fuel, thimble_host_now(container->host)))
    return true;
  container->statistics.throttled++;
  return false;
}

/* What a run that fails may not leave behind. */
struct undo {
  uint8_t *context;
  uint32_t length;
  uint8_t saved[THIMBLE_CONTEXT_WRITABLE_MAXIMUM];
};

/* The length is at most that of `saved`, since thimble_host_start() looked. */
static void save(struct undo *undo, uint8_t *context, uint32_t length) {
  undo->context = context;
  undo->length = length;
  if (length > 0)
    memcpy(undo->saved, context, length);
}

static void restore(const struct undo *undo, struct thimble_reply *reply) {
  if (undo->length > 0)
    memcpy(undo->context, undo->saved, undo->length);
  if (reply != NULL)
    reply->length = 0;
}

static void run(struct thimble_container *container, void *context, struct thimble_reply *reply,
                struct thimble_outcome *outcome) {
  const struct thimble_hook_type *type = container->hook->type;
  const struct thimble_event event = {context, type->context_length, type->context_writable};
  struct undo undo;
  save(&undo, context, type->context_writable);
  if (reply != NULL)
    reply->length = 0;
  container->caller.reply = reply;
  thimble_run(&container->instance, &event, type->fuel != 0 ? type->fuel : UINT32_MAX, outcome);
  container->caller.reply = NULL;
  if (outcome->kind != THIMBLE_DONE)
    restore(&undo, reply);
}

static void count_fuel(struct thimble_container *container, uint32_t fuel) {
  struct thimble_statistics *statistics = &container->statistics;
  thimble_rate_use(&container->fuel, fuel);
  statistics->fuel_last = fuel;
  statistics->fuel_sum += fuel;
  if (fuel > statistics->fuel_greatest)
    statistics->fuel_greatest = fuel;
}

static void note_failure(struct thimble_container *container,
                         const struct thimble_outcome *outcome) {
  container->statistics.last_failure = (struct thimble_failure){
      .kind = outcome->kind,
      .reason = outcome->reason,
      .place = outcome->place,
      .address = outcome->address,
      .at_ms = thimble_host_now(container->host),
  };
  if (container->failures_in_row < UINT8_MAX)
    container->failures_in_row++;
}

static void count(struct thimble_container *container, const struct thimble_outcome *outcome) {
  container->statistics.runs[outcome->kind]++;
  count_fuel(container, outcome->fuel_used);
  if (outcome->kind == THIMBLE_DONE)
    container->failures_in_row = 0;
  else
    note_failure(container, outcome);
}

static void quarantine_if_due(struct thimble_container *container) {
  uint8_t failures = container->tenant->policy->failures;
  if (failures == 0 || container->failures_in_row < failures)
    return;
  container->state = THIMBLE_CONTAINER_QUARANTINED;
  thimble_record_tell(container, THIMBLE_QUARANTINED);
}

/* Until the observer has returned, the arena counts as in use. */
bool thimble_run_container(struct thimble_container *container, void *context,
                           struct thimble_reply *reply, struct thimble_outcome *outcome) {
  if (!may_run(container))
    return false;
  struct thimble_host *host = container->host;
  struct thimble_arena *arena = container->hook->arena;
  arena->running = container;
  host->running++;
  run(container, context, reply, outcome);
  count(container, outcome);
  if (host->observer.ran != NULL)
    host->observer.ran(host->observer.data, container, outcome);
  quarantine_if_due(container);
  host->running--;
  arena->running = NULL;
  return true;
}
