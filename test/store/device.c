/* SPDX-License-Identifier: Apache-2.0 */
/* device.c: see device.h. */
#include "store/device.h"

#include <string.h>

#include "store/sha256.h"
#include "unit.h"

/* Banks that are hardly larger than they must be, so that they are rewritten often. */
const struct device_geometry device_geometries[] = {
    {1, 256, 6, 2, 2, 4, 4},   {4, 512, 3, 3, 1, 5, 4},    {8, 1024, 2, 2, 2, 3, 3},
    {16, 2048, 1, 2, 1, 4, 4}, {256, 4096, 1, 2, 1, 4, 4}, {256, 256, 12, 2, 3, 6, 4},
};
const uint32_t device_geometry_count = COUNT(device_geometries);

void device_start(struct device *device, const struct device_geometry *geometry, uint32_t seed) {
  uint32_t first_block = 1; /* the block before is nobody's */
  uint32_t slot_block = first_block + geometry->bank_blocks * geometry->banks;
  uint32_t blocks = slot_block + geometry->slot_blocks * geometry->slots + 1;
  assert_true(geometry->slots <= DEVICE_SLOTS && geometry->components <= DEVICE_COMPONENTS);
  ram_flash_start(&device->ram, geometry->block_size, blocks, geometry->program_size, seed);
  device->store = (struct thimble_store){
      .journal = {.flash = &device->ram.flash,
                  .first_block = first_block,
                  .bank_blocks = geometry->bank_blocks,
                  .banks = geometry->banks},
      .first_block = slot_block,
      .slot_blocks = geometry->slot_blocks,
      .slot_count = geometry->slots,
      .component_count = geometry->components,
      .slots = device->slots,
      .components = device->components,
      .unit = device->unit,
      .hash = &sha256_hash,
  };
}

enum thimble_result device_restart(struct device *device) {
  ram_flash_power_on(&device->ram);
  memset(device->slots, 0xee, sizeof device->slots);
  memset(device->components, 0xee, sizeof device->components);
  memset(device->unit, 0xee, sizeof device->unit);
  return thimble_store_open(&device->store);
}

uint32_t device_slot_size(const struct device *device) {
  return device->store.slot_blocks * device->ram.flash.block_size;
}

uint8_t device_content(uint32_t number, uint32_t at) {
  return (uint8_t)((number + 1) * 2654435761u >> (at % 24));
}

bool device_holds(const struct device *device, const struct thimble_store_payload *payload,
                  uint32_t number, uint32_t size) {
  if (payload->size != size || size == 0)
    return payload->size == size;
  struct thimble_bytes bytes = thimble_store_bytes(&device->store, payload);
  if (bytes.length != size || (uintptr_t)bytes.data % 8 != 0)
    return false;
  for (uint32_t i = 0; i < size; i++) {
    if (bytes.data[i] != device_content(number, i))
      return false;
  }
  return true;
}

enum thimble_result device_write_all(struct device *device, uint32_t number, uint32_t size,
                                     struct thimble_store_payload *payload) {
  uint8_t bytes[600];
  uint32_t done = 0;
  for (uint32_t round = 0; done < size; round++) {
    uint32_t piece = (number * 7 + round * round * 13) % sizeof bytes;
    piece = piece < size - done ? piece : size - done;
    for (uint32_t i = 0; i < piece; i++)
      bytes[i] = device_content(number, done + i);
    enum thimble_result result =
        thimble_store_write(&device->store, (struct thimble_bytes){bytes, piece});
    if (result != THIMBLE_OK)
      return result;
    done += piece;
  }
  return thimble_store_finish(&device->store, payload);
}

enum thimble_result device_write(struct device *device, struct thimble_bytes component,
                                 uint32_t number, uint32_t size,
                                 struct thimble_store_payload *payload) {
  enum thimble_result result = thimble_store_begin(&device->store, component, size);
  return result == THIMBLE_OK ? device_write_all(device, number, size, payload) : result;
}

bool device_is_sound(const struct device *device) {
  const struct thimble_store *store = &device->store;
  uint32_t used[THIMBLE_STORE_SLOTS] = {0};
  struct thimble_store_usage usage;
  uint32_t taken = 0;
  for (uint32_t i = 0; i < store->component_count; i++) {
    const struct thimble_store_component *component = &store->components[i];
    if (component->current.size != 0)
      used[component->current.slot]++;
    if (component->previous.size != 0)
      used[component->previous.slot]++;
  }
  for (uint32_t i = 0; i < store->slot_count; i++) {
    if (used[i] + store->slots[i].is_reserved > 1)
      return false;
    taken += used[i] + store->slots[i].is_reserved;
  }
  thimble_store_usage(store, &usage);
  return usage.slots == store->slot_count && usage.free_slots == store->slot_count - taken;
}
