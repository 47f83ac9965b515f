/* SPDX-License-Identifier: Apache-2.0 */
/* device.c: the host and its memory. Values are kept in RAM: this board has no flash that would
 * keep them when the emulation ends. */
#include "device.h"

#include "emulated/board.h"
#include "emulated/print.h"
#include "hooks.h"
#include "observer.h"
#include "tenants.h"

enum {
  CONTAINERS = 24,
  CONTAINERS_MEMORY = 8192,
  STORE_SIZE = 7680,
  MESSAGES = 8,
  POSTS = 8,
};

static struct thimble_container containers[CONTAINERS];
static _Alignas(16) uint8_t containers_memory[CONTAINERS_MEMORY];
static struct thimble_key_value_store values;
static _Alignas(8) uint8_t store[STORE_SIZE];
static struct thimble_message messages[MESSAGES];
static struct thimble_post posts[POSTS];

struct thimble_host host = {
    .port = &thimble_board_port,
    .bindings = &thimble_bindings,
    .hooks = hooks,
    .hook_count = HOOKS,
    .tenants = tenants,
    .tenant_count = TENANTS,
    .containers = containers,
    .container_count = CONTAINERS,
    .memory = {containers_memory, sizeof containers_memory},
    .values = &values,
    .messages = messages,
    .message_count = MESSAGES,
    .posts = posts,
    .post_count = POSTS,
    .observer = {.ran = observer_ran, .changed = observer_changed},
};

bool device_start(void) {
  thimble_key_value_start(&values, store, sizeof store);
  host.global_values = global_values;
  if (tenants_store_need() > sizeof store) {
    thimble_print_number("console: the values need a store of ", tenants_store_need(), " bytes\n");
    return false;
  }
  enum thimble_result result = thimble_host_start(&host);
  if (result != THIMBLE_OK) {
    thimble_print("console: the host does not start: ");
    thimble_print(thimble_result_text(result));
    thimble_print("\n");
  }
  return result == THIMBLE_OK;
}

uint64_t device_now(void) {
  return host.port->clock_ms(host.port->device);
}
