/* SPDX-License-Identifier: Apache-2.0 */
/* engine.h: the thread that containers run in, so that neither the network nor a slow disk makes
 * them wait: only an installation holds the host's lock. */
#ifndef THIMBLE_APP_THIMBLED_ENGINE_H
#define THIMBLE_APP_THIMBLED_ENGINE_H

#include <stdbool.h>

/* Starts the thread, or ends it and waits until it has. False: errno says why it did not start. */
bool engine_start(void);
void engine_stop(void);

/* Something is due that was not when the thread went to sleep: a container is new. */
void engine_wake(void);

#endif
