/* SPDX-License-Identifier: Apache-2.0 */
/* device.h: a small device for tests of the host: a clock that stands still until the test moves
 * it, a lock that counts, six hooks, two tenants, and a trace of what happened.
 *
 * Rules of use: device_reset() makes what the firmware declares; a test may change it; then
 * device_start() starts the host. Images are put together with device_install() and its sisters. */
#ifndef THIMBLE_TEST_HOST_DEVICE_H
#define THIMBLE_TEST_HOST_DEVICE_H

#include <stdbool.h>
#include <thimble/host.h>

#include "ebpf/assembly.h"
#include "host/image_parts.h"

/* The first three have the context `sample`, of which the first four bytes can be written. All have
 * a default of 0 and may do everything; those before OTHER share an arena. */
enum {
  HOOK_ALL,    /* "all" */
  HOOK_FIRST,  /* "first" */
  HOOK_STRICT, /* "strict": stops on error */
  HOOK_TIMER,  /* "timer", every 100 ms */
  HOOK_MESSAGE,
  HOOK_OTHER, /* "other", with a context of no bytes and an arena of its own */
  HOOKS,
};

/* "one" and "two" may do everything, without limits. */
enum {
  TENANT_ONE,
  TENANT_TWO,
  TENANTS,
};

enum {
  CONTAINERS = 6,
  MESSAGES = 6,
  POSTS = 4,
  MEMORY = 6 * 1024, /* a container without data takes a few hundred bytes */
  ARENA = 256,
  TRACE = 512,
};

/* Any binding's number beyond those of bindings.def: calls device.callback. */
#define CALLBACK 40

#define ALL_GRANTS THIMBLE_GRANTS_ALL

struct device {
  struct thimble_host host;
  uint64_t now_ms;
  uint32_t locks; /* that are held */
  int64_t (*callback)(void);
  char trace[TRACE]; /* what happened: "a=1 b! " for a value and a failure, "+a " for changes,
                             "a:2:hello " for a line of the log */
  struct thimble_port port;
  struct thimble_hook_type types[HOOKS];
  struct thimble_hook hooks[HOOKS];
  struct thimble_hook *hook_list[HOOKS];
  struct thimble_arena arenas[2];
  struct thimble_tenant_policy policies[TENANTS];
  struct thimble_tenant tenants[TENANTS];
  struct thimble_container containers[CONTAINERS];
  struct thimble_message messages[MESSAGES];
  struct thimble_post posts[POSTS];
  struct thimble_key_value_store values;
  uint8_t value_bytes[1024];
  _Alignas(8) uint8_t memory[MEMORY];
  _Alignas(8) uint8_t arena_memory[2][ARENA];
  struct thimble_install_report report; /* of the last installation */
  struct image_file images[16];         /* of the last installations, in turn */
  uint32_t image_count;
};
extern struct device device;

void device_reset(void);

/* Starts the host, which must work. */
void device_start(void);

/* The two of them. */
void device_restart(void);

/* Installs a container for a tenant. */
enum thimble_result device_try_install(uint32_t tenant, const struct image_parts *parts);

/* The same, which must work. */
struct thimble_container *device_install(uint32_t tenant, const struct image_parts *parts);

/* Installs one for tenant "one" that returns `value`, in the given place at a hook. */
struct thimble_container *device_install_value(const char *name, const char *hook, uint32_t order,
                                               int32_t value);

/* Installs one for tenant "one" that traps. */
struct thimble_container *device_install_failing(const char *name, const char *hook,
                                                 uint32_t order);

/* The container of that name of tenant "one", or null. */
struct thimble_container *device_find(const char *name);

/* Fires one of the hooks, with zeros as its context, which must work. */
struct thimble_firing device_fire(uint32_t hook);

/* Expects this trace, and empties it. */
void device_expect(const char *trace);

/* The services of the host, by name: the bytes of a text. */
struct thimble_bytes bytes_of(const char *text);

#endif
