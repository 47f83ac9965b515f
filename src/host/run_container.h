/* SPDX-License-Identifier: Apache-2.0 */
/* run_container.h: one run of one container, with all that the host makes of it: budget,
 * statistics, quarantine. Called with the host locked and the arena of the container's hook free.
 */
#ifndef THIMBLE_HOST_RUN_CONTAINER_H
#define THIMBLE_HOST_RUN_CONTAINER_H

#include <thimble/host.h>

/* Runs it with a context of its hook's length, of which a failed run leaves no trace. `reply` may
 * be null. Returns false when it was not run: it is not ready, or has used its fuel for this
 * second; then the outcome is not set. */
bool thimble_run_container(struct thimble_container *container, void *context,
                           struct thimble_reply *reply, struct thimble_outcome *outcome);

#endif
