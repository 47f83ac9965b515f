/* SPDX-License-Identifier: Apache-2.0 */
/* model.c: see model.h. */
#include "store/model.h"

#include <string.h>

#include "unit.h"

/* A step that is under way. */
struct batch {
  uint32_t count;
  uint32_t component[THIMBLE_STORE_BATCH];
  uint32_t signer[THIMBLE_STORE_BATCH]; /* MODEL_SIGNERS: none */
  struct model_payload content[THIMBLE_STORE_BATCH];
  struct thimble_store_payload payload[THIMBLE_STORE_BATCH];
  struct thimble_store_change change[THIMBLE_STORE_BATCH];
};

static uint8_t ids[MODEL_COMPONENTS][THIMBLE_STORE_ID_MAXIMUM];
static const uint32_t id_lengths[MODEL_COMPONENTS] = {1, 2, 17, 71, THIMBLE_STORE_ID_MAXIMUM};
static uint8_t signers[MODEL_SIGNERS][THIMBLE_STORE_SIGNER];

struct thimble_bytes model_id(uint32_t component) {
  return (struct thimble_bytes){ids[component], id_lengths[component]};
}

void model_device_start(struct model_device *self, const struct device_geometry *geometry,
                        uint32_t seed) {
  memset(ids, 'i', sizeof ids);
  for (uint32_t i = 0; i < MODEL_SIGNERS; i++)
    signers[i][i] = 0x5a;
  memset(&self->model, 0, sizeof self->model);
  self->doubt_count = 0;
  self->operations = 0;
  self->number = 0;
  self->sequence = 0;
  device_start(&self->device, geometry, seed);
  model_device_restart(self);
}

static bool is_known(const struct model_component *component) {
  bool is = component->current.size != 0;
  for (uint32_t i = 0; i < MODEL_SIGNERS; i++)
    is = is || component->sequences[i] != 0;
  return is;
}

static uint32_t count_known(const struct model *model) {
  uint32_t known = 0;
  for (uint32_t i = 0; i < MODEL_COMPONENTS; i++)
    known += is_known(&model->components[i]);
  return known;
}

static bool payload_agrees(const struct device *device, const struct thimble_store_payload *payload,
                           const struct model_payload *expected) {
  if (expected->is_damaged && expected->size != 0)
    return payload->is_damaged && payload->size == expected->size;
  return (payload->size == 0 || !payload->is_damaged) &&
         device_holds(device, payload, expected->number, expected->size);
}

static bool component_agrees(const struct device *device, uint32_t index,
                             const struct model_component *expected) {
  const struct thimble_store_component *found = thimble_store_find(&device->store, model_id(index));
  for (uint32_t i = 0; i < MODEL_SIGNERS; i++) {
    if (thimble_store_sequence(&device->store, model_id(index), signers[i]) !=
        expected->sequences[i])
      return false;
  }
  if (found == NULL || !is_known(expected))
    return (found != NULL) == is_known(expected);
  return payload_agrees(device, &found->current, &expected->current) &&
         payload_agrees(device, &found->previous, &expected->previous) &&
         found->is_on_trial == expected->is_on_trial && found->is_stopped == expected->is_stopped;
}

static bool agrees(const struct device *device, const struct model *model) {
  struct thimble_store_usage usage;
  for (uint32_t i = 0; i < MODEL_COMPONENTS; i++) {
    if (!component_agrees(device, i, &model->components[i]))
      return false;
  }
  thimble_store_usage(&device->store, &usage);
  return device_is_sound(device) && usage.components - usage.free_components == count_known(model);
}

static uint32_t count_damaged(const struct model *model) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < MODEL_COMPONENTS; i++) {
    const struct model_component *component = &model->components[i];
    count += component->current.size != 0 && component->current.is_damaged;
    count += component->previous.size != 0 && component->previous.is_damaged;
  }
  return count;
}

void model_device_restart(struct model_device *self) {
  assert_int_equal(device_restart(&self->device), THIMBLE_OK);
  for (uint32_t i = 0; i < self->doubt_count; i++) {
    if (agrees(&self->device, &self->doubts[i]))
      self->model = self->doubts[i];
  }
  assert_true(agrees(&self->device, &self->model));
  assert_int_equal(self->device.store.damaged, count_damaged(&self->model));
  self->doubt_count = 0;
}

