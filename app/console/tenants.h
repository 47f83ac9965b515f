/* SPDX-License-Identifier: Apache-2.0 */
/* tenants.h: whose containers this firmware runs, and what each of them may do. README.md says it
 * in words. */
#ifndef THIMBLE_CONSOLE_TENANTS_H
#define THIMBLE_CONSOLE_TENANTS_H

#include <thimble/host.h>

enum {
  TENANT_OWNER,
  TENANT_ACME,
  TENANT_BOLT,
  TENANTS
};

extern struct thimble_tenant tenants[TENANTS];
extern const struct thimble_key_value_quota global_values;

/* Bytes of a store that has room for everything the quotas allow. */
uint32_t tenants_store_need(void);

#endif
