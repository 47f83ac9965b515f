/* SPDX-License-Identifier: Apache-2.0 */
/* clock.c: time. The milliseconds come from a counter of the board, so that no interrupt disturbs
 * what is measured and SysTick stays free. */
#include "board_start.h"
#include "emulated/board.h"
#include "registers.h"

static uint32_t last;
static uint32_t wraps;

void thimble_start_clock(void) {
  FPGA_DIVIDER = PROCESSOR_CLOCK / 1000 - 1;
  FPGA_COUNTER = 0;
}

/* The counter has 32 bits: a firmware that asks at least once in 49 days sees every wrap. */
uint64_t thimble_board_clock_ms(void) {
  uint32_t now = FPGA_COUNTER;
  if (now < last)
    wraps++;
  last = now;
  return (uint64_t)wraps << 32 | now;
}

/* A pending interrupt ends the sleep even while interrupts are masked, so none needs a handler.
 * QEMU lets two rounds pass before the first interrupt, the first of them with the counter at zero.
 */
void thimble_board_sleep(void) {
  __asm__ volatile("cpsid i" ::: "memory");
  SYSTICK_RELOAD = PROCESSOR_CLOCK / 200 - 1;
  SYSTICK_VALUE = 0;
  SYSTICK_CONTROL = SYSTICK_ENABLE_WITH_INTERRUPT;
  __asm__ volatile("dsb\nwfi" ::: "memory");
  SYSTICK_CONTROL = 0;
  INTERRUPT_CONTROL = CLEAR_PENDING_SYSTICK;
  __asm__ volatile("dsb\nisb\ncpsie i" ::: "memory");
}
