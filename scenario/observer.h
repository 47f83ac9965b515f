/* SPDX-License-Identifier: Apache-2.0 */
/* observer.h: what the host tells becomes lines of the trace. */
#ifndef THIMBLE_SCENARIO_OBSERVER_H
#define THIMBLE_SCENARIO_OBSERVER_H

#include "state.h"

struct thimble_observer scenario_observer(struct scenario *scenario);

/* Why a run ended as it did, or a program was refused: the text of the reason with its number, and
 * for a binding its name and grant. */
void scenario_trace_reason(const struct scenario *scenario, enum thimble_reason reason,
                           uint64_t number);

/* ` in run() at file.c:3 (instruction 12)`, as far as the line information tells. */
void scenario_trace_place(const struct scenario *scenario, struct thimble_bytes lines,
                          uint32_t instruction);

#endif
