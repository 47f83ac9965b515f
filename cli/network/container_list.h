/* SPDX-License-Identifier: Apache-2.0 */
/* container_list.h: the containers of a device, from the body of its resource /containers. */
#ifndef THIMBLE_CLI_NETWORK_CONTAINER_LIST_H
#define THIMBLE_CLI_NETWORK_CONTAINER_LIST_H

#include <thimble/host.h>

#include "cli/common/cbor_item.h"

struct listed_container {
  struct cbor_item map;
  struct thimble_bytes tenant, name, version, hook, digest; /* empty: not said */
  uint64_t state;                                           /* enum thimble_container_state */
  uint64_t size, throttled, fuel_last, fuel_greatest, fuel_sum, memory, sequence;
  uint64_t runs[THIMBLE_OUTCOME_KINDS]; /* by enum thimble_outcome_kind */
  bool is_on_trial, has_previous;
  bool has_failed;
  uint64_t failure_kind, failure_reason, failure_place, failure_address, failure_at;
  struct thimble_bytes failure_file, failure_function; /* empty: not said */
  uint64_t failure_line;
};

/* Starts a walk. False: the body is no list. */
bool container_list_start(struct thimble_bytes body, struct thimble_bytes *rest);

/* The next container. False: there is none, or it cannot be read, and `rest` has not moved. */
bool container_list_next(struct thimble_bytes *rest, struct listed_container *container);

/* `ready`, `stopped`, `quarantined`. */
const char *container_state_text(uint64_t state);

/* `store outside of ..., in run() at blink.c:14`; free() gives it back. */
char *container_failure_text(const struct listed_container *container);

#endif
