/* SPDX-License-Identifier: Apache-2.0 */
/* reset.c: what runs before main(). The firmware runs in machine mode. */
#include "board_start.h"
#include "emulated/board.h"
#include "emulated/start.h"

void thimble_reset(void);

__attribute__((used)) static void start(void) {
  thimble_start_memory();
  thimble_start_traps();
  thimble_start_memory_protection();
  thimble_board_exit(main());
}

/* The global pointer cannot be set with itself, hence no relaxation. */
__attribute__((naked, section(".thimble.first"))) void thimble_reset(void) {
  __asm__(".option push\n"
          ".option norelax\n"
          "la gp, __global_pointer$\n"
          ".option pop\n"
          "la sp, thimble_stack_top\n"
          "call start\n");
}
