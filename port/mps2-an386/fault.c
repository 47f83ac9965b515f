/* SPDX-License-Identifier: Apache-2.0 */
/* fault.c: a processor fault is printed, and ends the run (Armv7-M ARM, B1.5 and B3.2.15).
 *
 * No fault handler of its own is enabled, so all faults arrive as HardFault, and the configurable
 * fault status says which it was. */
#include "board_start.h"
#include "emulated/board.h"
#include "emulated/print.h"
#include "registers.h"

#define MEMORY_ADDRESS_VALID (1u << 7)
#define BUS_ADDRESS_VALID (1u << 15)
#define STACKING_FAILED ((1u << 4) | (1u << 12)) /* the frame was not, or not wholly, written */

/* What the processor pushes when it takes an exception. */
struct exception_frame {
  uint32_t r0, r1, r2, r3, r12, link, program_counter, status;
};

struct cause {
  uint32_t bits;
  const char *text;
};

static const struct cause causes[] = {
    {1u << 0, "fetch from memory that cannot be executed"},
    {1u << 1, "access that memory protection forbids"},
    {1u << 4, "stack overflow: memory protection"},
    {1u << 8, "fetch from an address without memory"},
    {1u << 9, "access to an address without memory"},
    {1u << 10, "write to an address without memory, some instructions ago"},
    {1u << 12, "stack overflow: no memory"},
    {1u << 16, "undefined instruction"},
    {1u << 17, "jump out of the Thumb instruction set"},
    {1u << 19, "instruction for a coprocessor that is not there"},
    {1u << 24, "unaligned access"},
    {1u << 25, "division by zero"},
};

static void print_causes(uint32_t status) {
  for (uint32_t index = 0; index < sizeof causes / sizeof causes[0]; index++) {
    if ((status & causes[index].bits) != 0) {
      thimble_print(causes[index].text);
      thimble_print(", ");
    }
  }
  thimble_print("status ");
  thimble_print_hexadecimal(status);
}

static void print_place(const struct exception_frame *frame, uint32_t status) {
  if ((status & MEMORY_ADDRESS_VALID) != 0) {
    thimble_print(", address ");
    thimble_print_hexadecimal(FAULT_MEMORY_ADDRESS);
  } else if ((status & BUS_ADDRESS_VALID) != 0) {
    thimble_print(", address ");
    thimble_print_hexadecimal(FAULT_BUS_ADDRESS);
  }
  if ((status & STACKING_FAILED) == 0) {
    thimble_print(", at ");
    thimble_print_hexadecimal(frame->program_counter);
    thimble_print(", called from ");
    thimble_print_hexadecimal(frame->link);
  }
}

__attribute__((used)) static void report(const struct exception_frame *frame) {
  uint32_t status = FAULT_STATUS;
  thimble_print("\nfault: ");
  print_causes(status);
  print_place(frame, status);
  thimble_print("\n");
  thimble_board_exit(THIMBLE_BOARD_FAULT_EXIT);
}

/* The frame lies on the stack of who was interrupted: the firmware's process stack, or the main
 * stack of an interrupt handler (EXC_RETURN, bit 2). */
__attribute__((naked)) void thimble_fault(void) {
  __asm__("tst lr, #4\n"
          "ite eq\n"
          "mrseq r0, msp\n"
          "mrsne r0, psp\n"
          "bl report\n");
}
