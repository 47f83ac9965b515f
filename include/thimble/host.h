/* SPDX-License-Identifier: Apache-2.0 */
/* host.h: the engine room of a device: hooks, tenants, containers, budgets.
 *
 *   static struct thimble_host host = { ... the firmware's members ... };
 *
 *   thimble_host_start(&host)                        once
 *   thimble_install(&host, &tenant, image, &report)  as often as one likes; also replaces
 *   thimble_fire(&host, &hook, &firing)              where the firmware reaches the hook
 *   thimble_poll(&host)                              in the main loop: timers, posts, messages
 *
 * Which context may call what:
 *   - thimble_post() may be called from anywhere, interrupt handlers included.
 *   - Everything else is called from threads, never from an interrupt handler. Several threads may
 *     share a host: each function takes the port's lock.
 *   - While a container runs, a function of the port, a binding or the observer may fire a hook
 * that has another arena, and post. Everything else answers THIMBLE_ERROR_BUSY there, as does a
 *     hook whose arena is in use: hooks do not nest in themselves.
 *
 * A container that fails never stops its neighbours, unless the rule of the hook says so. */
#ifndef THIMBLE_HOST_H
#define THIMBLE_HOST_H

#include <stdatomic.h>
#include <thimble/caller.h>
#include <thimble/hook.h>
#include <thimble/lines.h>

/* The owner's rules for a tenant. */
struct thimble_tenant_policy {
  const char *name; /* 1 to THIMBLE_NAME_MAXIMUM of a-z 0-9 . _ - */
  struct thimble_permissions allowed;
  uint32_t fuel_per_second; /* of each container; 0: no limit */
  uint16_t log_per_second;  /* lines of each container; 0: no limit */
  uint8_t failures;         /* failed runs in a row that quarantine a container; 0: never */
  uint8_t containers;       /* at most */
  uint8_t messages;         /* that may wait for all its containers together, and at most half of
                               them, rounded up, for one of them */
  uint8_t log_below;        /* lines of this level or above are not written; 0: all are */
  struct thimble_key_value_quota private_values; /* of each container */
  struct thimble_key_value_quota shared_values;
};

struct thimble_tenant {
  const struct thimble_tenant_policy *policy; /* null: the record is free */
  struct thimble_key_value_space shared;      /* the host's */
};

/* The last failure: struct thimble_outcome has the rest of it. */
struct thimble_failure {
  enum thimble_outcome_kind kind; /* THIMBLE_DONE: there was none */
  enum thimble_reason reason;
  uint32_t place;
  uint64_t address;
  uint64_t at_ms;
};

#define THIMBLE_OUTCOME_KINDS 5u

struct thimble_statistics {
  uint32_t runs[THIMBLE_OUTCOME_KINDS]; /* by enum thimble_outcome_kind */
  uint32_t throttled; /* firings without a run: its fuel for the second was used */
  uint32_t fuel_last;
  uint32_t fuel_greatest;
  uint64_t fuel_sum;
  struct thimble_failure last_failure;
};

enum thimble_container_state {
  THIMBLE_CONTAINER_NONE = 0, /* the record is free */
  THIMBLE_CONTAINER_READY = 1,
  THIMBLE_CONTAINER_STOPPED = 2,
  THIMBLE_CONTAINER_QUARANTINED = 3,
};

/* A container. Everything may be read, nothing written. */
struct thimble_container {
  enum thimble_container_state state;
  struct thimble_program program;
  struct thimble_instance instance;
  struct thimble_memory memory; /* the part of the host's that it takes */
  struct thimble_caller caller;
  struct thimble_host *host;
  struct thimble_tenant *tenant;
  struct thimble_hook *hook;
  struct thimble_container *next; /* at the hook */
  struct thimble_key_value_space values;
  struct thimble_rate fuel;
  struct thimble_statistics statistics;
  uint64_t due_ms;   /* timer hooks: when it runs next */
  uint32_t events;   /* timer hooks: runs that were due so far */
  uint32_t messages; /* that wait for it */
  uint8_t failures_in_row;
};

