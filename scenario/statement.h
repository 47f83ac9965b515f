/* SPDX-License-Identifier: Apache-2.0 */
/* statement.h: what each statement does. Its function gets the rest of the line, complains and
 * returns false when the scenario cannot go on, and sets `result` when the device refused. */
#ifndef THIMBLE_SCENARIO_STATEMENT_H
#define THIMBLE_SCENARIO_STATEMENT_H

#include "state.h"

typedef bool scenario_statement(struct scenario *scenario, struct thimble_bytes *line,
                                enum thimble_result *result);

/* declare.c */
scenario_statement scenario_device, scenario_tenant, scenario_hook;

/* containers.c */
scenario_statement scenario_install, scenario_remove, scenario_stop, scenario_start,
    scenario_power_cut;

/* events.c */
scenario_statement scenario_sensor, scenario_wait, scenario_stall, scenario_fire, scenario_post;

/* show.c */
scenario_statement scenario_show;

/* The tenant or the hook that the next word names; null: it has complained. */
struct thimble_tenant *scenario_find_tenant(struct scenario *scenario, struct thimble_bytes *line);
struct thimble_hook *scenario_find_hook(struct scenario *scenario, struct thimble_bytes *line);

#endif
