/* SPDX-License-Identifier: Apache-2.0 */
/* model.c: see model.h. */
#include "host/model.h"

#include <stdio.h>
#include <string.h>

uint32_t model_tenant_of(uint32_t name) {
  return name < MODEL_NAMES / 2 ? TENANT_ONE : TENANT_TWO;
}

static void note(struct model *model, const char *before, uint32_t name, const char *behind) {
  size_t length = strlen(model->trace);
  snprintf(model->trace + length, sizeof model->trace - length, "%s%c%s ", before,
           (char)('a' + (int)name), behind);
}

static uint32_t count(const struct model *model, uint32_t tenant) {
  uint32_t sum = 0;
  for (uint32_t name = 0; name < MODEL_NAMES; name++)
    sum += model->containers[name].is_there && model_tenant_of(name) == tenant;
  return sum;
}

enum thimble_result model_install(struct model *model, uint32_t name, uint32_t hook, uint32_t order,
                                  enum behaviour behaviour) {
  struct model_container *container = &model->containers[name];
  bool was_there = container->is_there;
  uint32_t tenant = model_tenant_of(name);
  if (count(model, tenant) - (was_there ? 1 : 0) >= MODEL_TENANT_CONTAINERS)
    return THIMBLE_ERROR_QUOTA;
  /* A new version is made beside the old one. */
  if (count(model, TENANT_ONE) + count(model, TENANT_TWO) >= CONTAINERS)
    return THIMBLE_ERROR_NO_MEMORY;
  *container = (struct model_container){
      .is_there = true,
      .state = THIMBLE_CONTAINER_READY,
      .hook = hook,
      .order = order,
      .behaviour = behaviour,
      .due_ms = model->now_ms + model->period_ms,
  };
  note(model, was_there ? "~" : "+", name, "");
  return THIMBLE_OK;
}

void model_remove(struct model *model, uint32_t name) {
  model->containers[name].is_there = false;
  note(model, "-", name, "");
}

void model_stop(struct model *model, uint32_t name) {
  if (model->containers[name].state == THIMBLE_CONTAINER_STOPPED)
    return;
  model->containers[name].state = THIMBLE_CONTAINER_STOPPED;
  note(model, "stop:", name, "");
}

void model_start(struct model *model, uint32_t name) {
  struct model_container *container = &model->containers[name];
  if (container->state == THIMBLE_CONTAINER_READY)
    return;
  container->state = THIMBLE_CONTAINER_READY;
  container->failures_in_row = 0;
  container->due_ms = model->now_ms + model->period_ms;
  note(model, "start:", name, "");
}

static bool comes_before(const struct model *model, uint32_t left, uint32_t right) {
  uint32_t first = model->containers[left].order, second = model->containers[right].order;
  return first != second ? first < second : left < right;
}

uint32_t model_list(const struct model *model, uint32_t hook, uint32_t names[MODEL_NAMES]) {
  uint32_t length = 0;
  for (uint32_t name = 0; name < MODEL_NAMES; name++) {
    if (!model->containers[name].is_there || model->containers[name].hook != hook)
      continue;
    uint32_t place = length++;
    for (; place > 0 && comes_before(model, name, names[place - 1]); place--)
      names[place] = names[place - 1];
    names[place] = name;
  }
  return length;
}

/* Sets the value of a run that ends well. */
static enum thimble_outcome_kind behave(struct model_container *container, int64_t *value) {
  switch (container->behaviour) {
  case TRAPS:
    return THIMBLE_TRAPPED;
  case LOOPS:
    return THIMBLE_OUT_OF_FUEL;
  case COUNTS:
  case STUMBLES:
    *value = ++container->memory;
    return container->behaviour == STUMBLES && *value == 3 ? THIMBLE_TRAPPED : THIMBLE_DONE;
  default:
    *value = container->behaviour - GIVES_0;
    return THIMBLE_DONE;
  }
}

static void fail(struct model *model, uint32_t name) {
  struct model_container *container = &model->containers[name];
  uint8_t limit = model->failures[model_tenant_of(name)];
  container->memory = 0;
  container->failures_in_row++;
  note(model, "", name, "!");
  if (limit > 0 && container->failures_in_row >= limit) {
    container->state = THIMBLE_CONTAINER_QUARANTINED;
    note(model, "quarantine:", name, "");
  }
}

/* Returns false when the run failed. */
static bool run(struct model *model, uint32_t name, int64_t *value) {
  struct model_container *container = &model->containers[name];
  char text[24];
  enum thimble_outcome_kind kind = behave(container, value);
  container->runs[kind]++;
  if (kind != THIMBLE_DONE) {
    fail(model, name);
    return false;
  }
  container->failures_in_row = 0;
  snprintf(text, sizeof text, "=%d", (int)*value);
  note(model, "", name, text);
  return true;
}

void model_fire(struct model *model, uint32_t hook, struct thimble_firing *firing) {
  uint32_t names[MODEL_NAMES];
  uint32_t length = model_list(model, hook, names);
  *firing = (struct thimble_firing){0};
  for (uint32_t i = 0; i < length; i++) {
    int64_t value = 0;
    if (model->containers[names[i]].state != THIMBLE_CONTAINER_READY)
      continue;
    firing->ran++;
    bool is_well = run(model, names[i], &value);
    firing->failed += !is_well;
    if (!is_well && hook == HOOK_STRICT) {
      firing->value = 0;
      return;
    }
    if (is_well && firing->value == 0)
      firing->value = value;
    if (firing->value != 0 && hook == HOOK_FIRST)
      return;
  }
}

static void run_if_due(struct model *model, uint32_t name) {
  struct model_container *container = &model->containers[name];
  int64_t value;
  if (container->state != THIMBLE_CONTAINER_READY || container->due_ms > model->now_ms)
    return;
  while (container->due_ms <= model->now_ms)
    container->due_ms += model->period_ms;
  run(model, name, &value);
}

uint32_t model_poll(struct model *model) {
  uint32_t names[MODEL_NAMES], sleep = UINT32_MAX;
  uint32_t length = model_list(model, HOOK_TIMER, names);
  for (uint32_t i = 0; i < length; i++)
    run_if_due(model, names[i]);
  for (uint32_t i = 0; i < length; i++) {
    const struct model_container *container = &model->containers[names[i]];
    uint64_t wait = container->due_ms - model->now_ms;
    if (container->state == THIMBLE_CONTAINER_READY && wait < sleep)
      sleep = (uint32_t)wait;
  }
  return sleep;
}
