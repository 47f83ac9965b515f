/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_machine.h (portable): what run.c leaves to the processor's own words, in C.
 *
 * The other wasm_machine.h says the same in the words of one processor. CMake chooses the folder.
 */
#ifndef THIMBLE_WASM_MACHINE_H
#define THIMBLE_WASM_MACHINE_H

/* An entry of the table of bodies. */
#define WASM_BODY(label) &&label

/* Takes one of `fuel`, which is signed, or goes to the label out_of_fuel with -1; then takes the
 * next opcode and goes to its body in the table `bodies`. */
#define WASM_DISPATCH    \
  do {                   \
    if (--fuel < 0)      \
      goto out_of_fuel;  \
    goto *bodies[*ip++]; \
  } while (0)

/* The register that a variable of the loop is to have. */
#define WASM_REGISTER(name)

/* A value of which the compiler shall not know where it comes from. */
#define WASM_OPAQUE(value) ((void)0)

#endif
