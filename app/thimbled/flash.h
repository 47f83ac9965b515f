/* SPDX-License-Identifier: Apache-2.0 */
/* flash.h: the device's flash in a file: the store's journal and slots, and the journal of the
 * containers' values. */
#ifndef THIMBLE_APP_THIMBLED_FLASH_H
#define THIMBLE_APP_THIMBLED_FLASH_H

#include <thimble/store.h>

extern struct thimble_store flash_store;
extern struct thimble_journal flash_values;

/* Opens the file. False: the message is printed. */
bool flash_open(const char *path, uint32_t slots);
void flash_close(void);

#endif
