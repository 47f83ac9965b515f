/* SPDX-License-Identifier: Apache-2.0 */
/* replay.c: see replay.h. */
#include "store/replay.h"

#include "store/keep.h"

static enum thimble_result read_layout(struct thimble_store_replay *replay,
                                       struct thimble_coder *coder) {
  struct thimble_store_layout expected, layout = {0};
  thimble_store_layout(replay->store, &expected);
  thimble_code_layout(coder, &layout);
  if (replay->has_layout || !thimble_coder_is_complete(coder))
    return THIMBLE_ERROR_MALFORMED;
  replay->has_layout = true;
  replay->promised = layout.records;
  replay->seen = 0;
  bool is_same = layout.version == expected.version && layout.slot_count == expected.slot_count &&
                 layout.address == expected.address && layout.slot_size == expected.slot_size;
  return is_same ? THIMBLE_OK : THIMBLE_ERROR_INVALID;
}

static enum thimble_result read_wear(struct thimble_store *store, struct thimble_coder *coder) {
  uint8_t head[2] = {0, 0};
  thimble_code_bytes(coder, head, sizeof head);
  uint32_t end = (uint32_t)head[0] + head[1];
  if (end > store->slot_count)
    return THIMBLE_ERROR_MALFORMED;
  for (uint32_t i = head[0]; i < end; i++)
    thimble_code_bytes(coder, &store->slots[i].wear, 4);
  return thimble_coder_is_complete(coder) ? THIMBLE_OK : THIMBLE_ERROR_MALFORMED;
}

/* Whether the payloads can belong to a component that has no others. */
static bool are_possible(const struct thimble_store *store,
                         const struct thimble_store_component *component) {
  const struct thimble_store_payload *current = &component->current;
  const struct thimble_store_payload *previous = &component->previous;
  if (current->size == 0)
    return previous->size == 0;
  if (!thimble_store_has_place(store, current))
    return false;
  return previous->size == 0 ||
         (thimble_store_has_place(store, previous) && previous->slot != current->slot);
}

/* A component is recorded whole before anything else of it. One that has nothing was created for a
 * change that then failed, or has lost all it had, and may be followed by others of its place or
 * its name. */
static enum thimble_result add_component(struct thimble_store *store, uint32_t place,
                                         const struct thimble_store_component *component) {
  struct thimble_bytes id = {component->id, component->id_length};
  uint32_t namesake = thimble_store_place(store, id);
  if (!thimble_store_is_empty(&store->components[place]) || !are_possible(store, component))
    return THIMBLE_ERROR_MALFORMED;
  if (namesake < store->component_count) {
    if (!thimble_store_is_empty(&store->components[namesake]))
      return THIMBLE_ERROR_MALFORMED;
    store->components[namesake].id_length = 0;
  }
  store->components[place] = *component;
  return THIMBLE_OK;
}

static enum thimble_result read_component(struct thimble_store *store,
                                          struct thimble_coder *coder) {
  struct thimble_store_component component = {0};
  uint8_t place = 0;
  thimble_code_bytes(coder, &place, 1);
  thimble_code_component(coder, &component);
  if (!thimble_coder_is_complete(coder) || component.id_length == 0)
    return THIMBLE_ERROR_MALFORMED;
  return place < store->component_count ? add_component(store, place, &component)
                                        : THIMBLE_ERROR_NO_MEMORY;
}

enum thimble_result thimble_store_read_changes(struct thimble_store *store,
                                               struct thimble_coder *coder) {
  uint8_t count = 0;
  thimble_code_bytes(coder, &count, 1);
  if (count == 0 || count > THIMBLE_STORE_BATCH)
    return THIMBLE_ERROR_MALFORMED;
  for (uint32_t i = 0; i < count; i++) {
    struct thimble_store_step step = {0};
    thimble_code_step(coder, &step);
    if (coder->has_failed || thimble_store_check(store, &step) != THIMBLE_OK)
      return THIMBLE_ERROR_MALFORMED;
    thimble_store_take(store, &step);
  }
  return thimble_coder_is_complete(coder) ? THIMBLE_OK : THIMBLE_ERROR_MALFORMED;
}

enum thimble_result thimble_store_read_record(void *data, struct thimble_bytes record) {
  struct thimble_store_replay *replay = data;
  struct thimble_coder coder;
  uint8_t type = 0;
  thimble_coder_read(&coder, record);
  thimble_code_bytes(&coder, &type, 1);
  if (type == THIMBLE_STORE_LAYOUT)
    return read_layout(replay, &coder);
  if (!replay->has_layout)
    return THIMBLE_ERROR_MALFORMED;
  replay->seen++;
  switch (type) {
  case THIMBLE_STORE_WEAR:
    return read_wear(replay->store, &coder);
  case THIMBLE_STORE_COMPONENT:
    return read_component(replay->store, &coder);
  case THIMBLE_STORE_CHANGES:
    return thimble_store_read_changes(replay->store, &coder);
  default:
    return THIMBLE_ERROR_MALFORMED;
  }
}
