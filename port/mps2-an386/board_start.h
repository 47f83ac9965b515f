/* SPDX-License-Identifier: Apache-2.0 */
/* board_start.h: the steps of this board's start-up. */
#ifndef THIMBLE_MPS2_AN386_BOARD_START_H
#define THIMBLE_MPS2_AN386_BOARD_START_H

void thimble_start_memory_protection(void);
void thimble_start_console(void);
void thimble_start_clock(void);
void thimble_start_instruction_counter(void);

/* Every exception and interrupt: nothing enables an interrupt, so it is a fault. Never returns. */
void thimble_fault(void);

#endif
