/* SPDX-License-Identifier: Apache-2.0 */
/* messages.h: messages between the containers of a tenant. They lie in a pool of the host; a
 * tenant's policy says how many of them may be its own, and at most half of those, rounded up, wait
 * for the same container. Called with the host locked. */
#ifndef THIMBLE_HOST_MESSAGES_H
#define THIMBLE_HOST_MESSAGES_H

#include <thimble/host.h>

/* thimble_services.send and .receive. */
enum thimble_result thimble_messages_send(struct thimble_container *container,
                                          struct thimble_bytes to, struct thimble_bytes message);
enum thimble_result thimble_messages_receive(struct thimble_container *container, uint8_t *bytes,
                                             uint32_t capacity, uint32_t *length);

/* Drops what waits for a container. */
void thimble_messages_drop(struct thimble_container *container);

/* Runs the container of a message hook if a message waits for it. */
void thimble_messages_poll(struct thimble_container *container);

/* Milliseconds until it has to run; UINT32_MAX: nothing waits for it. */
uint32_t thimble_messages_wait(struct thimble_container *container, uint64_t now_ms);

#endif
