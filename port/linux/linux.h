/* SPDX-License-Identifier: Apache-2.0 */
/* linux.h: the port for a Linux computer.
 *
 * The clock counts from the start of the computer and goes on while it sleeps (CLOCK_BOOTTIME).
 * Random bytes are the kernel's, fit for keys (getrandom). Log lines go to standard error. There
 * are no sensors and no actuators. One lock serves all hosts of the process. Sleep ends after 50 ms
 * at the latest. */
#ifndef THIMBLE_LINUX_LINUX_H
#define THIMBLE_LINUX_LINUX_H

#include <stdio.h>
#include <thimble/port.h>

/* Has no state: any number of hosts may use it at once. */
extern const struct thimble_port thimble_linux_port;

/* Writes `CONTAINER: LEVEL: TEXT` and a line end to `stream`, in the way of the port's own log. */
void thimble_linux_log_to(FILE *stream, enum thimble_log_level level,
                          struct thimble_bytes container, struct thimble_bytes text);

/* The name of a level in lower case. */
const char *thimble_linux_level_name(enum thimble_log_level level);

#endif
