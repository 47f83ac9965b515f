/* SPDX-License-Identifier: Apache-2.0 */
/* find.h: containers and hooks as a command names them. */
#ifndef THIMBLE_CONSOLE_FIND_H
#define THIMBLE_CONSOLE_FIND_H

#include "device.h"

/* NAME, or TENANT/NAME where several tenants have a container of that name: without the tenant it
 * is the first one. Null: there is none. */
struct thimble_container *find_container(struct thimble_bytes name);
const struct refused_image *find_refused(struct thimble_bytes name);

#endif
