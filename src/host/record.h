/* SPDX-License-Identifier: Apache-2.0 */
/* record.h: the records of the containers, of which the host has a fixed number. Called with the
 * host locked. */
#ifndef THIMBLE_HOST_RECORD_H
#define THIMBLE_HOST_RECORD_H

#include <thimble/host.h>

/* The tenant's container of that name, or null. */
struct thimble_container *thimble_record_find(struct thimble_host *host,
                                              const struct thimble_tenant *tenant,
                                              struct thimble_bytes name);

/* A free record, or null. */
struct thimble_container *thimble_record_find_free(struct thimble_host *host);

/* How many containers a tenant has. */
uint32_t thimble_record_count(const struct thimble_host *host, const struct thimble_tenant *tenant);

/* Makes a record with a verified program and an instance into a container of its tenant at its
 * hook: with a full budget and its values, and in the hook's list. */
void thimble_record_start(struct thimble_container *container);

/* Ends a container, its values apart: it leaves its hook, what waits for it is dropped. */
void thimble_record_end(struct thimble_container *container);

/* Tells the host's observer. The host counts as busy meanwhile. */
void thimble_record_tell(struct thimble_container *container, enum thimble_change change);

#endif