void model_device_damage(struct model_device *self, struct random *random) {
  uint32_t component = random_below(random, MODEL_COMPONENTS);
  bool is_current = random_once_in(random, 2);
  struct model_component *expected = &self->model.components[component];
  struct model_payload *payload = is_current ? &expected->current : &expected->previous;
  const struct thimble_store_component *found =
      thimble_store_find(&self->device.store, model_id(component));
  assert_int_equal(self->doubt_count, 0);
  if (payload->size == 0 || payload->is_damaged)
    return;
  uint32_t slot = is_current ? found->current.slot : found->previous.slot;
  uint32_t start = self->device.store.first_block * self->device.ram.flash.block_size +
                   slot * device_slot_size(&self->device);
  self->device.ram.bytes[start + random_below(random, payload->size)] ^= 4;
  payload->is_damaged = true;
  model_device_restart(self);
}

/* What the store answered to something that would lead to `after`. */
static void settle(struct model_device *self, enum thimble_result result,
                   enum thimble_result expected, const struct model *after) {
  const struct ram_flash *ram = &self->device.ram;
  if (result == THIMBLE_ERROR_OUTPUT) {
    assert_true(ram->cut_at > self->operations && ram->cut_at <= ram->operations);
    assert_true(self->doubt_count < MODEL_DOUBTS);
    if (expected == THIMBLE_OK)
      self->doubts[self->doubt_count++] = *after;
  } else {
    assert_int_equal(result, expected);
    if (result == THIMBLE_OK) {
      self->model = *after;
      self->doubt_count = 0;
    }
  }
  self->operations = ram->operations;
  if (!ram->is_off)
    assert_true(agrees(&self->device, &self->model));
}

static uint32_t count_payloads(const struct model *model) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < MODEL_COMPONENTS; i++) {
    count += model->components[i].current.size != 0;
    count += model->components[i].previous.size != 0;
  }
  return count;
}

/* No free slot had less wear than the one that was chosen. */
static void check_wear(const struct thimble_store *store) {
  uint32_t chosen = store->slots[store->slot].wear - 1;
  bool used[DEVICE_SLOTS] = {false};
  for (uint32_t i = 0; i < store->component_count; i++) {
    if (store->components[i].current.size != 0)
      used[store->components[i].current.slot] = true;
    if (store->components[i].previous.size != 0)
      used[store->components[i].previous.slot] = true;
  }
  for (uint32_t i = 0; i < store->slot_count; i++)
    assert_true(used[i] || store->slots[i].is_reserved || store->slots[i].wear >= chosen);
}

/* Whether the previous payload may be wanted at any moment. */
static bool is_on_call(const struct model_component *component) {
  bool is_needed = component->is_on_trial || component->current.is_damaged;
  return component->previous.size != 0 && !component->previous.is_damaged && is_needed;
}

/* Begins a payload when `reserved` slots are taken by others of the step. */
static enum thimble_result begin(struct model_device *self, uint32_t component, uint32_t size,
                                 uint32_t reserved) {
  struct thimble_store *store = &self->device.store;
  struct model after = self->model;
  struct model_component *known = &after.components[component];
  enum thimble_result expected = THIMBLE_OK;
  if (count_payloads(&self->model) + reserved == store->slot_count) {
    if (known->previous.size == 0 || is_on_call(known))
      expected = THIMBLE_ERROR_NO_MEMORY;
    known->previous.size = 0;
  }
  enum thimble_result result = thimble_store_begin(store, model_id(component), size);
  if (result == THIMBLE_ERROR_OUTPUT && agrees(&self->device, &after))
    self->model = after; /* the previous payload was given up, and then it failed */
  settle(self, result, expected, &after);
  self->cut_in_begin += self->device.ram.is_off;
  if (result == THIMBLE_OK)
    check_wear(store);
  return result;
}

