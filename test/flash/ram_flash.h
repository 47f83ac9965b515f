/* SPDX-License-Identifier: Apache-2.0 */
/* ram_flash.h: NOR flash in RAM that fails the test when a rule of include/thimble/flash.h is
 * broken, and whose power can be cut at any operation.
 *
 * An operation is one call of program or erase. From the one that is cut on, everything fails until
 * the power is back; what was under way then holds what the tear says. A unit whose programming was
 * cut may be programmed again if it reads as erased, since nobody could tell; a block whose erasure
 * was cut must be erased again. */
#ifndef THIMBLE_TEST_RAM_FLASH_H
#define THIMBLE_TEST_RAM_FLASH_H

#include <stdbool.h>
#include <thimble/flash.h>

#include "random.h"

enum {
  RAM_FLASH_MAXIMUM = 65536,
  RAM_FLASH_BLOCKS = 64
};

/* What a cut leaves of the operation. */
enum ram_flash_tear {
  RAM_FLASH_NOTHING,  /* it had not begun */
  RAM_FLASH_ALL,      /* it was complete */
  RAM_FLASH_MIXED,    /* any mixture of old and new bits; of a block, any bits */
  RAM_FLASH_UNSYNCED, /* the same of everything since the last sync, unit by unit in any order */
  RAM_FLASH_TEARS
};

struct ram_flash {
  struct thimble_flash flash; /* for the code under test; its device is this struct */
  uint32_t operations;        /* so far */
  uint32_t cut_at;            /* the operation that is cut, from 1; 0: none */
  enum ram_flash_tear tear;
  struct random random;
  bool stays_on; /* what is cut fails with its tear, but the power stays */
  bool is_off;
  bool fails;           /* program and erase answer OUTPUT and do nothing */
  bool reading_fails;   /* read answers INPUT */
  bool syncing_fails;   /* sync answers OUTPUT */
  uint32_t wrong_bytes; /* that the next programming gets wrong without saying so */
  uint32_t erasures[RAM_FLASH_BLOCKS];
  bool is_half_erased[RAM_FLASH_BLOCKS];
  _Alignas(8) uint8_t bytes[RAM_FLASH_MAXIMUM];
  uint8_t synced[RAM_FLASH_MAXIMUM]; /* as it was at the last sync */
  bool is_used[RAM_FLASH_MAXIMUM];   /* by byte: may not be programmed before an erasure */
};

/* New flash, which holds anything, as the seed has it. */
void ram_flash_start(struct ram_flash *ram, uint32_t block_size, uint32_t block_count,
                     uint32_t program_size, uint32_t seed);

/* Cuts the power at the operation `count` from now (1: the next one). */
void ram_flash_cut_after(struct ram_flash *ram, uint32_t count, enum ram_flash_tear tear);

/* The power is back, and is not cut again. */
void ram_flash_power_on(struct ram_flash *ram);

/* The difference between the blocks that were erased most and least often, of the first `blocks`.
 */
uint32_t ram_flash_wear_difference(const struct ram_flash *ram, uint32_t blocks);

#endif
