/* SPDX-License-Identifier: Apache-2.0 */
/* observer.h: what the host tells the console. */
#ifndef THIMBLE_CONSOLE_OBSERVER_H
#define THIMBLE_CONSOLE_OBSERVER_H

#include <thimble/host.h>

/* struct thimble_observer's. A run that failed is printed always, others while `is_tracing`; a
 * change once `is_telling`, which is after the start. */
void observer_ran(void *data, const struct thimble_container *container,
                  const struct thimble_outcome *outcome);
void observer_changed(void *data, const struct thimble_container *container,
                      enum thimble_change change);

extern bool observer_is_tracing;
extern bool observer_is_telling;

#endif
