/* SPDX-License-Identifier: Apache-2.0 */
/* hook.h: a named place in the firmware where containers run.
 *
 * A firmware declares each hook as a constant type and a variable:
 *
 *   static const struct thimble_hook_type packet_type = {
 *       .name = "packet",
 *       THIMBLE_HOOK_CONTEXT(packet),
 *       .rule = THIMBLE_HOOK_FIRST,
 *       .default_value = 1,
 *       .allowed = {.grants = 1u << THIMBLE_GRANT_LOG},
 *   };
 *   static struct thimble_hook packet_hook = {.type = &packet_type, .arena = &arena};
 *
 * and gives the variable to the host at its start. Context tables of a firmware's own: context.h.
 */
#ifndef THIMBLE_HOOK_H
#define THIMBLE_HOOK_H

#include <thimble/context.h>
#include <thimble/engine.h>

struct thimble_container;

enum thimble_hook_kind {
  THIMBLE_HOOK_PLAIN = 0,   /* fired by the firmware */
  THIMBLE_HOOK_TIMER = 1,   /* each container by the host, when its time has come */
  THIMBLE_HOOK_MESSAGE = 2, /* each container by the host, when a message waits for it */
};

/* Which containers a firing runs. The value of a firing is, whatever the rule, the first one in the
 * order of the containers that decides: that differs from the hook's default. */
enum thimble_hook_rule {
  THIMBLE_HOOK_ALL = 0,   /* all of them */
  THIMBLE_HOOK_FIRST = 1, /* up to the first one that decides */
  THIMBLE_HOOK_STOP_ON_ERROR =
      2, /* up to the first one that fails; then the value is the default */
};

struct thimble_hook_type {
  const char *name; /* as in an image */
  enum thimble_hook_kind kind;
  enum thimble_hook_rule rule;
  uint32_t context_length;   /* bytes */
  uint32_t context_writable; /* of them, from the start; at most THIMBLE_CONTEXT_WRITABLE_MAXIMUM */
  int64_t default_value;     /* of a firing in which nobody decides */
  uint32_t fuel;             /* for one run, at most; 0: what the image states */
  uint32_t period_ms;        /* of a timer hook, at least 1 */
  struct thimble_permissions allowed;
};

/* The context of that name in a context table. */
#define THIMBLE_HOOK_CONTEXT(name)                                   \
  .context_length = (uint32_t)sizeof(struct thimble_context_##name), \
  .context_writable = THIMBLE_CONTEXT_WRITABLE_##name

/* Memory that containers run in, one at a time. Hooks may share one when neither fires while a
 * container of the other runs; a firing that breaks this is refused. */
struct thimble_arena {
  struct thimble_memory memory;
  struct thimble_container *running; /* the host's */
};

struct thimble_hook {
  const struct thimble_hook_type *type;
  struct thimble_arena *arena;
  /* The host's: the containers, in the order in which they run. Atomic, since a firing looks
   * without a lock whether there is one at all. */
  struct thimble_container *_Atomic first;
};

#endif
