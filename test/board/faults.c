/* SPDX-License-Identifier: Apache-2.0 */
/* faults.c: a firmware that does the wrong thing that it is told to do, to see what the board says.
 * Told nothing that it knows, it ends with exit code 1. */
#include <stdint.h>
#include <string.h>

#include "emulated/board.h"

/* Volatile, so that the compiler knows neither the addresses nor the end of the recursion. */
static volatile uintptr_t zero = 0;
static volatile uint32_t one = 1;
static const uint32_t constant = 1;

static void store_to_null(void) {
  *(volatile uint32_t *)(zero + 4) = 1;
}

static void store_to_constant(void) {
  *(volatile uint32_t *)((uintptr_t)&constant + zero) = 2;
}

/* No instruction of either processor. */
static void execute_nonsense(void) {
  __asm__ volatile(".4byte 0xFFFFFFFF");
}

/* NOLINTNEXTLINE(misc-no-recursion): it is meant to overflow the stack */
static uint32_t recurse(uint32_t depth) {
  volatile uint32_t frame[64];
  frame[depth % 64] = depth;
  if (one != 0)
    frame[0] = recurse(depth + 1);
  return frame[depth % 64];
}

static void overflow_stack(void) {
  one = recurse(0);
}

/* In the handler of an interrupt, which has a stack of its own on the Cortex-M4. */
static void fail_in_interrupt(void) {
  thimble_board_alarm(100, store_to_null);
  while (one != 0)
    ;
}

struct action {
  const char *name;
  void (*act)(void);
};

static const struct action actions[] = {
    {"null", store_to_null},      {"constant", store_to_constant},  {"nonsense", execute_nonsense},
    {"overflow", overflow_stack}, {"interrupt", fail_in_interrupt},
};

int main(void) {
  uint32_t position = 0;
  struct thimble_bytes item;
  while (thimble_board_argument(&position, &item))
    for (uint32_t index = 0; index < sizeof actions / sizeof actions[0]; index++)
      if (strlen(actions[index].name) == item.length &&
          memcmp(actions[index].name, item.data, item.length) == 0)
        actions[index].act();
  return 1;
}
