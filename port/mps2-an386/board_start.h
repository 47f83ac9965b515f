/* SPDX-License-Identifier: Apache-2.0 */
/* board_start.h: the steps of this board's start-up. */
#ifndef THIMBLE_MPS2_AN386_BOARD_START_H
#define THIMBLE_MPS2_AN386_BOARD_START_H

#include <stdbool.h>

void thimble_start_memory_protection(void);
void thimble_start_console(void);
void thimble_start_clock(void);
void thimble_start_instruction_counter(void);

/* Every exception, and every interrupt but the alarm's, which nothing enables. Never returns. */
void thimble_fault(void);

void thimble_alarm_interrupt(void);

/* An interrupt handler has run since the last sleep. */
extern volatile bool thimble_interrupted;

#endif
