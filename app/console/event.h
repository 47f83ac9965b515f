/* SPDX-License-Identifier: Apache-2.0 */
/* event.h: what the console shows to a container when it fires the container's hook. */
#ifndef THIMBLE_CONSOLE_EVENT_H
#define THIMBLE_CONSOLE_EVENT_H

#include <stdbool.h>
#include <thimble/engine.h>

/* Makes event number `number` (from 0) of the hook; it lasts until the next one is made. False:
 * this board has no such hook. */
bool event_make(struct thimble_event *event, struct thimble_bytes hook, uint32_t number);

#endif
