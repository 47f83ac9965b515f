/* SPDX-License-Identifier: Apache-2.0 */
/* timer.c: see timer.h. */
#include "host/timer.h"

#include "host/access.h"
#include "host/run_container.h"

void thimble_timer_start(struct thimble_container *container, uint64_t now_ms) {
  container->due_ms = now_ms + container->hook->type->period_ms;
}

/* The next event in the same beat that is still to come, when this one is `late` milliseconds late.
 * Lateness beyond 49 days may cost the beat. */
static uint64_t next_due(uint64_t now_ms, uint64_t late_ms, uint32_t period_ms) {
  return now_ms + period_ms - (uint32_t)late_ms % period_ms;
}

/* The next event is set before the run, so that the run may choose another. */
void thimble_timer_poll(struct thimble_container *container, uint64_t now_ms) {
  uint32_t period_ms = container->hook->type->period_ms;
  struct thimble_outcome outcome;
  if (container->state != THIMBLE_CONTAINER_READY || now_ms < container->due_ms)
    return;
  container->due_ms = next_due(now_ms, now_ms - container->due_ms, period_ms);
  struct thimble_context_timer context = {now_ms, period_ms, container->events};
  container->events++;
  thimble_run_container(container, &context, NULL, &outcome);
}

uint32_t thimble_timer_wait(const struct thimble_container *container, uint64_t now_ms) {
  if (container->due_ms <= now_ms)
    return 0;
  uint64_t wait = container->due_ms - now_ms;
  return wait < UINT32_MAX ? (uint32_t)wait : UINT32_MAX - 1;
}

enum thimble_result thimble_timer_rearm(struct thimble_container *container,
                                        uint32_t milliseconds) {
  if (container->hook->type->kind != THIMBLE_HOOK_TIMER || milliseconds == 0)
    return THIMBLE_ERROR_INVALID;
  container->due_ms = thimble_host_now(container->host) + milliseconds;
  return THIMBLE_OK;
}
