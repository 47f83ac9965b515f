/* SPDX-License-Identifier: Apache-2.0 */
/* port.h: the port of the simulated device, and its flash. */
#ifndef THIMBLE_SCENARIO_PORT_H
#define THIMBLE_SCENARIO_PORT_H

#include "state.h"

/* Fills scenario->port. The clock is the scenario's; random bytes come from SplitMix64, so that the
 * same seed gives the same ones. Log lines and changes of actuators become lines of the trace. */
void scenario_port_start(struct scenario *scenario);

/* Fills scenario->flash: all erased. */
void scenario_flash_start(struct scenario_flash *flash);

#endif
