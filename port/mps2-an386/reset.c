/* SPDX-License-Identifier: Apache-2.0 */
/* reset.c: the vector table, and what runs before main().
 *
 * The firmware runs privileged on the process stack; exceptions get the main stack, so that a
 * stack overflow of the firmware can still be reported. */
#include "board_start.h"
#include "emulated/board.h"
#include "emulated/start.h"
#include "registers.h"

#define EXCEPTIONS 16
#define EXCEPTION_STACK_WORDS 256

extern char thimble_stack_top[];
void thimble_reset(void);

static uint64_t exception_stack[EXCEPTION_STACK_WORDS / 2];

struct vectors {
  uint64_t *stack_top;
  void (*handlers[EXCEPTIONS - 1])(void); /* from reset, which is exception 1 */
  void (*interrupts[ALARM_INTERRUPT + 1])(void);
};

__attribute__((used, section(".thimble.first"))) static const struct vectors vectors = {
    .stack_top = exception_stack + EXCEPTION_STACK_WORDS / 2,
    .handlers = {thimble_reset, [1 ... EXCEPTIONS - 2] = thimble_fault},
    .interrupts =
        {[0 ... ALARM_INTERRUPT - 1] = thimble_fault, [ALARM_INTERRUPT] = thimble_alarm_interrupt},
};

__attribute__((used)) static void start(void) {
  thimble_start_memory();
  thimble_start_memory_protection();
  thimble_start_console();
  thimble_start_clock();
  thimble_start_instruction_counter();
  thimble_board_exit(main());
}

/* Switches to the process stack (CONTROL.SPSEL). */
__attribute__((naked)) void thimble_reset(void) {
  __asm__("ldr r0, =thimble_stack_top\n"
          "msr psp, r0\n"
          "movs r0, #2\n"
          "msr control, r0\n"
          "isb\n"
          "bl start\n");
}
