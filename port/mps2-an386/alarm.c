/* SPDX-License-Identifier: Apache-2.0 */
/* alarm.c: a timer interrupt that a firmware hangs a function on.
 *
 * The handler starts the timer anew. The timer could do so by itself, but in QEMU 7.2 with `-icount
 * sleep=off` a processor that waits for a periodic timer misses every second round. */
#include <stddef.h>

#include "board_start.h"
#include "emulated/board.h"
#include "registers.h"

#define TICKS_PER_MICROSECOND (PROCESSOR_CLOCK / 1000000u)

volatile bool thimble_interrupted;
static void (*volatile alarm_function)(void);
static uint32_t alarm_ticks;

static void start_timer(void) {
  ALARM_CONTROL = 0;
  ALARM_LOAD = alarm_ticks;
  ALARM_CONTROL = ALARM_ONCE_32_BITS;
}

void thimble_alarm_interrupt(void) {
  ALARM_INTERRUPT_CLEAR = 1;
  start_timer();
  thimble_interrupted = true;
  alarm_function();
}

/* The barrier makes sure that no alarm of before still comes. */
void thimble_board_alarm(uint32_t microseconds, void (*function)(void)) {
  ALARM_CONTROL = 0;
  INTERRUPT_DISABLE = 1u << ALARM_INTERRUPT;
  __asm__ volatile("dsb\nisb" ::: "memory");
  ALARM_INTERRUPT_CLEAR = 1;
  INTERRUPT_CLEAR_PENDING = 1u << ALARM_INTERRUPT;
  alarm_function = function;
  if (function == NULL)
    return;
  alarm_ticks = microseconds * TICKS_PER_MICROSECOND;
  start_timer();
  INTERRUPT_ENABLE = 1u << ALARM_INTERRUPT;
}
