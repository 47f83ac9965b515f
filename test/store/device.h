/* SPDX-License-Identifier: Apache-2.0 */
/* device.h: a device with a store in flash of some geometry, and payloads that are known from a
 * number. */
#ifndef THIMBLE_TEST_STORE_DEVICE_H
#define THIMBLE_TEST_STORE_DEVICE_H

#include <thimble/store.h>

#include "flash/ram_flash.h"

enum {
  DEVICE_SLOTS = 8,
  DEVICE_COMPONENTS = 4
};

struct device_geometry {
  uint32_t program_size, block_size, bank_blocks, banks, slot_blocks, slots, components;
};

/* Those that the tests go through. */
extern const struct device_geometry device_geometries[];
extern const uint32_t device_geometry_count;

struct device {
  struct ram_flash ram;
  struct thimble_store store;
  struct thimble_store_slot slots[DEVICE_SLOTS];
  struct thimble_store_component components[DEVICE_COMPONENTS];
  uint8_t unit[THIMBLE_PROGRAM_SIZE_MAXIMUM];
};

/* New flash, which holds anything, and the members of a store in it, which is not opened yet. */
void device_start(struct device *device, const struct device_geometry *geometry, uint32_t seed);

/* The power is back: the store is opened, and has no RAM from before. */
enum thimble_result device_restart(struct device *device);

uint32_t device_slot_size(const struct device *device);

/* Byte `at` of the payload with that number. */
uint8_t device_content(uint32_t number, uint32_t at);

/* Whether the payload is there, and its bytes are that one's. */
bool device_holds(const struct device *device, const struct thimble_store_payload *payload,
                  uint32_t number, uint32_t size);

/* Begins, writes in pieces of any size, and finishes. */
enum thimble_result device_write(struct device *device, struct thimble_bytes component,
                                 uint32_t number, uint32_t size,
                                 struct thimble_store_payload *payload);

/* Writes the rest of it, after begin. */
enum thimble_result device_write_all(struct device *device, uint32_t number, uint32_t size,
                                     struct thimble_store_payload *payload);

/* Whether each slot belongs to one payload at most, and usage counts as it is. */
bool device_is_sound(const struct device *device);

#endif
