/* SPDX-License-Identifier: Apache-2.0 */
/* flash.h: memory that keeps its contents, as a board offers it. A port fills one struct.
 *
 * The model is NOR flash: erasing a block makes all its bits one; programming makes bits zero, in
 * whole units, each at most once between two erasures. Addresses count from the start of the part
 * of the flash that Thimble may use. Power may go at any moment: then what was being programmed or
 * erased holds anything. A unit that reads as erased after that may be programmed, unless it was
 * being erased.
 *
 * Programs run in place, so flash that holds them is memory too: what was programmed or erased is
 * seen there when the function returns.
 *
 * Rules of use: as for the port. Functions return THIMBLE_OK, or THIMBLE_ERROR_INPUT and
 * THIMBLE_ERROR_OUTPUT when the hardware failed. Addresses and lengths that they get are in range
 * and, but for reading, multiples of the unit. */
#ifndef THIMBLE_FLASH_H
#define THIMBLE_FLASH_H

#include <stdint.h>
#include <thimble/result.h>

#define THIMBLE_PROGRAM_SIZE_MAXIMUM 256u

struct thimble_flash {
  void *device;          /* handed to every function; the port's own */
  uint32_t block_size;   /* bytes erased at once; a power of two */
  uint32_t block_count;  /* blocks there are */
  uint32_t program_size; /* bytes programmed at once: a power of two, at most the above */
  const uint8_t *mapped; /* its first byte, at a multiple of 8; null: it cannot be read as memory */

  enum thimble_result (*read)(void *device, uint32_t address, uint8_t *bytes, uint32_t length);
  enum thimble_result (*program)(void *device, uint32_t address, const uint8_t *bytes,
                                 uint32_t length);
  enum thimble_result (*erase)(void *device, uint32_t address); /* of a block's first byte */
  enum thimble_result (*sync)(void *device); /* what was written lasts when it returns */
};

#endif