/* Writes the payloads of the changes. After a failure of any kind all are given up. */
static enum thimble_result write_payloads(struct model_device *self, struct batch *batch) {
  uint32_t reserved = 0;
  for (uint32_t i = 0; i < batch->count; i++) {
    const struct model_payload *content = &batch->content[i];
    if (batch->change[i].operation != THIMBLE_STORE_INSTALL)
      continue;
    enum thimble_result result = begin(self, batch->component[i], content->size, reserved);
    if (result != THIMBLE_OK)
      return result;
    result = device_write_all(&self->device, content->number, content->size, &batch->payload[i]);
    assert_true(result == THIMBLE_OK || result == THIMBLE_ERROR_OUTPUT);
    if (result != THIMBLE_OK)
      return result;
    reserved++;
  }
  return THIMBLE_OK;
}

static enum thimble_result apply_sequence(struct model_component *component, uint32_t signer,
                                          uint64_t sequence) {
  uint32_t known = 0;
  if (signer == MODEL_SIGNERS)
    return THIMBLE_OK;
  for (uint32_t i = 0; i < MODEL_SIGNERS; i++)
    known += component->sequences[i] != 0 && i != signer;
  if (known >= THIMBLE_STORE_SIGNERS)
    return THIMBLE_ERROR_QUOTA;
  if (sequence <= component->sequences[signer])
    return THIMBLE_ERROR_INVALID;
  component->sequences[signer] = sequence;
  return THIMBLE_OK;
}

static bool is_sound(const struct model_payload *payload) {
  return payload->size != 0 && !payload->is_damaged;
}

static enum thimble_result apply_operation(struct model_component *component,
                                           const struct thimble_store_change *change,
                                           const struct model_payload *content) {
  bool has_current = component->current.size != 0, has_previous = component->previous.size != 0;
  switch (change->operation) {
  case THIMBLE_STORE_INSTALL:
    if (is_sound(&component->current) &&
        !(component->is_on_trial && is_sound(&component->previous)))
      component->previous = component->current;
    else if (!is_sound(&component->previous))
      component->previous.size = 0;
    component->current = *content;
    component->is_on_trial = change->is_on_trial;
    component->is_stopped = change->is_stopped;
    return THIMBLE_OK;
  case THIMBLE_STORE_CONFIRM:
    component->is_on_trial = false;
    return has_current ? THIMBLE_OK : THIMBLE_ERROR_NOT_FOUND;
  case THIMBLE_STORE_ROLL_BACK:
    if (has_previous && component->previous.is_damaged)
      return THIMBLE_ERROR_INPUT;
    component->current = component->previous;
    component->previous.size = 0;
    component->is_on_trial = false;
    return has_previous ? THIMBLE_OK : THIMBLE_ERROR_NOT_FOUND;
  case THIMBLE_STORE_RELEASE:
    if (is_on_call(component))
      return THIMBLE_ERROR_BUSY;
    component->previous.size = 0;
    return has_previous ? THIMBLE_OK : THIMBLE_ERROR_NOT_FOUND;
  case THIMBLE_STORE_REMOVE:
    component->current.size = component->previous.size = 0;
    component->is_on_trial = component->is_stopped = false;
    return has_current ? THIMBLE_OK : THIMBLE_ERROR_NOT_FOUND;
  default:
    component->is_stopped = change->operation == THIMBLE_STORE_STOP;
    return has_current ? THIMBLE_OK : THIMBLE_ERROR_NOT_FOUND;
  }
}

/* Whether the change has a component, in a store that has room for so many. */
static enum thimble_result expect_component(struct model *names, const struct batch *batch,
                                            uint32_t at, uint32_t room) {
  const struct thimble_store_change *change = &batch->change[at];
  struct model_component *component = &names->components[batch->component[at]];
  if (change->operation == THIMBLE_STORE_FORGET || is_known(component))
    return THIMBLE_OK;
  if (change->operation != THIMBLE_STORE_INSTALL)
    return THIMBLE_ERROR_NOT_FOUND;
  if (count_known(names) == room)
    return THIMBLE_ERROR_NO_MEMORY;
  component->current.size = 1; /* known from now on */
  return THIMBLE_OK;
}

static enum thimble_result apply(struct model *model, const struct batch *batch, uint32_t at) {
  const struct thimble_store_change *change = &batch->change[at];
  struct model_component *component = &model->components[batch->component[at]];
  if (change->operation == THIMBLE_STORE_FORGET) {
    for (uint32_t i = 0; i < MODEL_COMPONENTS; i++)
      model->components[i].sequences[batch->signer[at]] = 0;
    return THIMBLE_OK;
  }
  enum thimble_result result = apply_operation(component, change, &batch->content[at]);
  if (result == THIMBLE_OK)
    result = apply_sequence(component, batch->signer[at], change->sequence);
  return result;
}

