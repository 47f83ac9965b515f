/* SPDX-License-Identifier: Apache-2.0 */
/* flash.c: see flash.h. A slot takes the largest image but a few: files are cheap here. */
#include "flash.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "linux/flash_file.h"

enum {
  BLOCK = 4096,
  UNIT = 8,
  SLOT_BLOCKS = 16,
  BANK_BLOCKS = 32, /* twice what 48 components need, and more */
  BANKS = 4,
  VALUE_BANK_BLOCKS = 128,
  VALUE_BANKS = 2,
  COMPONENTS = 48,
  FIRST_VALUE_BLOCK = BANK_BLOCKS * BANKS,
  FIRST_SLOT_BLOCK = FIRST_VALUE_BLOCK + VALUE_BANK_BLOCKS * VALUE_BANKS
};

static struct thimble_flash_file file;
static struct thimble_store_slot slots[THIMBLE_STORE_SLOTS];
static struct thimble_store_component components[COMPONENTS];
static uint8_t unit[UNIT];
struct thimble_store flash_store;
struct thimble_journal flash_values;

static bool complain(const char *path, const struct thimble_flash_file *opened) {
  fprintf(stderr, "thimbled: %s %s%s%s\n", path,
          opened->problem != NULL ? opened->problem : "cannot be opened", errno != 0 ? ": " : "",
          errno != 0 ? strerror(errno) : "");
  return false;
}

bool flash_open(const char *path, uint32_t slot_count) {
  file.flash.block_size = BLOCK;
  file.flash.block_count = FIRST_SLOT_BLOCK + slot_count * SLOT_BLOCKS;
  file.flash.program_size = UNIT;
  errno = 0;
  enum thimble_result result = thimble_linux_flash_open(&file, path);
  if (result == THIMBLE_ERROR_BUSY)
    errno = 0; /* the problem says it all */
  if (result != THIMBLE_OK)
    return complain(path, &file);
  flash_store = (struct thimble_store){
      .journal = {.flash = &file.flash, .bank_blocks = BANK_BLOCKS, .banks = BANKS},
      .first_block = FIRST_SLOT_BLOCK,
      .slot_blocks = SLOT_BLOCKS,
      .slot_count = slot_count,
      .component_count = COMPONENTS,
      .slots = slots,
      .components = components,
      .unit = unit,
  };
  flash_values = (struct thimble_journal){.flash = &file.flash,
                                          .first_block = FIRST_VALUE_BLOCK,
                                          .bank_blocks = VALUE_BANK_BLOCKS,
                                          .banks = VALUE_BANKS};
  return true;
}

void flash_close(void) {
  thimble_linux_flash_close(&file);
}
