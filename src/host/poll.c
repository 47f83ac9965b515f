/* SPDX-License-Identifier: Apache-2.0 */
/* poll.c: what the main loop does: posts, timers, messages.
 *
 * The lock is taken anew for each post and each hook, so that other threads' firings need not wait
 * for all of them. */
#include <stddef.h>
#include <thimble/host.h>

#include "host/access.h"
#include "host/hook_list.h"
#include "host/messages.h"
#include "host/post_queue.h"
#include "host/timer.h"

/* Fires for the oldest post. The post's place is free again by then, so that the run may post. */
static bool fire_post(struct thimble_host *host) {
  _Alignas(8) uint8_t context[THIMBLE_POST_MAXIMUM];
  if (thimble_host_enter(host) != THIMBLE_OK)
    return false;
  struct thimble_hook *hook = thimble_posts_take(host, context);
  struct thimble_firing firing = {.context = context};
  if (hook != NULL)
    thimble_fire(host, hook, &firing);
  thimble_host_unlock(host);
  return hook != NULL;
}

static void poll_hook(struct thimble_host *host, const struct thimble_hook *hook) {
  if (hook->type->kind == THIMBLE_HOOK_PLAIN || thimble_host_enter(host) != THIMBLE_OK)
    return;
  uint64_t now_ms = thimble_host_now(host);
  struct thimble_container *container = thimble_hook_first(hook);
  for (; container != NULL; container = container->next)
    if (hook->type->kind == THIMBLE_HOOK_TIMER)
      thimble_timer_poll(container, now_ms);
    else
      thimble_messages_poll(container);
  thimble_host_unlock(host);
}

static uint32_t wait_of(struct thimble_container *container, uint64_t now_ms) {
  enum thimble_hook_kind kind = container->hook->type->kind;
  if (container->state != THIMBLE_CONTAINER_READY || kind == THIMBLE_HOOK_PLAIN)
    return UINT32_MAX;
  return kind == THIMBLE_HOOK_TIMER ? thimble_timer_wait(container, now_ms)
                                    : thimble_messages_wait(container, now_ms);
}

static uint32_t shortest_wait(struct thimble_host *host, uint64_t now_ms) {
  uint32_t shortest = UINT32_MAX;
  for (uint32_t i = 0; i < host->container_count; i++)
    if (host->containers[i].state != THIMBLE_CONTAINER_NONE) {
      uint32_t wait = wait_of(&host->containers[i], now_ms);
      if (wait < shortest)
        shortest = wait;
    }
  return shortest;
}

/* Nothing can be said from within a run: poll again after it. */
static uint32_t sleep_time(struct thimble_host *host) {
  if (thimble_host_enter(host) != THIMBLE_OK)
    return 0;
  uint32_t wait = thimble_posts_are_empty(host) ? shortest_wait(host, thimble_host_now(host)) : 0;
  thimble_host_unlock(host);
  return wait;
}

uint32_t thimble_poll(struct thimble_host *host) {
  for (uint32_t i = 0; i < host->post_count && fire_post(host); i++)
    continue;
  for (uint32_t i = 0; i < host->hook_count; i++)
    poll_hook(host, host->hooks[i]);
  return sleep_time(host);
}
