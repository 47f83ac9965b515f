/* SPDX-License-Identifier: Apache-2.0 */
/* memory_gap.h: room for a new container in the host's memory. */
#ifndef THIMBLE_HOST_MEMORY_GAP_H
#define THIMBLE_HOST_MEMORY_GAP_H

#include <thimble/host.h>

/* Finds the first gap between the containers' memory that holds what is needed of a container's
 * own. Errors: NO_MEMORY. */
enum thimble_result thimble_memory_gap(const struct thimble_host *host,
                                       const struct thimble_need *need, struct thimble_memory *gap);

#endif
