/* SPDX-License-Identifier: Apache-2.0 */
/* post_queue.c: see post_queue.h. A ring of places, without locks: a handler that interrupts
 * another one, or a thread, in the middle of a post does its own and goes.
 *
 * The n-th post (n counts modulo 2^32) uses place n modulo the count. Its `turn` is 2n as long as
 * the place waits for that post, 2n + 1 when the post is complete, and 2(n + count) once it was
 * taken, when the place waits for the next round. Numbers differ by less than 2^31, as the count is
 * small. Whoever moves `post_tail` from n to n + 1 owns place n until it sets the turn. */
#include "host/post_queue.h"

#include <stddef.h>
#include <string.h>

/* So that turns, which count twice as fast, never lap each other. */
#define COUNT_MAXIMUM (1u << 16)

bool thimble_posts_are_sound(uint32_t count) {
  return (count & (count - 1)) == 0 && count <= COUNT_MAXIMUM;
}

static struct thimble_post *place_of(const struct thimble_host *host, uint32_t number) {
  return &host->posts[number & (host->post_count - 1)];
}

void thimble_posts_start(struct thimble_host *host) {
  for (uint32_t i = 0; i < host->post_count; i++)
    atomic_store_explicit(&host->posts[i].turn, 2 * i, memory_order_relaxed);
  atomic_store_explicit(&host->post_head, 0, memory_order_relaxed);
  atomic_store_explicit(&host->posts_dropped, 0, memory_order_relaxed);
  atomic_store_explicit(&host->post_tail, 0, memory_order_release);
}

/* Claims the next place; `number` is then its post's. Each turn of the loop after the first means
 * that somebody else has posted or taken something meanwhile: on one processor, a handler that has
 * interrupted this one and is done. */
static bool claim(struct thimble_host *host, uint32_t *number) {
  *number = atomic_load_explicit(&host->post_tail, memory_order_relaxed);
  for (;;) {
    uint32_t turn = atomic_load_explicit(&place_of(host, *number)->turn, memory_order_acquire);
    int32_t ahead = (int32_t)(turn - 2 * *number);
    if (ahead < 0)
      return false;
    if (ahead > 0)
      *number = atomic_load_explicit(&host->post_tail, memory_order_relaxed);
    else if (atomic_compare_exchange_weak_explicit(&host->post_tail, number, *number + 1,
                                                   memory_order_relaxed, memory_order_relaxed))
      return true;
  }
}

enum thimble_result thimble_post(struct thimble_host *host, struct thimble_hook *hook,
                                 const void *context) {
  uint32_t number, length = hook->type->context_length;
  if (length > THIMBLE_POST_MAXIMUM)
    return THIMBLE_ERROR_LIMIT;
  if (host->post_count == 0 || !claim(host, &number)) {
    atomic_fetch_add_explicit(&host->posts_dropped, 1, memory_order_relaxed);
    return THIMBLE_ERROR_NO_MEMORY;
  }
  struct thimble_post *post = place_of(host, number);
  post->hook = hook;
  if (length > 0)
    memcpy(post->context, context, length);
  atomic_store_explicit(&post->turn, 2 * number + 1, memory_order_release);
  return THIMBLE_OK;
}

struct thimble_hook *thimble_posts_take(struct thimble_host *host, uint8_t *context) {
  uint32_t number = atomic_load_explicit(&host->post_head, memory_order_relaxed);
  if (host->post_count == 0)
    return NULL;
  struct thimble_post *post = place_of(host, number);
  if (atomic_load_explicit(&post->turn, memory_order_acquire) != 2 * number + 1)
    return NULL;
  struct thimble_hook *hook = post->hook;
  memcpy(context, post->context, THIMBLE_POST_MAXIMUM);
  atomic_store_explicit(&host->post_head, number + 1, memory_order_relaxed);
  atomic_store_explicit(&post->turn, 2 * (number + host->post_count), memory_order_release);
  return hook;
}

bool thimble_posts_are_empty(struct thimble_host *host) {
  return atomic_load_explicit(&host->post_head, memory_order_relaxed) ==
         atomic_load_explicit(&host->post_tail, memory_order_relaxed);
}
