/* SPDX-License-Identifier: Apache-2.0 */
/* find.c: tenants, hooks and containers by their names. */
#include <stddef.h>
#include <thimble/host.h>

#include "base/name.h"
#include "host/access.h"
#include "host/record.h"

static bool has_name(const char *text, struct thimble_bytes name) {
  return thimble_name_compare(thimble_name(text), name) == 0;
}

/* Whoever gives tenants their policies is the one who looks for them, so no lock is needed. */
struct thimble_tenant *thimble_find_tenant(struct thimble_host *host, struct thimble_bytes name) {
  for (uint32_t i = 0; i < host->tenant_count; i++) {
    const struct thimble_tenant_policy *policy = host->tenants[i].policy;
    if (policy != NULL && has_name(policy->name, name))
      return &host->tenants[i];
  }
  return NULL;
}

/* The hooks that the firmware declared never change. */
struct thimble_hook *thimble_find_hook(struct thimble_host *host, struct thimble_bytes name) {
  for (uint32_t i = 0; i < host->hook_count; i++)
    if (has_name(host->hooks[i]->type->name, name))
      return host->hooks[i];
  return NULL;
}

struct thimble_container *thimble_find(struct thimble_host *host,
                                       const struct thimble_tenant *tenant,
                                       struct thimble_bytes name) {
  thimble_host_lock(host);
  struct thimble_container *container = thimble_record_find(host, tenant, name);
  thimble_host_unlock(host);
  return container;
}
