/* SPDX-License-Identifier: Apache-2.0 */
/* look.c: what is in a store. */
#include <stddef.h>

#include "store/step.h"

const struct thimble_store_component *thimble_store_find(const struct thimble_store *store,
                                                         struct thimble_bytes component) {
  uint32_t place = thimble_store_place(store, component);
  return place < store->component_count ? &store->components[place] : NULL;
}

const struct thimble_store_payload *
thimble_store_active(const struct thimble_store_component *component) {
  if (component->current.size != 0 && !component->current.is_damaged)
    return &component->current;
  if (component->previous.size != 0 && !component->previous.is_damaged)
    return &component->previous;
  return NULL;
}

void thimble_store_usage(const struct thimble_store *store, struct thimble_store_usage *usage) {
  *usage = (struct thimble_store_usage){
      .slots = store->slot_count, .components = store->component_count, .least_wear = UINT32_MAX};
  for (uint32_t i = 0; i < store->slot_count; i++) {
    const struct thimble_store_slot *slot = &store->slots[i];
    usage->free_slots += !slot->is_reserved && !thimble_store_uses(store, i);
    usage->least_wear = slot->wear < usage->least_wear ? slot->wear : usage->least_wear;
    usage->most_wear = slot->wear > usage->most_wear ? slot->wear : usage->most_wear;
  }
  for (uint32_t i = 0; i < store->component_count; i++)
    usage->free_components += store->components[i].id_length == 0;
}
