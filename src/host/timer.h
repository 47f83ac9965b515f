/* SPDX-License-Identifier: Apache-2.0 */
/* timer.h: the containers of timer hooks. Each has its own beat, which starts with the container.
 * Called with the host locked. */
#ifndef THIMBLE_HOST_TIMER_H
#define THIMBLE_HOST_TIMER_H

#include <thimble/host.h>

/* The first event is one period away. For containers of other hooks this means nothing. */
void thimble_timer_start(struct thimble_container *container, uint64_t now_ms);

/* Runs the container of a timer hook if its time has come. */
void thimble_timer_poll(struct thimble_container *container, uint64_t now_ms);

/* Milliseconds until its time comes. */
uint32_t thimble_timer_wait(const struct thimble_container *container, uint64_t now_ms);

/* thimble_services.rearm. Errors: INVALID, also for 0. */
enum thimble_result thimble_timer_rearm(struct thimble_container *container, uint32_t milliseconds);

#endif
