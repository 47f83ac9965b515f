/* SPDX-License-Identifier: Apache-2.0 */
/* report.h: what the console prints about containers. Names and places come from images, which
 * nobody trusts: they are printed escaped. */
#ifndef THIMBLE_CONSOLE_REPORT_H
#define THIMBLE_CONSOLE_REPORT_H

#include "containers.h"

/* `name version, hook timer: ready`, or why it is not. */
void report_state(const struct container *container);

/* Everything about one container. */
void report_details(const struct container *container);

/* How a run ended and what it cost; `instructions` are the processor's. */
void report_outcome(const struct container *container, const struct thimble_outcome *outcome,
                    uint32_t instructions);

/* What memory is used for. */
void report_memory(void);

#endif
