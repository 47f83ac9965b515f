/* SPDX-License-Identifier: Apache-2.0 */
/* power.h: a device with kept values whose power goes, and what it shall know afterwards. */
#ifndef THIMBLE_TEST_VALUE_POWER_H
#define THIMBLE_TEST_VALUE_POWER_H

#include <thimble/journal.h>

#include "flash/ram_flash.h"
#include "value/model.h"

/* How the flash of a device is built, and its journal. */
struct power_geometry {
  uint32_t program_size, block_size, bank_blocks, banks;
};

enum {
  POWER_NOT_KEPT = 2, /* the space whose entries are not kept */
  POWER_DOUBTS = 16,
  POWER_KEYS = 4 /* in use */
};

struct power_device {
  struct ram_flash ram;
  struct thimble_journal journal;
  struct thimble_key_value_store store;
  struct thimble_key_value_space spaces[MODEL_SPACES];
  uint8_t bytes[1024];
  struct model model;                /* what the store shall hold */
  struct model doubts[POWER_DOUBTS]; /* what it may hold after a restart instead: each change that
                                        failed since the last one that did not */
  uint32_t doubt_count;
};

/* A device whose flash holds anything. */
void power_device_start(struct power_device *device, const struct power_geometry *geometry,
                        uint32_t seed);

/* Restores the store from the flash, with the power on, and checks that it has what it shall have;
 * from then on that is sure. */
void power_device_restart(struct power_device *device);

/* One random step. Checks what the store answers, and that it has what it shall have. */
void power_device_step(struct power_device *device, struct random *random);

#endif
