/* SPDX-License-Identifier: Apache-2.0 */
/* state.h: a scenario while it is played: the device that is simulated, and where in the text we
 * are. For the library's own files, and for those who provide the memory. */
#ifndef THIMBLE_SCENARIO_STATE_H
#define THIMBLE_SCENARIO_STATE_H

#include <thimble/host.h>
#include <thimble/journal.h>

#include "scenario.h"

enum {
  SCENARIO_TENANTS = 8,
  SCENARIO_HOOKS = 5,
  SCENARIO_CONTAINERS = 24,
  SCENARIO_SENSORS = 16,
  SCENARIO_ACTUATORS = 8,
  SCENARIO_MESSAGES = 16,
  SCENARIO_POSTS = 8,
  SCENARIO_REPLY = 128,    /* bytes in an answer, at most */
  SCENARIO_PAYLOAD = 1024, /* bytes in a packet or a request */
  SCENARIO_MEMORY = 65536, /* for what the containers keep */
  SCENARIO_ARENA = 65536,  /* for the container that runs */
  SCENARIO_VALUES = 32768, /* for kept values */
  SCENARIO_FLASH_BLOCK = 4096,
  SCENARIO_FLASH_BLOCKS = 8,
};

/* Flash that forgets nothing while the scenario is played. */
struct scenario_flash {
  struct thimble_flash interface;
  uint8_t bytes[SCENARIO_FLASH_BLOCK * SCENARIO_FLASH_BLOCKS];
};

struct scenario_sensor {
  int32_t sensor; /* THIMBLE_SENSOR(kind, index) */
  int32_t value;
  int8_t scale;
  bool has_reading;
};

/* What the port of the simulated device works on. */
struct scenario_device {
  uint64_t now_ms; /* since the device's last start */
  uint64_t random;
  struct scenario_sensor sensors[SCENARIO_SENSORS];
  uint32_t sensor_count;
  int32_t actuators[SCENARIO_ACTUATORS];
};

struct scenario_prefixes {
  uint32_t length;
  uint8_t bytes[THIMBLE_PREFIXES_MAXIMUM];
};

/* Permissions with the memory of the lists that their scope points to. */
struct scenario_permissions {
  struct thimble_permissions permissions;
  struct scenario_prefixes read, written;
};

struct scenario_tenant {
  char name[THIMBLE_NAME_MAXIMUM + 1];
  struct thimble_tenant_policy policy;
  struct scenario_permissions allowed;
};

struct scenario_hook {
  struct thimble_hook_type type;
  struct scenario_permissions allowed;
};

/* An image that is installed, to be installed again after a power cut. */
struct scenario_installed {
  uint32_t tenant; /* index */
  struct thimble_bytes image, name;
};

/* What the statement `device` says. */
struct scenario_limits {
  uint32_t memory, containers, messages, posts, reply;
  uint64_t seed;
  struct thimble_key_value_quota global_values;
};

struct scenario {
  const struct scenario_surroundings *surroundings;
  uint32_t line;
  bool is_started; /* the host; tenants and hooks are declared before */
  bool is_expecting;
  enum thimble_result expected; /* of the next statement that may fail */

  struct scenario_limits limits;
  struct scenario_device device;
  struct scenario_flash flash;
  struct thimble_port port;
  struct scenario_tenant tenants[SCENARIO_TENANTS];
  uint32_t tenant_count;
  struct scenario_hook hooks[SCENARIO_HOOKS];
  struct scenario_installed installed[SCENARIO_CONTAINERS];
  uint32_t installed_count;

  struct thimble_host host;
  struct thimble_tenant host_tenants[SCENARIO_TENANTS];
  struct thimble_hook host_hooks[SCENARIO_HOOKS];
  struct thimble_hook *hook_list[SCENARIO_HOOKS];
  struct thimble_container containers[SCENARIO_CONTAINERS];
  struct thimble_message messages[SCENARIO_MESSAGES];
  struct thimble_post posts[SCENARIO_POSTS];
  struct thimble_arena arena;
  struct thimble_journal journal;
  struct thimble_key_value_store store;

  uint8_t payload[SCENARIO_PAYLOAD];
  uint8_t reply[SCENARIO_REPLY];
  uint8_t values[SCENARIO_VALUES];
  _Alignas(16) uint8_t memory[SCENARIO_MEMORY];
  _Alignas(16) uint8_t run_memory[SCENARIO_ARENA];
};

#endif
