/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_machine.h (Armv7-M and Armv7E-M, Thumb-2): what run.c leaves to the processor's own words.
 * Each macro says just what machine/portable/wasm_machine.h says.
 *
 * gcc does not find the subtraction that sets the flags, nor the increment of an address; it gives
 * the registers to what is named most often and not to what runs most often; and it loads a byte
 * twice to look at its sign.
 */
#ifndef THIMBLE_WASM_MACHINE_H
#define THIMBLE_WASM_MACHINE_H

/* The variables of the loop and their registers. */
#define WASM_REGISTER_ip __asm__("r4")
#define WASM_REGISTER_sp __asm__("r5")
#define WASM_REGISTER_fuel __asm__("r6")
#define WASM_REGISTER_branch __asm__("r7")
#define WASM_REGISTER_locals __asm__("r8")
#define WASM_REGISTER_bodies __asm__("r9")
#define WASM_REGISTER_data __asm__("r10")
#define WASM_REGISTER_size __asm__("r11")

#define WASM_DISPATCH                                                                       \
  do {                                                                                      \
    const void *body;                                                                       \
    __asm__ goto("subs %0, #1\n\tbcc %l[out_of_fuel]" : "+r"(fuel) : : "cc" : out_of_fuel); \
    __asm__("ldrb %0, [%1], #1\n\tldr %0, [%2, %0, lsl #2]"                                 \
            : "=&r"(body), "+r"(ip)                                                         \
            : "r"(bodies));                                                                 \
    goto *body;                                                                             \
  } while (0)

#define WASM_OPAQUE(value) __asm__("" : "+r"(value))

#define WASM_POP(value) __asm__("ldr %0, [%1, #-8]!" : "=r"(value), "+r"(sp) : "m"(sp[-1].word))

#endif
