/* SPDX-License-Identifier: Apache-2.0 */
/* start.c: starts a host, and tenants that come later, when what was declared is sound. */
#include <stddef.h>
#include <string.h>
#include <thimble/host.h>

#include "base/name.h"
#include "host/access.h"
#include "host/post_queue.h"
#include "host/record.h"

/* Names are found by a search for the first of them, which is another one when two are equal. */
static bool is_named(struct thimble_host *host, struct thimble_hook *hook) {
  struct thimble_bytes name = thimble_name(hook->type->name);
  return thimble_name_is_valid(name) && thimble_find_hook(host, name) == hook;
}

/* The host itself fills the contexts of these kinds. */
static bool has_context_of_its_kind(const struct thimble_hook_type *type) {
  if (type->kind == THIMBLE_HOOK_TIMER)
    return type->period_ms > 0 && type->context_length == sizeof(struct thimble_context_timer);
  if (type->kind == THIMBLE_HOOK_MESSAGE)
    return type->context_length == sizeof(struct thimble_context_message);
  return type->kind == THIMBLE_HOOK_PLAIN;
}

static bool is_sound_hook(struct thimble_host *host, struct thimble_hook *hook) {
  const struct thimble_hook_type *type = hook->type;
  return is_named(host, hook) && has_context_of_its_kind(type) &&
         type->context_writable <= type->context_length &&
         type->context_writable <= THIMBLE_CONTEXT_WRITABLE_MAXIMUM &&
         type->rule <= THIMBLE_HOOK_STOP_ON_ERROR && hook->arena != NULL;
}

static bool is_sound_tenant(struct thimble_host *host, struct thimble_tenant *tenant) {
  if (tenant->policy == NULL)
    return true;
  struct thimble_bytes name = thimble_name(tenant->policy->name);
  return thimble_name_is_valid(name) && thimble_find_tenant(host, name) == tenant &&
         tenant->policy->fuel_per_second <= THIMBLE_RATE_MAXIMUM;
}

static bool is_sound(struct thimble_host *host) {
  for (uint32_t i = 0; i < host->hook_count; i++)
    if (!is_sound_hook(host, host->hooks[i]))
      return false;
  for (uint32_t i = 0; i < host->tenant_count; i++)
    if (!is_sound_tenant(host, &host->tenants[i]))
      return false;
  return thimble_posts_are_sound(host->post_count);
}

static void clear(struct thimble_host *host) {
  for (uint32_t i = 0; i < host->container_count; i++)
    memset(&host->containers[i], 0, sizeof host->containers[i]);
  for (uint32_t i = 0; i < host->message_count; i++)
    host->messages[i].to = NULL;
  for (uint32_t i = 0; i < host->hook_count; i++) {
    atomic_store_explicit(&host->hooks[i]->first, NULL, memory_order_relaxed);
    host->hooks[i]->arena->running = NULL;
  }
  host->running = 0;
  host->message_number = 0;
}

static void start_shared(struct thimble_host *host, struct thimble_tenant *tenant,
                         uint64_t now_ms) {
  static const struct thimble_bytes nobody;
  const struct thimble_tenant_policy *policy = tenant->policy;
  if (host->values != NULL && policy != NULL)
    thimble_key_value_space_start(&tenant->shared, host->values, &policy->shared_values,
                                  thimble_name(policy->name), nobody, now_ms);
}

static void start_values(struct thimble_host *host) {
  static const struct thimble_bytes nobody;
  uint64_t now_ms = thimble_host_now(host);
  if (host->values == NULL)
    return;
  thimble_key_value_space_start(&host->global, host->values, &host->global_values, nobody, nobody,
                                now_ms);
  for (uint32_t i = 0; i < host->tenant_count; i++)
    start_shared(host, &host->tenants[i], now_ms);
}

enum thimble_result thimble_host_start(struct thimble_host *host) {
  if (!is_sound(host))
    return THIMBLE_ERROR_INVALID;
  thimble_host_lock(host);
  clear(host);
  thimble_posts_start(host);
  start_values(host);
  thimble_host_unlock(host);
  return THIMBLE_OK;
}

/* A tenant that goes has no containers, so nobody uses the space any more. */
static enum thimble_result free_tenant(struct thimble_host *host, struct thimble_tenant *tenant) {
  if (thimble_record_count(host, tenant) > 0)
    return THIMBLE_ERROR_BUSY;
  if (host->values != NULL && tenant->policy != NULL)
    (void)thimble_key_value_erase(&tenant->shared);
  tenant->policy = NULL;
  return THIMBLE_OK;
}

static enum thimble_result start_tenant(struct thimble_host *host, struct thimble_tenant *tenant,
                                        const struct thimble_tenant_policy *policy) {
  const struct thimble_tenant_policy *old = tenant->policy;
  tenant->policy = policy;
  if (!is_sound_tenant(host, tenant)) {
    tenant->policy = old;
    return THIMBLE_ERROR_INVALID;
  }
  start_shared(host, tenant, thimble_host_now(host));
  return THIMBLE_OK;
}

enum thimble_result thimble_tenant_set(struct thimble_host *host, struct thimble_tenant *tenant,
                                       const struct thimble_tenant_policy *policy) {
  enum thimble_result result = thimble_host_enter(host);
  if (result != THIMBLE_OK)
    return result;
  result = policy == NULL ? free_tenant(host, tenant) : start_tenant(host, tenant, policy);
  thimble_host_unlock(host);
  return result;
}
