/* SPDX-License-Identifier: Apache-2.0 */
/* firing_context.h: what a hook hands to its containers, from the words of a statement. */
#ifndef THIMBLE_SCENARIO_FIRING_CONTEXT_H
#define THIMBLE_SCENARIO_FIRING_CONTEXT_H

#include "state.h"

struct scenario_context {
  union {
    struct thimble_context_timer timer;
    struct thimble_context_packet packet;
    struct thimble_context_message message;
    struct thimble_context_sample sample;
    struct thimble_context_request request;
  } bytes;
  struct thimble_loan loan; /* length 0: nothing is lent */
  bool takes_reply;
};

/* Fills the context from the words that are left in the line:
 *   packet [BYTES]   sample VALUE [SCALE]   request METHOD [BYTES]   timer   message
 * False: it has complained. */
bool scenario_context_read(struct scenario *scenario, const struct thimble_hook_type *hook,
                           struct thimble_bytes *line, struct scenario_context *context);

/* Nothing is lent any more, and the context says so. */
void scenario_context_drop_loan(const struct thimble_hook_type *hook,
                                struct scenario_context *context);

/* What containers may have changed: `, sample 2150`. */
void scenario_context_trace(const struct scenario *scenario, const struct thimble_hook_type *hook,
                            const void *context);

#endif
