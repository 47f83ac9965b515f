/* SPDX-License-Identifier: Apache-2.0 */
/* event_context.h: the context that a simulated event hands to a container (contexts.def).
 *
 * Bytes from the command line are the packet of the hook `packet`, and the whole context of any
 * other hook. Without them a known context is filled with what the simulation knows, and an unknown
 * one is empty. */
#ifndef THIMBLE_CLI_COMMON_EVENT_CONTEXT_H
#define THIMBLE_CLI_COMMON_EVENT_CONTEXT_H

#include <thimble/context.h>
#include <thimble/engine.h>

#include "cli/common/file.h"

struct event_context {
  const struct known_context *known; /* null: the hook is in no table */
  uint32_t period_ms;
  bool has_given;
  struct file_bytes given; /* from the command line */
  struct file_bytes bytes; /* what the container gets, made anew for each event */
  struct file_bytes lent;  /* what is lent to it, or empty; a view of `given` */
};

/* Prepares the contexts of a hook. `argument` is HEX, @FILE or null. Returns an exit code; unless
 * it is EXIT_CODE_OK the message is printed and there is nothing to free. */
int event_context_start(struct event_context *context, struct thimble_bytes hook,
                        const char *argument, uint32_t period_ms);

/* Makes the event number `count` (from 0), which lasts until the next one is made. */
void event_context_next(struct event_context *context, uint64_t now_ms, uint32_t count,
                        struct thimble_event *event);

/* Bytes of the context that the table gives a hook; 0: the hook is in no table. */
uint32_t event_context_size(const char *hook);

/* Whether the host's own timer can make the events. */
bool event_context_is_timer(const struct event_context *context);

/* Whether the event takes an answer: that of the hook `request` does, and we let those do that are
 * in no table. */
bool event_context_takes_reply(const struct event_context *context);

/* Bytes from the start of the context that a container may change. */
uint32_t event_context_writable(const struct event_context *context);

void event_context_free(struct event_context *context);

#endif
