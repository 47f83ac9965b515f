/* SPDX-License-Identifier: Apache-2.0 */
/* write.c: a payload on its way into a slot.
 *
 * Before a slot is touched, its wear is recorded. This also settles what a commit that failed may
 * have left in flash (keep.h): so no payload that could count after a restart is ever erased. */
#include <string.h>

#include "store/keep.h"

static uint32_t address_of(const struct thimble_store *store, uint32_t slot) {
  return (store->first_block + slot * store->slot_blocks) * store->journal.flash->block_size;
}

struct thimble_bytes thimble_store_bytes(const struct thimble_store *store,
                                         const struct thimble_store_payload *payload) {
  return (struct thimble_bytes){store->journal.flash->mapped + address_of(store, payload->slot),
                                payload->size};
}

static bool is_free(const struct thimble_store *store, uint32_t slot) {
  return !store->slots[slot].is_reserved && !thimble_store_uses(store, slot);
}

/* The free slot with the least wear, or slot_count. */
static uint32_t find_slot(const struct thimble_store *store) {
  uint32_t found = store->slot_count;
  for (uint32_t i = 0; i < store->slot_count; i++) {
    if (is_free(store, i) &&
        (found == store->slot_count || store->slots[i].wear < store->slots[found].wear))
      found = i;
  }
  return found;
}

static void wear_out(struct thimble_store_slot *slot, uint32_t wear) {
  slot->wear = slot->wear > UINT32_MAX - wear ? UINT32_MAX : slot->wear + wear;
}

/* Gives up the component's previous payload. */
static enum thimble_result release(struct thimble_store *store, struct thimble_bytes component) {
  const struct thimble_store_change change = {.operation = THIMBLE_STORE_RELEASE,
                                              .component = component};
  enum thimble_result result = thimble_store_commit(store, &change, 1);
  bool is_refused = result == THIMBLE_ERROR_NOT_FOUND || result == THIMBLE_ERROR_BUSY;
  return is_refused ? THIMBLE_ERROR_NO_MEMORY : result;
}

enum thimble_result thimble_store_begin(struct thimble_store *store, struct thimble_bytes component,
                                        uint32_t size) {
  enum thimble_result result = THIMBLE_OK;
  if (store->is_writing)
    return THIMBLE_ERROR_BUSY;
  if (size == 0)
    return THIMBLE_ERROR_INVALID;
  if (size > store->slot_blocks * store->journal.flash->block_size)
    return THIMBLE_ERROR_LIMIT;
  uint32_t slot = find_slot(store);
  if (slot == store->slot_count) {
    result = release(store, component);
    if (result != THIMBLE_OK)
      return result;
    slot = find_slot(store);
  }
  wear_out(&store->slots[slot], 1);
  result = thimble_store_keep_wear(store, slot);
  if (result != THIMBLE_OK)
    return result;
  store->slots[slot].is_reserved = true;
  store->is_writing = true;
  store->slot = (uint8_t)slot;
  store->size = size;
  store->written = 0;
  store->hash->start(store->hash->state);
  return THIMBLE_OK;
}

/* Programs whole units of one block, of which `length` bytes are the payload's. */
static enum thimble_result program(struct thimble_store *store, uint32_t offset,
                                   const uint8_t *bytes, uint32_t programmed, uint32_t length) {
  const struct thimble_flash *flash = store->journal.flash;
  uint32_t address = address_of(store, store->slot) + offset;
  enum thimble_result result = THIMBLE_OK;
  if (offset % flash->block_size == 0)
    result = flash->erase(flash->device, address);
  if (result == THIMBLE_OK)
    result = flash->program(flash->device, address, bytes, programmed);
  if (result != THIMBLE_OK)
    return result;
  if (memcmp(flash->mapped + address, bytes, programmed) != 0)
    return THIMBLE_ERROR_OUTPUT;
  store->hash->update(store->hash->state, (struct thimble_bytes){flash->mapped + address, length});
  return THIMBLE_OK;
}

/* The payload is lost, and its slot is less welcome from now on. */
static void fail(struct thimble_store *store) {
  struct thimble_store_slot *slot = &store->slots[store->slot];
  wear_out(slot, THIMBLE_STORE_FAILURE);
  slot->is_reserved = false;
  store->is_writing = false;
}

/* Takes some of the bytes, at least one: as many whole units as there are in a row in one block, or
 * what fills the unit that has begun. */
static enum thimble_result write_some(struct thimble_store *store, struct thimble_bytes bytes,
                                      uint32_t *taken) {
  const struct thimble_flash *flash = store->journal.flash;
  uint32_t unit = flash->program_size, begun = store->written % unit;
  uint32_t offset = store->written - begun;
  if (begun == 0 && bytes.length >= unit) {
    uint32_t room = flash->block_size - offset % flash->block_size;
    *taken = (bytes.length < room ? bytes.length : room) & ~(unit - 1);
    store->written += *taken;
    return program(store, offset, bytes.data, *taken, *taken);
  }
  *taken = bytes.length < unit - begun ? bytes.length : unit - begun;
  memcpy(store->unit + begun, bytes.data, *taken);
  store->written += *taken;
  return begun + *taken < unit ? THIMBLE_OK : program(store, offset, store->unit, unit, unit);
}

enum thimble_result thimble_store_write(struct thimble_store *store, struct thimble_bytes bytes) {
  if (!store->is_writing)
    return THIMBLE_ERROR_INVALID;
  if (bytes.length > store->size - store->written)
    return THIMBLE_ERROR_LIMIT;
  while (bytes.length > 0) {
    uint32_t taken;
    enum thimble_result result = write_some(store, bytes, &taken);
    if (result != THIMBLE_OK) {
      fail(store);
      return result;
    }
    bytes.data += taken;
    bytes.length -= taken;
  }
  return THIMBLE_OK;
}

/* Programs what is left of the last unit. */
static enum thimble_result write_last(struct thimble_store *store) {
  uint32_t unit = store->journal.flash->program_size, begun = store->written % unit;
  if (begun == 0)
    return THIMBLE_OK;
  memset(store->unit + begun, 0xff, unit - begun);
  return program(store, store->written - begun, store->unit, unit, begun);
}

enum thimble_result thimble_store_finish(struct thimble_store *store,
                                         struct thimble_store_payload *payload) {
  const struct thimble_flash *flash = store->journal.flash;
  if (!store->is_writing)
    return THIMBLE_ERROR_INVALID;
  if (store->written < store->size)
    return THIMBLE_ERROR_TRUNCATED;
  enum thimble_result result = write_last(store);
  if (result == THIMBLE_OK)
    result = flash->sync(flash->device);
  if (result != THIMBLE_OK) {
    fail(store);
    return result;
  }
  *payload = (struct thimble_store_payload){.slot = store->slot, .size = store->size};
  store->hash->finish(store->hash->state, payload->digest);
  store->is_writing = false;
  return THIMBLE_OK;
}

void thimble_store_abandon(struct thimble_store *store) {
  store->is_writing = false;
  for (uint32_t i = 0; i < store->slot_count; i++)
    store->slots[i].is_reserved = false;
}
