/* SPDX-License-Identifier: Apache-2.0 */
/* ram_flash.c: see ram_flash.h. */
#include "flash/ram_flash.h"

#include <string.h>

#include "unit.h"

static uint32_t flash_size(const struct ram_flash *ram) {
  return ram->flash.block_size * ram->flash.block_count;
}

static void check_range(const struct ram_flash *ram, uint32_t address, uint32_t length) {
  assert_true(address <= flash_size(ram));
  assert_true(length <= flash_size(ram) - address);
}

static uint8_t random_byte(struct ram_flash *ram) {
  return (uint8_t)random_below(&ram->random, 256);
}

/* Each bit of the one or the other. */
static uint8_t mix(struct ram_flash *ram, uint8_t old, uint8_t new) {
  uint8_t mask = random_byte(ram);
  return (uint8_t)((old & mask) | (new & ~mask));
}

/* Whether this is the operation that is cut. */
static bool counts_and_is_cut(struct ram_flash *ram) {
  ram->operations++;
  return ram->cut_at != 0 && ram->operations == ram->cut_at;
}

/* What was not synced: each unit is old, new or something of both. */
static void tear_unsynced(struct ram_flash *ram) {
  uint32_t unit = ram->flash.program_size;
  for (uint32_t start = 0; start < flash_size(ram); start += unit) {
    uint32_t fate = random_below(&ram->random, 3);
    for (uint32_t i = start; i < start + unit && fate != 0; i++) {
      if (fate == 1)
        ram->bytes[i] = ram->synced[i];
      else
        ram->bytes[i] = mix(ram, ram->synced[i], ram->bytes[i]);
    }
  }
}

/* A unit that reads as erased counts as that, unless the erasure of its block was cut. */
static void mark_units(struct ram_flash *ram) {
  uint32_t unit = ram->flash.program_size;
  for (uint32_t start = 0; start < flash_size(ram); start += unit) {
    bool is_used = ram->is_half_erased[start / ram->flash.block_size];
    for (uint32_t i = start; i < start + unit; i++)
      is_used = is_used || ram->bytes[i] != 0xff;
    for (uint32_t i = start; i < start + unit; i++)
      ram->is_used[i] = is_used;
  }
}

static enum thimble_result cut(struct ram_flash *ram) {
  if (ram->tear == RAM_FLASH_UNSYNCED)
    tear_unsynced(ram);
  mark_units(ram);
  memcpy(ram->synced, ram->bytes, flash_size(ram));
  ram->is_off = !ram->stays_on;
  return THIMBLE_ERROR_OUTPUT;
}

static enum thimble_result read_flash(void *device, uint32_t address, uint8_t *bytes,
                                      uint32_t length) {
  struct ram_flash *ram = device;
  check_range(ram, address, length);
  if (ram->is_off || ram->reading_fails)
    return THIMBLE_ERROR_INPUT;
  memcpy(bytes, ram->bytes + address, length);
  return THIMBLE_OK;
}

static void program_byte(struct ram_flash *ram, uint32_t address, uint8_t byte, bool is_cut) {
  uint8_t old = ram->bytes[address];
  assert_false(ram->is_used[address]);
  assert_int_equal(old, 0xff);
  ram->is_used[address] = true;
  if (is_cut && ram->tear == RAM_FLASH_MIXED)
    byte = mix(ram, old, byte);
  if (ram->wrong_bytes > 0) {
    ram->wrong_bytes--;
    byte = (uint8_t)(byte ^ 0x10);
  }
  ram->bytes[address] = byte;
}

static enum thimble_result program_flash(void *device, uint32_t address, const uint8_t *bytes,
                                         uint32_t length) {
  struct ram_flash *ram = device;
  check_range(ram, address, length);
  assert_int_equal(address % ram->flash.program_size, 0);
  assert_int_equal(length % ram->flash.program_size, 0);
  assert_true(length > 0);
  if (ram->is_off || ram->fails)
    return THIMBLE_ERROR_OUTPUT;
  bool is_cut = counts_and_is_cut(ram);
  if (is_cut && ram->tear == RAM_FLASH_NOTHING)
    return cut(ram);
  for (uint32_t i = 0; i < length; i++)
    program_byte(ram, address + i, bytes[i], is_cut);
  return is_cut ? cut(ram) : THIMBLE_OK;
}

static enum thimble_result erase_flash(void *device, uint32_t address) {
  struct ram_flash *ram = device;
  uint32_t size = ram->flash.block_size, block = address / size;
  check_range(ram, address, size);
  assert_int_equal(address % size, 0);
  if (ram->is_off || ram->fails)
    return THIMBLE_ERROR_OUTPUT;
  bool is_cut = counts_and_is_cut(ram);
  if (is_cut && ram->tear == RAM_FLASH_NOTHING)
    return cut(ram);
  ram->erasures[block]++;
  ram->is_half_erased[block] = is_cut && ram->tear != RAM_FLASH_ALL;
  for (uint32_t i = 0; i < size; i++) {
    uint8_t old = ram->bytes[address + i];
    bool is_torn = is_cut && ram->tear == RAM_FLASH_MIXED;
    ram->bytes[address + i] = is_torn ? mix(ram, mix(ram, old, 0xff), random_byte(ram)) : 0xff;
    ram->is_used[address + i] = false;
  }
  return is_cut ? cut(ram) : THIMBLE_OK;
}

static enum thimble_result sync_flash(void *device) {
  struct ram_flash *ram = device;
  if (ram->is_off || ram->syncing_fails)
    return THIMBLE_ERROR_OUTPUT;
  memcpy(ram->synced, ram->bytes, flash_size(ram));
  return THIMBLE_OK;
}

void ram_flash_start(struct ram_flash *ram, uint32_t block_size, uint32_t block_count,
                     uint32_t program_size, uint32_t seed) {
  memset(ram, 0, offsetof(struct ram_flash, bytes)); /* the rest follows */
  assert_true(block_count <= RAM_FLASH_BLOCKS);
  assert_true(block_size * block_count <= RAM_FLASH_MAXIMUM);
  ram->flash = (struct thimble_flash){
      .device = ram,
      .block_size = block_size,
      .block_count = block_count,
      .program_size = program_size,
      .mapped = ram->bytes,
      .read = read_flash,
      .program = program_flash,
      .erase = erase_flash,
      .sync = sync_flash,
  };
  random_start(&ram->random, seed);
  for (uint32_t i = 0; i < flash_size(ram); i++)
    ram->bytes[i] = random_byte(ram);
  mark_units(ram);
  memcpy(ram->synced, ram->bytes, flash_size(ram));
}

void ram_flash_cut_after(struct ram_flash *ram, uint32_t count, enum ram_flash_tear tear) {
  ram->cut_at = ram->operations + count;
  ram->tear = tear;
}

void ram_flash_power_on(struct ram_flash *ram) {
  ram->is_off = false;
  ram->cut_at = 0;
}

uint32_t ram_flash_wear_difference(const struct ram_flash *ram, uint32_t blocks) {
  uint32_t most = ram->erasures[0], least = ram->erasures[0];
  for (uint32_t i = 1; i < blocks; i++) {
    most = ram->erasures[i] > most ? ram->erasures[i] : most;
    least = ram->erasures[i] < least ? ram->erasures[i] : least;
  }
  return most - least;
}
