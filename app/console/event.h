/* SPDX-License-Identifier: Apache-2.0 */
/* event.h: what the console shows to containers when it makes an event itself. */
#ifndef THIMBLE_CONSOLE_EVENT_H
#define THIMBLE_CONSOLE_EVENT_H

#include <thimble/host.h>

/* An event; what it points to lasts until the next one is made. */
struct event {
  void *context;
  struct thimble_loan loan;
  uint32_t loan_count; /* 0 or 1 */
};

/* Makes event number `number` (from 0) of a hook of this firmware. */
void event_make(struct event *event, const struct thimble_hook *hook, uint32_t number);

#endif
