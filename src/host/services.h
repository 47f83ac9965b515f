/* SPDX-License-Identifier: Apache-2.0 */
/* services.h: what the host does for the bindings of its containers. */
#ifndef THIMBLE_HOST_SERVICES_H
#define THIMBLE_HOST_SERVICES_H

#include <thimble/caller.h>

extern const struct thimble_services thimble_host_services;

#endif
