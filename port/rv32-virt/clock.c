/* SPDX-License-Identifier: Apache-2.0 */
/* clock.c: time. */
#include "emulated/board.h"
#include "registers.h"
#include "timer.h"

uint64_t thimble_board_clock_ms(void) {
  return thimble_timer_now() / (TIMER_CLOCK / 1000);
}
