/* SPDX-License-Identifier: Apache-2.0 */
/* memory_protection.c: two walls that hold for the firmware itself. All other memory is as it is
 * without protection.
 *
 * - The program, its constants and the vector table cannot be written, so that a write through a
 *   null pointer faults.
 * - Nothing below RAM can be touched, so that a stack that overflows faults: on this board
 *   addresses without memory read zero and swallow what is written. */
#include "board_start.h"
#include "registers.h"

#define FLASH_BASE 0x00000000u /* of 2^22 bytes: memory.ld */
#define GUARD_BASE 0x10000000u /* of 2^28 bytes, up to the start of RAM */

static void protect(uint32_t region, uint32_t base, uint32_t attributes) {
  MPU_REGION_BASE = base | MPU_REGION_VALID | region;
  MPU_REGION_ATTRIBUTES = attributes | MPU_REGION_ENABLE;
}

void thimble_start_memory_protection(void) {
  protect(0, FLASH_BASE, MPU_READ_ONLY | MPU_NORMAL_MEMORY | MPU_SIZE(22u));
  protect(1, GUARD_BASE, MPU_NO_ACCESS | MPU_NORMAL_MEMORY | MPU_SIZE(28u));
  MPU_CONTROL = MPU_ENABLE_WITH_DEFAULT_MAP;
  __asm__ volatile("dsb\nisb" ::: "memory");
}
