/* SPDX-License-Identifier: Apache-2.0 */
/* check.h: what most tests of the engine expect of a container, in one line each. They end the test
 * when it is not so; `name` is printed then. */
#ifndef THIMBLE_TEST_EBPF_CHECK_H
#define THIMBLE_TEST_EBPF_CHECK_H

#include "ebpf/container.h"

/* The container is accepted, and loaded. */
void check_loads(struct container *container, const struct container_parts *parts);

/* The parts are refused, with exactly this verdict. */
struct verdict {
  enum thimble_reason reason;
  uint32_t place, detail;
};
#define ACCEPTED \
  { .reason = THIMBLE_REASON_NONE }
void check_refused(const char *name, const struct container_parts *parts, struct verdict verdict);

/* A run with as much fuel as there can be ends well; returns its value. */
int64_t check_value(struct container *container, const struct thimble_event *event);

/* The same for parts that are loaded for this one run. */
int64_t check_value_of(const struct container_parts *parts);

/* A run with as much fuel as there can be is stopped here. */
struct stop {
  enum thimble_reason reason;
  uint32_t place;
  uint64_t address;
};
void check_stops(const char *name, struct container *container, const struct thimble_event *event,
                 struct stop stop);

#endif
