/* SPDX-License-Identifier: Apache-2.0 */
/* sleep.c: waits for an interrupt, and a timer makes sure that one comes. */
#include "board_start.h"
#include "emulated/board.h"
#include "registers.h"

#define SLEEP_MAXIMUM_MS 100000u

/* Once: it is not reloaded, for the reason in alarm.c. */
static void set_timer(uint32_t milliseconds) {
  SLEEP_RELOAD = 0;
  SLEEP_VALUE = milliseconds * (PROCESSOR_CLOCK / 1000);
  SLEEP_CONTROL = TIMER_ENABLE_WITH_INTERRUPT;
  INTERRUPT_ENABLE = 1u << SLEEP_INTERRUPT;
}

static void stop_timer(void) {
  SLEEP_CONTROL = 0;
  SLEEP_INTERRUPT_STATUS = 1;
  INTERRUPT_DISABLE = 1u << SLEEP_INTERRUPT;
  INTERRUPT_CLEAR_PENDING = 1u << SLEEP_INTERRUPT;
}

/* While interrupts are masked no handler can run between the look at `thimble_interrupted` and the
 * sleep, yet one that is pending ends the sleep; it is taken when they are unmasked. So the timer
 * needs no handler. The flag falls last: whoever slept looks for posts now anyway. */
void thimble_board_sleep(uint32_t milliseconds) {
  if (milliseconds == 0)
    return;
  __asm__ volatile("cpsid i" ::: "memory");
  if (!thimble_interrupted) {
    set_timer(milliseconds < SLEEP_MAXIMUM_MS ? milliseconds : SLEEP_MAXIMUM_MS);
    __asm__ volatile("dsb\nwfi" ::: "memory");
    stop_timer();
  }
  __asm__ volatile("dsb\nisb\ncpsie i\nisb" ::: "memory");
  thimble_interrupted = false;
}
