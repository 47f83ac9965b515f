/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_machine.h (portable): what run.c leaves to the processor's own words, in C.
 *
 * The other wasm_machine.h says the same in the words of one processor. CMake chooses the folder.
 */
#ifndef THIMBLE_WASM_MACHINE_H
#define THIMBLE_WASM_MACHINE_H

/* The registers of the variables of the loop. */
#define WASM_REGISTER_ip
#define WASM_REGISTER_sp
#define WASM_REGISTER_fuel
#define WASM_REGISTER_branch
#define WASM_REGISTER_locals
#define WASM_REGISTER_bodies
#define WASM_REGISTER_data
#define WASM_REGISTER_size

/* Takes one of `fuel`, which is signed, or goes to the label out_of_fuel with -1; then takes the
 * next opcode and goes to its body. */
#define WASM_DISPATCH    \
  do {                   \
    if (fuel-- == 0)     \
      goto out_of_fuel;  \
    goto *bodies[*ip++]; \
  } while (0)

/* A value of which the compiler shall not know where it comes from. */
#define WASM_OPAQUE(value) ((void)0)

/* Takes an operand of 32 bits from the stack. */
#define WASM_POP(value) ((value) = (--sp)->word)

#endif
