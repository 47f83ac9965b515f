/* SPDX-License-Identifier: Apache-2.0 */
/* change.c: removes, stops and starts containers. */
#include <thimble/host.h>

#include "host/access.h"
#include "host/hook_list.h"
#include "host/record.h"
#include "host/timer.h"

/* Locks the host to change a container that is there. */
static enum thimble_result enter(const struct thimble_host *host,
                                 const struct thimble_container *container) {
  enum thimble_result result = thimble_host_enter(host);
  if (result == THIMBLE_OK && container->state == THIMBLE_CONTAINER_NONE) {
    thimble_host_unlock(host);
    return THIMBLE_ERROR_NOT_FOUND;
  }
  return result;
}

/* The observer sees a container that no longer runs, but is still whole. */
enum thimble_result thimble_remove(struct thimble_host *host, struct thimble_container *container) {
  enum thimble_result result = enter(host, container);
  if (result != THIMBLE_OK)
    return result;
  container->state = THIMBLE_CONTAINER_STOPPED;
  thimble_record_tell(container, THIMBLE_REMOVED);
  if (host->values != NULL)
    result = thimble_key_value_erase(&container->values);
  thimble_record_end(container);
  thimble_host_unlock(host);
  return result;
}

enum thimble_result thimble_stop(struct thimble_host *host, struct thimble_container *container) {
  enum thimble_result result = enter(host, container);
  if (result != THIMBLE_OK)
    return result;
  if (container->state != THIMBLE_CONTAINER_STOPPED) {
    container->state = THIMBLE_CONTAINER_STOPPED;
    thimble_record_tell(container, THIMBLE_STOPPED);
  }
  thimble_host_unlock(host);
  return THIMBLE_OK;
}

enum thimble_result thimble_start(struct thimble_host *host, struct thimble_container *container) {
  enum thimble_result result = enter(host, container);
  if (result != THIMBLE_OK)
    return result;
  if (container->state != THIMBLE_CONTAINER_READY) {
    container->state = THIMBLE_CONTAINER_READY;
    container->failures_in_row = 0;
    thimble_timer_start(container, thimble_host_now(host));
    thimble_record_tell(container, THIMBLE_STARTED);
  }
  thimble_host_unlock(host);
  return THIMBLE_OK;
}
