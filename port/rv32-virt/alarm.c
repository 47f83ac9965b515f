/* SPDX-License-Identifier: Apache-2.0 */
/* alarm.c: the timer interrupt, for sleeping and for the function that a firmware hangs on it.
 *
 * It is enabled as a whole (mstatus.MIE) only while there is an alarm; but one that is pending ends
 * a sleep even while it is not. */
#include <stdbool.h>
#include <stddef.h>

#include "board_start.h"
#include "emulated/board.h"
#include "registers.h"
#include "timer.h"

#define SLEEP_MAXIMUM_MS 100000u

static volatile bool interrupted; /* since the last sleep */
static void (*volatile alarm_function)(void);
static uint64_t alarm_due = THIMBLE_TIMER_NEVER;
static uint64_t alarm_period;

/* The interrupt is pending only when the alarm is due: a sleep that sets another time sets this one
 * again before it unmasks. */
__attribute__((interrupt("machine"))) void thimble_timer_interrupt(void) {
  alarm_due += alarm_period;
  thimble_timer_compare(alarm_due);
  interrupted = true;
  alarm_function();
}

static void mask(void) {
  CSR_CLEAR(mstatus, MACHINE_INTERRUPTS);
}

static void unmask(void) {
  if (alarm_function != NULL)
    CSR_SET(mstatus, MACHINE_INTERRUPTS);
}

void thimble_board_alarm(uint32_t microseconds, void (*function)(void)) {
  mask();
  alarm_function = function;
  alarm_period = (uint64_t)microseconds * (TIMER_CLOCK / 1000000);
  alarm_due = function != NULL ? thimble_timer_now() + alarm_period : THIMBLE_TIMER_NEVER;
  thimble_timer_compare(alarm_due);
  CSR_WRITE(mie, MACHINE_TIMER_INTERRUPT);
  unmask();
}

static void wait_until(uint64_t time) {
  thimble_timer_compare(time < alarm_due ? time : alarm_due);
  CSR_WRITE(mie, MACHINE_TIMER_INTERRUPT);
  __asm__ volatile("wfi" ::: "memory");
  thimble_timer_compare(alarm_due);
}

/* While interrupts are masked no handler can run between the look at `interrupted` and the sleep.
 * The flag falls last: whoever slept looks for posts now anyway. */
void thimble_board_sleep(uint32_t milliseconds) {
  if (milliseconds == 0)
    return;
  uint32_t most = milliseconds < SLEEP_MAXIMUM_MS ? milliseconds : SLEEP_MAXIMUM_MS;
  mask();
  if (!interrupted)
    wait_until(thimble_timer_now() + (uint64_t)most * (TIMER_CLOCK / 1000));
  unmask();
  interrupted = false;
}
