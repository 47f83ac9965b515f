/* SPDX-License-Identifier: Apache-2.0 */
/* device.h: a simulated device with one hook, one tenant and one container, used the way a
 * firmware uses the host.
 *
 * The hook `timer` is the host's own, so that the container may choose when it runs next; any other
 * one is fired once every period. */
#ifndef THIMBLE_CLI_RUN_DEVICE_H
#define THIMBLE_CLI_RUN_DEVICE_H

#include <thimble/host.h>

#include "cli/common/event_context.h"
#include "cli/run/simulator.h"

enum {
  RUN_DEVICE_MESSAGES = 8,
  RUN_DEVICE_REPLY = 1024
};

/* What is to be installed, and where. */
struct run_setup {
  struct thimble_bytes image; /* outlives the device */
  const struct event_context *context;
  thimble_grant_set allowed;
  uint32_t fuel; /* for one run, at most */
  uint32_t period_ms;
};

struct run_device {
  struct simulator simulator;
  struct thimble_port port;
  char hook_name[THIMBLE_NAME_MAXIMUM + 1];
  struct thimble_hook_type hook_type;
  struct thimble_arena arena;
  struct thimble_hook hook;
  struct thimble_hook *hooks[1];
  struct thimble_tenant_policy policy;
  struct thimble_tenant tenant;
  struct thimble_container container;
  struct thimble_key_value_store values;
  struct thimble_message messages[RUN_DEVICE_MESSAGES];
  struct thimble_host host;
  bool takes_reply;
  /* Of the last run. */
  struct thimble_outcome outcome;
  struct thimble_reply reply;
  uint8_t reply_bytes[RUN_DEVICE_REPLY];
};

/* Installs an image that could be read. Errors: those of thimble_install(), and `refusal` says why.
 * The first event is due at the simulator's time 0. */
enum thimble_result device_install(struct run_device *device, const struct run_setup *setup,
                                   struct thimble_program_refusal *refusal);

/* Does what is due: event number `count`, from 0. Returns the milliseconds from now to the next
 * event. */
uint64_t device_run(struct run_device *device, struct event_context *context, uint32_t count);

/* Gives back what the device holds; a device that is all zero holds nothing. */
void device_free(struct run_device *device);

#endif
