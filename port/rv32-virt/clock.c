/* SPDX-License-Identifier: Apache-2.0 */
/* clock.c: time, from the 64-bit timer of the core. */
#include "emulated/board.h"
#include "registers.h"

/* Reads the halves until the upper one stands still. */
static uint64_t timer(void) {
  uint32_t high, low;
  do {
    high = TIMER_HIGH;
    low = TIMER_LOW;
  } while (high != TIMER_HIGH);
  return (uint64_t)high << 32 | low;
}

uint64_t thimble_board_clock_ms(void) {
  return timer() / (TIMER_CLOCK / 1000);
}

/* The upper half goes to its maximum first, so that no value in between is in the past. */
static void compare_at(uint64_t time) {
  TIMER_COMPARE_HIGH = UINT32_MAX;
  TIMER_COMPARE_LOW = (uint32_t)time;
  TIMER_COMPARE_HIGH = (uint32_t)(time >> 32);
}

/* Interrupts are never enabled as a whole (mstatus.MIE), but one that is pending ends the sleep. */
void thimble_board_sleep(void) {
  compare_at(timer() + TIMER_CLOCK / 100);
  CSR_WRITE(mie, MACHINE_TIMER_INTERRUPT);
  __asm__ volatile("wfi" ::: "memory");
  CSR_WRITE(mie, 0);
}
