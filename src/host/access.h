/* SPDX-License-Identifier: Apache-2.0 */
/* access.h: whose turn it is with a host.
 *
 * The port's lock keeps threads apart; it is held for a whole firing. `running` keeps apart what
 * one thread does: from within a run, the lists and records that the run stands on do not change.
 */
#ifndef THIMBLE_HOST_ACCESS_H
#define THIMBLE_HOST_ACCESS_H

#include <thimble/host.h>

static inline void thimble_host_lock(const struct thimble_host *host) {
  host->port->lock(host->port->device);
}

static inline void thimble_host_unlock(const struct thimble_host *host) {
  host->port->unlock(host->port->device);
}

/* Locks the host to change it. Errors: BUSY (a container runs); then it is not locked. */
static inline enum thimble_result thimble_host_enter(const struct thimble_host *host) {
  thimble_host_lock(host);
  if (host->running == 0)
    return THIMBLE_OK;
  thimble_host_unlock(host);
  return THIMBLE_ERROR_BUSY;
}

static inline uint64_t thimble_host_now(const struct thimble_host *host) {
  return host->port->clock_ms(host->port->device);
}

#endif
