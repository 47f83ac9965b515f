/* SPDX-License-Identifier: Apache-2.0 */
/* report.h: what the console prints about containers. Names and places come from images, which
 * nobody trusts: they are printed escaped. */
#ifndef THIMBLE_CONSOLE_REPORT_H
#define THIMBLE_CONSOLE_REPORT_H

#include "device.h"

/* `tenant/name`. */
void report_name(const struct thimble_container *container);

/* `tenant/name version, hook timer: ready, 3 runs`, and why an image is no container. */
void report_state(const struct thimble_container *container);
void report_refused(const struct refused_image *image);

/* Everything about one container, or one image that is none. What it has is what it asks for, its
 * tenant may have and its hook allows. */
void report_details(const struct thimble_container *container);
void report_refused_details(const struct refused_image *image);

/* report_grants.c: ` log sensor(temperature)` behind a title. */
void report_grants(const char *title, const struct thimble_permissions *permissions);

/* report_statistics.c: how a container's runs went, and what interrupt handlers have posted. */
void report_statistics(const struct thimble_container *container);
void report_posts(void);

/* report_values.c: the values that are kept, and how much of each quota they take. */
void report_values(void);

/* report_memory.c: what memory is used for. */
void report_memory(void);

/* The state of the actuators, as the hardware says. */
void report_lights(void);

#endif
