/* SPDX-License-Identifier: Apache-2.0 */
/* slot.h: images that were put into the board's slots before the start. */
#ifndef THIMBLE_CONSOLE_SLOT_H
#define THIMBLE_CONSOLE_SLOT_H

#include <stdbool.h>
#include <thimble/bytes.h>

/* The bytes of the image in a slot, 0 to THIMBLE_BOARD_SLOTS - 1. False: the slot holds none. */
bool slot_image(uint32_t slot, struct thimble_bytes *image);

#endif