/* A message on its way. */
struct thimble_message {
  struct thimble_container *to; /* null: free */
  uint32_t number;              /* grows: the order of their arrival */
  uint32_t length;
  uint8_t bytes[THIMBLE_MESSAGE_MAXIMUM];
};

/* A posted event. */
struct thimble_post {
  atomic_uint turn;
  struct thimble_hook *hook;
  _Alignas(8) uint8_t context[THIMBLE_POST_MAXIMUM];
};

enum thimble_change {
  THIMBLE_INSTALLED = 1,
  THIMBLE_REPLACED = 2,
  THIMBLE_REMOVED = 3,
  THIMBLE_STARTED = 4,
  THIMBLE_STOPPED = 5,
  THIMBLE_QUARANTINED = 6,
};

/* Whom the host tells. Any function may be null. The views end with the call. */
struct thimble_observer {
  void *data;
  /* A run has ended; the container's statistics are up to date. */
  void (*ran)(void *data, const struct thimble_container *container,
              const struct thimble_outcome *outcome);
  /* The container's state has changed; when it is REMOVED, it is about to go. */
  void (*changed)(void *data, const struct thimble_container *container,
                  enum thimble_change change);
};

struct thimble_host {
  /* Set by the firmware; all of it outlives the host. */
  const struct thimble_port *port;
  const struct thimble_binding_table *bindings; /* &thimble_bindings, or a firmware's own */
  struct thimble_hook *const *hooks;
  uint32_t hook_count;
  struct thimble_tenant *tenants;
  uint32_t tenant_count;
  struct thimble_container *containers; /* the host clears them */
  uint32_t container_count;
  struct thimble_memory memory;           /* for the containers' own memory */
  struct thimble_key_value_store *values; /* started; null: no values are kept anywhere */
  struct thimble_key_value_quota global_values;
  struct thimble_message *messages;
  uint32_t message_count;
  struct thimble_post *posts;
  uint32_t post_count; /* a power of two, or 0 */
  struct thimble_observer observer;

  /* The host's own. */
  struct thimble_key_value_space global;
  uint32_t running; /* containers that are in a run, one in another */
  uint32_t message_number;
  atomic_uint post_head, post_tail;
  atomic_uint posts_dropped; /* may be read */
};

/* Checks and starts a host: no container is installed. Errors: INVALID (the members contradict each
 * other: a name that is none, two of the same name, a timer without period, a context that is too
 * writable, a queue that is no power of two). */
enum thimble_result thimble_host_start(struct thimble_host *host);

/* How far an installation came, which says what else in the report is set. */
enum thimble_install_stage {
  THIMBLE_INSTALL_IMAGE = 1, /* reading the image: `image_error` */
  THIMBLE_INSTALL_PLACE = 2, /* the hook it names (NOT_FOUND), the tenant's containers (QUOTA), free
                                records (NO_MEMORY) */
  THIMBLE_INSTALL_VERIFY = 3, /* the engine, instructions, bindings and grants: `refusal`; also what
                                 an engine finds out only when it loads */
  THIMBLE_INSTALL_LOAD = 4,   /* memory: `need` */
  THIMBLE_INSTALL_DONE = 5,
};

struct thimble_install_report {
  enum thimble_install_stage stage;
  struct thimble_image_error image_error;
  struct thimble_image image; /* set from the stage PLACE on */
  struct thimble_program_refusal refusal;
  struct thimble_need need;
  struct thimble_container *container; /* DONE */
};

/* Installs a container for a tenant, and starts it. One of the same tenant and name is replaced: it
 * runs until the new one is ready, and its values stay; its messages, statistics and failures do
 * not. After an error nothing has changed, and the report says where it came to. The image stays
 * where it is, unchanged, as long as the container is installed. Errors: those of
 * thimble_image_read(), thimble_verify() and thimble_load(), NOT_FOUND, QUOTA, NO_MEMORY, BUSY. */
enum thimble_result thimble_install(struct thimble_host *host, struct thimble_tenant *tenant,
                                    struct thimble_bytes image,
                                    struct thimble_install_report *report);

/* Goes through all the stages of thimble_install() but the last, and changes nothing: what returns
 * OK here can be installed, as long as nothing else is. `report->container` is null. */
