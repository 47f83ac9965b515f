/* SPDX-License-Identifier: Apache-2.0 */
/* memory_protection.c: one wall that holds for the firmware itself: the program and its constants
 * cannot be written. RAM lies right above, so a stack that overflows faults too. */
#include "board_start.h"
#include "registers.h"

#define FLASH_BASE 0x80000000u /* memory.ld */
#define FLASH_SIZE 0x00400000u

/* An address register holds the base in units of four bytes, and the size as a run of ones. */
void thimble_start_memory_protection(void) {
  CSR_WRITE(pmpaddr0, (FLASH_BASE >> 2) | ((FLASH_SIZE >> 3) - 1));
  CSR_WRITE(pmpcfg0, PMP_LOCKED | PMP_POWER_OF_TWO | PMP_READ | PMP_EXECUTE);
}
