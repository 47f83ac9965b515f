/* SPDX-License-Identifier: Apache-2.0 */
/* count.c: how many instructions a function takes. */
#include "emulated/board.h"

static void do_nothing(void *argument) {
  (void)argument;
}

/* Not inlined, so that both calls below execute the same instructions round the function. */
__attribute__((noinline)) static uint32_t count_with_calls(void (*volatile function)(void *),
                                                           void *argument) {
  uint32_t start = thimble_board_instructions();
  function(argument);
  return thimble_board_instructions() - start;
}

uint32_t thimble_board_count(void (*function)(void *argument), void *argument) {
  uint32_t calls = count_with_calls(do_nothing, argument);
  return count_with_calls(function, argument) - calls;
}
