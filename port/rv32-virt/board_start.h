/* SPDX-License-Identifier: Apache-2.0 */
/* board_start.h: the steps of this board's start-up. */
#ifndef THIMBLE_RV32_VIRT_BOARD_START_H
#define THIMBLE_RV32_VIRT_BOARD_START_H

void thimble_start_traps(void);
void thimble_start_memory_protection(void);

void thimble_timer_interrupt(void);

#endif
