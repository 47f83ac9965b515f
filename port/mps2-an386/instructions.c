/* SPDX-License-Identifier: Apache-2.0 */
/* instructions.c: counts instructions exactly, with a timer that ticks only once in forty.
 *
 * Under `-icount shift=0` an instruction takes 1 ns and the timer ticks every 40 ns. Let the loop
 * below start at instruction t. It reads the timer 40 times, 7 instructions apart. Since 7 and 40
 * have no common divisor, the 40 readings happen at 40 different phases of the tick, and the sum of
 * floor((t + 7 i) / 40) over i = 0..39 is t plus a constant (Hermite's identity). The timer counts
 * down over all of its 32 bits, so the negated sum counts up, modulo 2^32. */
#include "board_start.h"
#include "emulated/board.h"
#include "registers.h"

#define INSTRUCTIONS_PER_TICK (1000000000u / PROCESSOR_CLOCK)
_Static_assert(INSTRUCTIONS_PER_TICK % 7 != 0,
               "the loop's length must share no divisor with a tick");

void thimble_start_instruction_counter(void) {
  TIMER_RELOAD = UINT32_MAX;
  TIMER_VALUE = UINT32_MAX;
  TIMER_CONTROL = TIMER_ENABLE;
}

/* Not inlined, so that every call costs the same. */
__attribute__((noinline)) uint32_t thimble_board_instructions(void) {
  uint32_t sum = 0;
  uint32_t samples = INSTRUCTIONS_PER_TICK;
  uint32_t sample;
  __asm__ volatile("1: ldr %[sample], [%[timer]]\n"
                   "subs %[sum], %[sum], %[sample]\n"
                   "nop\n"
                   "nop\n"
                   "nop\n"
                   "subs %[samples], %[samples], #1\n"
                   "bne 1b"
                   : [sum] "+&r"(sum), [samples] "+&r"(samples), [sample] "=&r"(sample)
                   : [timer] "r"(&TIMER_VALUE)
                   : "cc", "memory");
  return sum;
}
