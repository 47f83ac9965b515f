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
