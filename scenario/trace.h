/* SPDX-License-Identifier: Apache-2.0 */
/* trace.h: the lines that tell what happened, and the complaint that ends a scenario.
 *
 * Rules of use: a line is begun, put together and ended before anything else may happen. */
#ifndef THIMBLE_SCENARIO_TRACE_H
#define THIMBLE_SCENARIO_TRACE_H

#include "state.h"

/* Begins a line with the time, in milliseconds, and this text. */
void scenario_trace(const struct scenario *scenario, const char *what);

void scenario_trace_text(const struct scenario *scenario, const char *text);

/* `before`, then the number. */
void scenario_trace_number(const struct scenario *scenario, const char *before, int64_t number);
void scenario_trace_hexadecimal(const struct scenario *scenario, const char *before,
                                uint64_t number);

/* Text that nobody trusts: a backslash and a quotation mark come out behind a backslash, and what
 * is not printable ASCII as \xNN. */
void scenario_trace_escaped(const struct scenario *scenario, struct thimble_bytes text);

/* TENANT/CONTAINER */
void scenario_trace_container(const struct scenario *scenario,
                              const struct thimble_container *container);

void scenario_trace_end(const struct scenario *scenario);

/* Tells what is wrong in the current line: `before`, the word in quotation marks if there is one,
 * `after`. Returns false, for the caller to return. */
bool scenario_complain(const struct scenario *scenario, const char *before,
                       struct thimble_bytes word, const char *after);

#endif
