/* SPDX-License-Identifier: Apache-2.0 */
/* record.c: see record.h. A free record is all zeros. */
#include "host/record.h"

#include <stddef.h>
#include <string.h>

#include "base/name.h"
#include "host/access.h"
#include "host/hook_list.h"
#include "host/messages.h"
#include "host/services.h"
#include "host/timer.h"

struct thimble_container *thimble_record_find(struct thimble_host *host,
                                              const struct thimble_tenant *tenant,
                                              struct thimble_bytes name) {
  for (uint32_t i = 0; i < host->container_count; i++) {
    struct thimble_container *container = &host->containers[i];
    if (container->state != THIMBLE_CONTAINER_NONE && container->tenant == tenant &&
        thimble_name_compare(container->program.image.name, name) == 0)
      return container;
  }
  return NULL;
}

struct thimble_container *thimble_record_find_free(struct thimble_host *host) {
  for (uint32_t i = 0; i < host->container_count; i++)
    if (host->containers[i].state == THIMBLE_CONTAINER_NONE)
      return &host->containers[i];
  return NULL;
}

uint32_t thimble_record_count(const struct thimble_host *host,
                              const struct thimble_tenant *tenant) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < host->container_count; i++)
    if (host->containers[i].state != THIMBLE_CONTAINER_NONE && host->containers[i].tenant == tenant)
      count++;
  return count;
}

static void start_values(struct thimble_container *container, uint64_t now_ms) {
  struct thimble_host *host = container->host;
  const struct thimble_tenant_policy *policy = container->tenant->policy;
  if (host->values == NULL)
    return;
  thimble_key_value_space_start(&container->values, host->values, &policy->private_values,
                                thimble_name(policy->name), container->program.image.name, now_ms);
  container->caller.spaces[THIMBLE_SPACE_PRIVATE] = &container->values;
  container->caller.spaces[THIMBLE_SPACE_SHARED] = &container->tenant->shared;
  container->caller.spaces[THIMBLE_SPACE_GLOBAL] = &host->global;
}

static void start_caller(struct thimble_container *container, uint64_t now_ms) {
  const struct thimble_tenant_policy *policy = container->tenant->policy;
  struct thimble_caller *caller = &container->caller;
  caller->port = container->host->port;
  caller->name = container->program.image.name;
  caller->scopes[THIMBLE_SCOPE_ASKED] = &container->program.image.asked.scope;
  caller->scopes[THIMBLE_SCOPE_TENANT] = &policy->allowed.scope;
  caller->scopes[THIMBLE_SCOPE_HOOK] = &container->hook->type->allowed.scope;
  caller->log_below = policy->log_below;
  caller->services = &thimble_host_services;
  caller->container = container;
  thimble_rate_start(&caller->log, policy->log_per_second, now_ms);
}

void thimble_record_start(struct thimble_container *container) {
  uint64_t now_ms = thimble_host_now(container->host);
  start_caller(container, now_ms);
  start_values(container, now_ms);
  thimble_rate_start(&container->fuel, container->tenant->policy->fuel_per_second, now_ms);
  thimble_timer_start(container, now_ms);
  container->state = THIMBLE_CONTAINER_READY;
  thimble_hook_insert(container);
}

void thimble_record_end(struct thimble_container *container) {
  thimble_hook_take_out(container);
  thimble_messages_drop(container);
  memset(container, 0, sizeof *container);
}

void thimble_record_tell(struct thimble_container *container, enum thimble_change change) {
  struct thimble_host *host = container->host;
  if (host->observer.changed == NULL)
    return;
  host->running++;
  host->observer.changed(host->observer.data, container, change);
  host->running--;
}
