/* SPDX-License-Identifier: Apache-2.0 */
/* trap.c: a trap is printed, and ends the run; only the interrupt of the timer goes elsewhere. It
 * runs on a stack of its own, so that a stack overflow of the firmware can still be reported. */
#include "board_start.h"
#include "emulated/board.h"
#include "emulated/print.h"
#include "registers.h"

#define TRAP_STACK_SIZE 1024

__attribute__((used, aligned(16))) static uint8_t trap_stack[TRAP_STACK_SIZE];

/* By mcause (Privileged Architecture 1.12, table 3.6). */
static const char *const causes[] = {
    "jump to an odd address", "fetch from memory that cannot be executed, or is not there",
    "illegal instruction",    "breakpoint",
    "unaligned load",         "load that memory protection forbids, or without memory",
    "unaligned store",        "store that memory protection forbids, or without memory",
};

__attribute__((used)) static void report(uint32_t link) {
  uint32_t cause, value, program_counter;
  CSR_READ(mcause, cause);
  CSR_READ(mtval, value);
  CSR_READ(mepc, program_counter);
  thimble_print("\nfault: ");
  thimble_print(cause < sizeof causes / sizeof causes[0] ? causes[cause] : "unexpected trap");
  thimble_print(", status ");
  thimble_print_hexadecimal(cause);
  thimble_print(", address ");
  thimble_print_hexadecimal(value);
  thimble_print(", at ");
  thimble_print_hexadecimal(program_counter);
  thimble_print(", called from ");
  thimble_print_hexadecimal(link);
  thimble_print("\n");
  thimble_board_exit(THIMBLE_BOARD_FAULT_EXIT);
}

__attribute__((naked, aligned(4))) static void trap(void) {
  __asm__("la sp, trap_stack + %0\n"
          "mv a0, ra\n"
          "call report\n" ::"i"(TRAP_STACK_SIZE));
}

/* One jump for each cause of an interrupt; exceptions take the first entry, too. */
__attribute__((naked, aligned(64))) static void vectors(void) {
  __asm__(".option push\n"
          ".option norvc\n"
          ".rept %2\n"
          "j %0\n"
          ".endr\n"
          "j %1\n"
          ".rept 15 - %2\n"
          "j %0\n"
          ".endr\n"
          ".option pop" ::"i"(trap),
          "i"(thimble_timer_interrupt), "i"(MACHINE_TIMER));
}

void thimble_start_traps(void) {
  CSR_WRITE(mtvec, (uintptr_t)vectors | TRAPS_VECTORED);
}
