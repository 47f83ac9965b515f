/* SPDX-License-Identifier: Apache-2.0 */
/* step.c: see step.h. */
#include "store/step.h"

#include <string.h>

uint32_t thimble_store_place(const struct thimble_store *store, struct thimble_bytes component) {
  uint32_t place = 0;
  for (; place < store->component_count; place++) {
    const struct thimble_store_component *known = &store->components[place];
    if (known->id_length != 0 && known->id_length == component.length &&
        memcmp(known->id, component.data, component.length) == 0)
      break;
  }
  return place;
}

static bool is_in(const struct thimble_store_payload *payload, uint32_t slot) {
  return payload->size != 0 && payload->slot == slot;
}

bool thimble_store_uses(const struct thimble_store *store, uint32_t slot) {
  for (uint32_t i = 0; i < store->component_count; i++) {
    const struct thimble_store_component *component = &store->components[i];
    if (is_in(&component->current, slot) || is_in(&component->previous, slot))
      return true;
  }
  return false;
}

bool thimble_store_has_place(const struct thimble_store *store,
                             const struct thimble_store_payload *payload) {
  return payload->slot < store->slot_count && payload->size != 0 &&
         payload->size <= store->slot_blocks * store->journal.flash->block_size &&
         !thimble_store_uses(store, payload->slot);
}

/* The place of a signer among the component's, or sequence_count. */
static uint32_t find_signer(const struct thimble_store_component *component,
                            const uint8_t signer[THIMBLE_STORE_SIGNER]) {
  uint32_t i = 0;
  while (i < component->sequence_count &&
         memcmp(component->sequences[i].signer, signer, THIMBLE_STORE_SIGNER) != 0)
    i++;
  return i;
}

uint64_t thimble_store_sequence(const struct thimble_store *store, struct thimble_bytes component,
                                const uint8_t signer[THIMBLE_STORE_SIGNER]) {
  uint32_t place = thimble_store_place(store, component);
  if (place == store->component_count)
    return 0;
  const struct thimble_store_component *known = &store->components[place];
  uint32_t i = find_signer(known, signer);
  return i < known->sequence_count ? known->sequences[i].number : 0;
}

static enum thimble_result check_sequence(const struct thimble_store_component *component,
                                          const struct thimble_store_sequence *sequence) {
  uint32_t i = find_signer(component, sequence->signer);
  if (i == THIMBLE_STORE_SIGNERS)
    return THIMBLE_ERROR_QUOTA;
  uint64_t last = i < component->sequence_count ? component->sequences[i].number : 0;
  return sequence->number > last ? THIMBLE_OK : THIMBLE_ERROR_INVALID;
}

static enum thimble_result check_operation(const struct thimble_store *store,
                                           const struct thimble_store_component *component,
                                           const struct thimble_store_step *step) {
  switch (step->operation) {
  case THIMBLE_STORE_INSTALL:
    return thimble_store_has_place(store, &step->payload) ? THIMBLE_OK : THIMBLE_ERROR_INVALID;
  case THIMBLE_STORE_CONFIRM:
  case THIMBLE_STORE_REMOVE:
  case THIMBLE_STORE_STOP:
  case THIMBLE_STORE_START:
    return component->current.size != 0 ? THIMBLE_OK : THIMBLE_ERROR_NOT_FOUND;
  case THIMBLE_STORE_ROLL_BACK:
  case THIMBLE_STORE_RELEASE:
    return component->previous.size != 0 ? THIMBLE_OK : THIMBLE_ERROR_NOT_FOUND;
  default:
    return THIMBLE_ERROR_INVALID;
  }
}

enum thimble_result thimble_store_check(const struct thimble_store *store,
                                        const struct thimble_store_step *step) {
  bool has_sequence = (step->flags & THIMBLE_STORE_HAS_SEQUENCE) != 0;
  if (step->operation == THIMBLE_STORE_FORGET)
    return has_sequence ? THIMBLE_OK : THIMBLE_ERROR_INVALID;
  if (step->component >= store->component_count ||
      store->components[step->component].id_length == 0)
    return THIMBLE_ERROR_NOT_FOUND;
  const struct thimble_store_component *component = &store->components[step->component];
  enum thimble_result result = check_operation(store, component, step);
  if (result == THIMBLE_OK && has_sequence)
    result = check_sequence(component, &step->sequence);
  return result;
}

static void forget(struct thimble_store_component *component,
                   const uint8_t signer[THIMBLE_STORE_SIGNER]) {
  uint32_t i = find_signer(component, signer);
  if (i < component->sequence_count)
    component->sequences[i] = component->sequences[--component->sequence_count];
}

static void install(struct thimble_store *store, struct thimble_store_component *component,
                    const struct thimble_store_step *step) {
  if ((step->flags & THIMBLE_STORE_KEEPS_CURRENT) != 0)
    component->previous = component->current;
  else if ((step->flags & THIMBLE_STORE_KEEPS_PREVIOUS) == 0)
    component->previous.size = 0;
  component->current = step->payload;
  component->is_on_trial = (step->flags & THIMBLE_STORE_ON_TRIAL) != 0;
  component->is_stopped = (step->flags & THIMBLE_STORE_STOPPED) != 0;
  store->slots[step->payload.slot].is_reserved = false;
}

static void remove_payloads(struct thimble_store_component *component) {
  component->current.size = 0;
  component->previous.size = 0;
  component->is_on_trial = false;
  component->is_stopped = false;
}

static void roll_back(struct thimble_store_component *component) {
  component->current = component->previous;
  component->previous.size = 0;
  component->is_on_trial = false;
}

static void operate(struct thimble_store *store, struct thimble_store_component *component,
                    const struct thimble_store_step *step) {
  switch (step->operation) {
  case THIMBLE_STORE_INSTALL:
    install(store, component, step);
    break;
  case THIMBLE_STORE_CONFIRM:
    component->is_on_trial = false;
    break;
  case THIMBLE_STORE_ROLL_BACK:
    roll_back(component);
    break;
  case THIMBLE_STORE_RELEASE:
    component->previous.size = 0;
    break;
  case THIMBLE_STORE_REMOVE:
    remove_payloads(component);
    break;
  default: /* STOP, START */
    component->is_stopped = step->operation == THIMBLE_STORE_STOP;
  }
}

void thimble_store_take(struct thimble_store *store, const struct thimble_store_step *step) {
  if (step->operation == THIMBLE_STORE_FORGET) {
    for (uint32_t i = 0; i < store->component_count; i++)
      forget(&store->components[i], step->sequence.signer);
    return;
  }
  struct thimble_store_component *component = &store->components[step->component];
  operate(store, component, step);
  if ((step->flags & THIMBLE_STORE_HAS_SEQUENCE) == 0)
    return;
  uint32_t i = find_signer(component, step->sequence.signer);
  component->sequences[i] = step->sequence;
  if (i == component->sequence_count)
    component->sequence_count++;
}

bool thimble_store_is_empty(const struct thimble_store_component *component) {
  return component->current.size == 0 && component->sequence_count == 0;
}

void thimble_store_tidy(struct thimble_store *store) {
  for (uint32_t i = 0; i < store->component_count; i++) {
    if (thimble_store_is_empty(&store->components[i]))
      store->components[i].id_length = 0;
  }
}
