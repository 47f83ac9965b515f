/* SPDX-License-Identifier: Apache-2.0 */
/* run.h: runs a container by hand, to see what it does and costs: beside the host, which does not
 * count these runs. */
#ifndef THIMBLE_CONSOLE_RUN_H
#define THIMBLE_CONSOLE_RUN_H

#include <thimble/host.h>

/* False: it is not ready, or a run did not end well. */
bool run(struct thimble_container *container, uint32_t times);

#endif
