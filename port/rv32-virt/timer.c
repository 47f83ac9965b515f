/* SPDX-License-Identifier: Apache-2.0 */
/* timer.c: see timer.h. */
#include "timer.h"

#include "registers.h"

/* Reads the halves until the upper one stands still. */
uint64_t thimble_timer_now(void) {
  uint32_t high, low;
  do {
    high = TIMER_HIGH;
    low = TIMER_LOW;
  } while (high != TIMER_HIGH);
  return (uint64_t)high << 32 | low;
}

/* The upper half goes to its maximum first, so that no value in between is in the past. */
void thimble_timer_compare(uint64_t time) {
  TIMER_COMPARE_HIGH = UINT32_MAX;
  TIMER_COMPARE_LOW = (uint32_t)time;
  TIMER_COMPARE_HIGH = (uint32_t)(time >> 32);
}
