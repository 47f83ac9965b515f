/* SPDX-License-Identifier: Apache-2.0 */
/* flash.c: flash in RAM. Like the real one it makes bits zero only, and a unit that was programmed
 * once has to be erased before the next time: breaking that is an error. */
#include <string.h>

#include "port.h"

enum {
  UNIT = 8
};

static enum thimble_result read(void *device, uint32_t address, uint8_t *bytes, uint32_t length) {
  const struct scenario_flash *flash = device;
  memcpy(bytes, flash->bytes + address, length);
  return THIMBLE_OK;
}

static enum thimble_result program(void *device, uint32_t address, const uint8_t *bytes,
                                   uint32_t length) {
  struct scenario_flash *flash = device;
  for (uint32_t index = 0; index < length; index++)
    if (flash->bytes[address + index] != 0xFF)
      return THIMBLE_ERROR_OUTPUT;
  memcpy(flash->bytes + address, bytes, length);
  return THIMBLE_OK;
}

static enum thimble_result erase(void *device, uint32_t address) {
  struct scenario_flash *flash = device;
  memset(flash->bytes + address, 0xFF, SCENARIO_FLASH_BLOCK);
  return THIMBLE_OK;
}

static enum thimble_result sync(void *device) {
  (void)device;
  return THIMBLE_OK;
}

void scenario_flash_start(struct scenario_flash *flash) {
  memset(flash->bytes, 0xFF, sizeof flash->bytes);
  flash->interface = (struct thimble_flash){
      .device = flash,
      .block_size = SCENARIO_FLASH_BLOCK,
      .block_count = SCENARIO_FLASH_BLOCKS,
      .program_size = UNIT,
      .read = read,
      .program = program,
      .erase = erase,
      .sync = sync,
  };
}
