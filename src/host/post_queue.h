/* SPDX-License-Identifier: Apache-2.0 */
/* post_queue.h: the queue between interrupt handlers, which put posts in (thimble_post()), and
 * thimble_poll(), which takes them out. */
#ifndef THIMBLE_HOST_POST_QUEUE_H
#define THIMBLE_HOST_POST_QUEUE_H

#include <thimble/host.h>

/* Whether a queue may have so many places. */
bool thimble_posts_are_sound(uint32_t count);

/* Empties the queue. */
void thimble_posts_start(struct thimble_host *host);

/* Takes the oldest post out and copies its context, THIMBLE_POST_MAXIMUM bytes. Returns its hook,
 * or null when there is no post, or the oldest one is not yet complete. Called with the host
 * locked. */
struct thimble_hook *thimble_posts_take(struct thimble_host *host, uint8_t *context);

/* Whether nobody has begun to post anything that was not taken. */
bool thimble_posts_are_empty(struct thimble_host *host);

#endif
