/* SPDX-License-Identifier: Apache-2.0 */
/* hooks.h: the places in this firmware where containers run. They share one arena: none fires while
 * a container of another runs. */
#ifndef THIMBLE_CONSOLE_HOOKS_H
#define THIMBLE_CONSOLE_HOOKS_H

#include <thimble/hook.h>

enum {
  HOOK_TIMER,   /* once in a second, or when a container wants it */
  HOOK_PACKET,  /* on command; a result of 0 drops the packet */
  HOOK_MESSAGE, /* when another container of the tenant has sent a message */
  HOOK_SAMPLE,  /* when an interrupt handler has posted a sample, or on command */
  HOOK_REQUEST, /* on command; the answer is shown */
  HOOKS
};

extern struct thimble_hook *const hooks[HOOKS];

/* Bytes that all containers run in, one after the other. */
#define HOOKS_RUN_MEMORY 8192u

#endif
