/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_machine.h (Armv7-M and Armv7E-M, Thumb-2): what run.c leaves to the processor's own words.
 *
 * gcc finds neither the subtraction that sets the flags nor the increment of an address, gives the
 * registers to what is named most often, not to what runs most often, and loads a byte twice to
 * look at its sign. Each macro says just what machine/portable/wasm_machine.h says. */
#ifndef THIMBLE_WASM_MACHINE_H
#define THIMBLE_WASM_MACHINE_H

#define WASM_DISPATCH(ip, fuel, bodies)                                                         \
  do {                                                                                          \
    uint32_t dispatched;                                                                        \
    __asm__ goto("subs %0, %0, #1\n\tbmi %l[out_of_fuel]" : "+r"(fuel) : : "cc" : out_of_fuel); \
    __asm__("ldrb %0, [%1], #1" : "=r"(dispatched), "+r"(ip) : "m"(*(ip)));                     \
    goto *(bodies)[dispatched];                                                                 \
  } while (0)

#define WASM_REGISTER(name) __asm__(name)

#define WASM_OPAQUE(value) __asm__("" : "+r"(value))

#endif
