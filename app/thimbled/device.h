/* SPDX-License-Identifier: Apache-2.0 */
/* device.h: the device that this computer is: hooks, memory, sensors, log and events.
 *
 * Hooks: `timer` (each second), `tick` (each millisecond), `message`, `sample` (each sensor, ten
 * times a second; what a container makes of it is what others read) and `request` (CoAP). */
#ifndef THIMBLE_APP_THIMBLED_DEVICE_H
#define THIMBLE_APP_THIMBLED_DEVICE_H

#include <thimble/host.h>
#include <thimble/notes.h>

#include "cli/run/simulator.h"

enum {
  DEVICE_TENANTS = 8,
  DEVICE_CONTAINERS = 24,
  DEVICE_SAMPLE_MS = 100
};

extern struct thimble_host device_host;
extern struct thimble_hook device_request_hook;
extern struct thimble_notes device_log, device_events; /* with the port's lock held */
extern struct simulator device_sensors;

/* Starts the host, with the values that the journal keeps. `quiet`: lines go to the ring only. */
enum thimble_result device_start(struct thimble_journal *journal, bool quiet);

/* Adds an event, and prints it. */
void device_event(const struct thimble_noted *event);

/* Reads each sensor, and lets containers correct the readings. */
void device_sample(void);

#endif
