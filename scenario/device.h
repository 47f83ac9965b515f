/* SPDX-License-Identifier: Apache-2.0 */
/* device.h: the simulated device as a whole: what it is at first, and how it is switched on. */
#ifndef THIMBLE_SCENARIO_DEVICE_H
#define THIMBLE_SCENARIO_DEVICE_H

#include "state.h"

/* A device with the usual hooks, without tenants, switched off, its flash erased. */
void scenario_device_prepare(struct scenario *scenario);

/* Switches the device on: its host starts, with the values that its flash holds. Nothing happens
 * when it is on. False: it has complained. */
bool scenario_device_start(struct scenario *scenario);

/* Switches it off and on: RAM is lost, and time begins again. False: it has complained. */
bool scenario_device_restart(struct scenario *scenario);

#endif
