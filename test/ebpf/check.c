/* SPDX-License-Identifier: Apache-2.0 */
/* check.c: see check.h. */
#include "ebpf/check.h"

#include "unit.h"

void check_loads(struct container *container, const struct container_parts *parts) {
  if (container_verify(container, parts) != THIMBLE_OK)
    fail_msg("refused at %u: %s (%u)", (unsigned)container->refusal.place,
             thimble_reason_text(container->refusal.reason), (unsigned)container->refusal.detail);
  assert_int_equal(container_load(container), THIMBLE_OK);
  assert_true(container_is_intact(container));
}

void check_refused(const char *name, const struct container_parts *parts, struct verdict verdict) {
  static struct container container;
  enum thimble_result result = container_verify(&container, parts);
  if (result != THIMBLE_ERROR_REFUSED)
    fail_msg("%s: result %d", name, result);
  const struct thimble_program_refusal *refusal = &container.refusal;
  if (refusal->reason != verdict.reason || refusal->place != verdict.place ||
      refusal->detail != verdict.detail)
    fail_msg("%s: refused at %u: %s (%u)", name, (unsigned)refusal->place,
             thimble_reason_text(refusal->reason), (unsigned)refusal->detail);
}

int64_t check_value(struct container *container, const struct thimble_event *event) {
  struct thimble_outcome outcome = container_run(container, event, UINT32_MAX);
  if (outcome.kind != THIMBLE_DONE)
    fail_msg("stopped at %u: %s (0x%08x%08x)", (unsigned)outcome.place,
             thimble_reason_text(outcome.reason), (unsigned)(outcome.address >> 32),
             (unsigned)outcome.address);
  assert_int_equal(outcome.reason, THIMBLE_REASON_NONE);
  assert_true(container_is_intact(container));
  return outcome.value;
}

int64_t check_value_of(const struct container_parts *parts) {
  static struct container container;
  check_loads(&container, parts);
  return check_value(&container, NULL);
}

void check_stops(const char *name, struct container *container, const struct thimble_event *event,
                 struct stop stop) {
  struct thimble_outcome outcome = container_run(container, event, UINT32_MAX);
  enum thimble_outcome_kind kind =
      stop.reason == THIMBLE_REASON_FUEL ? THIMBLE_OUT_OF_FUEL : THIMBLE_TRAPPED;
  if (outcome.kind != kind || outcome.reason != stop.reason || outcome.place != stop.place ||
      outcome.address != stop.address || outcome.value != 0)
    fail_msg("%s: kind %d at %u: %s (0x%08x%08x)", name, outcome.kind, (unsigned)outcome.place,
             thimble_reason_text(outcome.reason), (unsigned)(outcome.address >> 32),
             (unsigned)outcome.address);
  assert_true(container_is_intact(container));
}
