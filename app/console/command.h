/* SPDX-License-Identifier: Apache-2.0 */
/* command.h: carries out what the console was told to do. */
#ifndef THIMBLE_CONSOLE_COMMAND_H
#define THIMBLE_CONSOLE_COMMAND_H

#include <stdbool.h>
#include <thimble/bytes.h>

/* Carries out one line; an empty one does nothing. False: it was not understood, a container could
 * not be run, or a run did not end as it should. The console has been told why. */
bool command_run(struct thimble_bytes line);

#endif
