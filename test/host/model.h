/* SPDX-License-Identifier: Apache-2.0 */
/* model.h: what a host does, said as simply as can be: an array of containers with names, of which
 * each behaves in one way, and a trace of what ran.
 *
 * Names are letters: the first half belongs to the tenant "one", the second to "two". */
#ifndef THIMBLE_TEST_HOST_MODEL_H
#define THIMBLE_TEST_HOST_MODEL_H

#include "host/device.h"

enum {
  MODEL_NAMES = 8,
  MODEL_TENANT_CONTAINERS = 4,
  MODEL_HOOKS = HOOK_TIMER + 1, /* all, first, strict, timer */
};

/* What a container does when it runs. */
enum behaviour {
  GIVES_0, /* which is what hooks default to */
  GIVES_1,
  GIVES_2,
  TRAPS,
  LOOPS,    /* until its fuel is used up */
  COUNTS,   /* gives 1, 2, 3 ... */
  STUMBLES, /* the same, and traps instead of 3, which makes it forget */
  BEHAVIOURS,
};

struct model_container {
  bool is_there;
  enum thimble_container_state state;
  uint32_t hook;
  uint32_t order;
  enum behaviour behaviour;
  int64_t memory;
  uint32_t failures_in_row;
  uint32_t runs[THIMBLE_OUTCOME_KINDS];
  uint64_t due_ms;
};

struct model {
  uint64_t now_ms;
  uint8_t failures[TENANTS]; /* in a row, that quarantine */
  uint32_t period_ms;
  struct model_container containers[MODEL_NAMES];
  char trace[TRACE];
};

uint32_t model_tenant_of(uint32_t name);

/* What an installation shall answer; if OK the model follows. */
enum thimble_result model_install(struct model *model, uint32_t name, uint32_t hook, uint32_t order,
                                  enum behaviour behaviour);

void model_remove(struct model *model, uint32_t name);
void model_stop(struct model *model, uint32_t name);
void model_start(struct model *model, uint32_t name);

/* Sets value, ran and failed. */
void model_fire(struct model *model, uint32_t hook, struct thimble_firing *firing);

/* Returns how long the device may sleep. */
uint32_t model_poll(struct model *model);

/* The names of the containers at a hook, in order; returns how many they are. */
uint32_t model_list(const struct model *model, uint32_t hook, uint32_t names[MODEL_NAMES]);

#endif