static void count_cut(struct model_device *self, const struct batch *batch) {
  if (!self->device.ram.is_off)
    return;
  self->cut_in_batch += batch->count > 1;
  for (uint32_t i = 0; i < batch->count; i++)
    self->cut_in[batch->change[i].operation]++;
}

/* FORGET comes last in a batch, so that each change meets the store as it was. */
static void commit(struct model_device *self, const struct batch *batch) {
  struct thimble_store *store = &self->device.store;
  struct model after = self->model, names = self->model;
  enum thimble_result expected = THIMBLE_OK;
  for (uint32_t i = 0; i < batch->count && expected == THIMBLE_OK; i++)
    expected = expect_component(&names, batch, i, store->component_count);
  for (uint32_t i = 0; i < batch->count && expected == THIMBLE_OK; i++)
    expected = apply(&after, batch, i);
  enum thimble_result result = thimble_store_commit(store, batch->change, batch->count);
  settle(self, result, expected, &after);
  count_cut(self, batch);
  if (result == THIMBLE_OK)
    self->changes += batch->count;
}

/* A store that is nearly full is given room more often than by chance. */
static enum thimble_store_operation choose_operation(const struct model_device *self,
                                                     struct random *random) {
  if (count_payloads(&self->model) + 1 >= self->device.store.slot_count &&
      random_once_in(random, 4))
    return THIMBLE_STORE_REMOVE;
  uint32_t choice = random_below(random, 16);
  return choice < 8 ? THIMBLE_STORE_INSTALL : (enum thimble_store_operation)(choice - 7);
}

/* Now and then one that has been used, or that is lower. */
static uint64_t choose_sequence(struct model_device *self, struct random *random,
                                uint32_t component, uint32_t signer) {
  uint32_t choice = random_below(random, 20);
  if (choice == 0)
    return self->sequence / 2;
  return choice == 1 ? self->model.components[component].sequences[signer] : ++self->sequence;
}

static void choose_change(struct model_device *self, struct random *random, struct batch *batch,
                          uint32_t at) {
  struct thimble_store_change *change = &batch->change[at];
  batch->signer[at] = random_below(random, random_once_in(random, 4) ? MODEL_SIGNERS + 1 : 3);
  change->operation = choose_operation(self, random);
  if (change->operation == THIMBLE_STORE_FORGET) {
    batch->count = at + 1;
    batch->signer[at] %= MODEL_SIGNERS;
  } else {
    change->component = model_id(batch->component[at]);
  }
  if (batch->signer[at] < MODEL_SIGNERS) {
    change->signer = signers[batch->signer[at]];
    change->sequence = choose_sequence(self, random, batch->component[at], batch->signer[at]);
  }
  change->payload = change->operation == THIMBLE_STORE_INSTALL ? &batch->payload[at] : NULL;
  change->is_on_trial = random_once_in(random, 2);
  change->is_stopped = random_once_in(random, 4);
  uint32_t size = device_slot_size(&self->device);
  batch->content[at].number = ++self->number;
  batch->content[at].size = 1 + random_below(random, random_once_in(random, 3) ? size : 100);
}

static void choose(struct model_device *self, struct random *random, struct batch *batch) {
  uint32_t first = random_below(random, random_once_in(random, 3) ? MODEL_COMPONENTS : 2);
  memset(batch, 0, sizeof *batch);
  batch->count = random_once_in(random, 3) ? 1 + random_below(random, THIMBLE_STORE_BATCH) : 1;
  for (uint32_t i = 0; i < batch->count; i++) {
    batch->component[i] = (first + i) % MODEL_COMPONENTS;
    choose_change(self, random, batch, i);
  }
}

void model_device_step(struct model_device *self, struct random *random) {
  struct batch batch;
  choose(self, random, &batch);
  bool gives_up = random_once_in(random, 10);
  if (write_payloads(self, &batch) == THIMBLE_OK && !gives_up)
    commit(self, &batch);
  self->steps++;
  thimble_store_abandon(&self->device.store);
  if (!self->device.ram.is_off)
    assert_true(agrees(&self->device, &self->model));
}
