/* SPDX-License-Identifier: Apache-2.0 */
/* loans.h: memory that a firing lends to the containers of its hook. Called with the host locked.
 */
#ifndef THIMBLE_HOST_LOANS_H
#define THIMBLE_HOST_LOANS_H

#include <thimble/host.h>

/* Lends to all containers before the first one runs: either everything can be lent, or nothing has
 * happened. Errors: INVALID (see thimble_fire()). */
enum thimble_result thimble_loans_lend(const struct thimble_host *host,
                                       const struct thimble_hook *hook,
                                       const struct thimble_firing *firing);

/* Takes everything back. */
void thimble_loans_reclaim(const struct thimble_hook *hook);

#endif