enum thimble_result thimble_install_check(struct thimble_host *host, struct thimble_tenant *tenant,
                                          struct thimble_bytes image,
                                          struct thimble_install_report *report);

/* Gives a tenant a policy: to a record that is free, or in place of another one of the same name.
 * Its containers have to be installed again, to be held to a new one. Null: the record is free, and
 * the values that its containers shared are gone. Errors: INVALID (the policy's name is none, or
 * that of another tenant; its fuel), BUSY (a container runs; or a tenant that goes still has
 * containers). */
enum thimble_result thimble_tenant_set(struct thimble_host *host, struct thimble_tenant *tenant,
                                       const struct thimble_tenant_policy *policy);

/* Removes a container and its values. Errors: BUSY, NOT_FOUND (it was removed before), OUTPUT (its
 * values are still in flash; it is removed nevertheless). */
enum thimble_result thimble_remove(struct thimble_host *host, struct thimble_container *container);

/* Stops a container: it stays, and does not run. Errors: BUSY, NOT_FOUND (it was removed). */
enum thimble_result thimble_stop(struct thimble_host *host, struct thimble_container *container);

/* Lets a stopped or quarantined container run again; a timer's next event is one period away.
 * Errors: BUSY, NOT_FOUND. */
enum thimble_result thimble_start(struct thimble_host *host, struct thimble_container *container);

/* The tenant's container of that name, or null. */
struct thimble_container *thimble_find(struct thimble_host *host,
                                       const struct thimble_tenant *tenant,
                                       struct thimble_bytes name);

/* The tenant and the hook of that name, or null. */
struct thimble_tenant *thimble_find_tenant(struct thimble_host *host, struct thimble_bytes name);
struct thimble_hook *thimble_find_hook(struct thimble_host *host, struct thimble_bytes name);

/* One firing: what goes in, and what comes out. */
struct thimble_firing {
  void *context; /* context_length bytes; what a failed run wrote there is undone */
  const struct thimble_loan *loans; /* for each run of this firing, in slots 0, 1, 2 */
  uint32_t loan_count;
  const struct thimble_tenant *tenant; /* null: containers of all tenants; else of this one only */
  struct thimble_reply *reply; /* null: no answer is wanted. Else that of the deciding run, or of
                                  the last one when none decided */
  /* Set by the firing. */
  int64_t value;
  uint32_t ran;    /* containers that were run */
  uint32_t failed; /* of them, those that did not end well */
};

enum thimble_result thimble_fire_containers(struct thimble_host *host, struct thimble_hook *hook,
                                            struct thimble_firing *firing);

/* Fires a hook: runs its containers as its rule says. Errors: BUSY (see above; nothing has run, the
 * value is the default), INVALID (containers are there, and a loan is empty, or overlaps another,
 * the context or any memory of containers; or there are more than THIMBLE_LOANS). */
static inline enum thimble_result thimble_fire(struct thimble_host *host, struct thimble_hook *hook,
                                               struct thimble_firing *firing) {
  if (atomic_load_explicit(&hook->first, memory_order_relaxed) != NULL)
    return thimble_fire_containers(host, hook, firing);
  firing->value = hook->type->default_value;
  firing->ran = 0;
  firing->failed = 0;
  return THIMBLE_OK;
}

/* Puts a firing of the hook, with this context, into a queue that thimble_poll() empties. For
 * interrupt handlers. Errors: NO_MEMORY (the queue is full; posts_dropped counts it), LIMIT (the
 * hook's context is larger than THIMBLE_POST_MAXIMUM), BUSY never. */
enum thimble_result thimble_post(struct thimble_host *host, struct thimble_hook *hook,
                                 const void *context);

/* Does what is due: at most as many posts as the queue holds, and one run of each container of a
 * timer or message hook. A timer that is late skips the events it missed, and keeps its beat. A
 * container that leaves its messages where they are loses the oldest one. Returns how many
 * milliseconds the device may sleep until something is due (0: not at all; UINT32_MAX: until
 * something is posted). */
uint32_t thimble_poll(struct thimble_host *host);

/* The place of the last failure in the container's source, as far as its image tells. */
void thimble_failure_origin(const struct thimble_container *container,
                            struct thimble_origin *origin);

#endif
