/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_machine.h (Armv7-M and Armv7E-M, Thumb-2): what run.c leaves to the processor's own words.
 * Each macro says just what machine/portable/wasm_machine.h says.
 *
 * gcc does not find the subtraction that sets the flags, nor the increment of an address; it makes
 * three instructions of a jump through a table; it gives the registers to what is named most often
 * and not to what runs most often; and it loads a byte twice to look at its sign.
 *
 * The dispatch jumps to a body behind the compiler's back. For the compiler it goes to the label
 * `follow`, and from there to any body. Both ways are the same, since nothing can be done there:
 * all variables that live from one body to the next are operands of the dispatch and, once more, of
 * an empty instruction at the start of each body. They are in their registers, or in `rest`, at
 * both; no other register or memory keeps a value from one to the other; and for the compiler each
 * of the two changes all of them, so that nothing can be computed before it that is needed behind
 * it. */
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
#define WASM_VARIABLES                                                                  \
  "+r"(ip), "+r"(sp), "+r"(fuel), "+r"(branch), "+r"(locals), "+r"(bodies), "+r"(data), \
      "+r"(size), "+m"(rest)
#define WASM_OTHERS "r0", "r1", "r2", "r3", "r12", "lr", "cc", "memory"

/* Bit 0 says that it is Thumb code. */
#define WASM_ENTRY(label) (const void *)((const char *)&&label + 1)

#define WASM_BODY(label) \
  label:                 \
  __asm__ volatile("" : WASM_VARIABLES : : WASM_OTHERS);

#define WASM_DISPATCH                       \
  do {                                      \
    __asm__ goto("subs %2, #1\n\t"          \
                 "bcc %l[out_of_fuel]\n\t"  \
                 "ldrb r3, [%0], #1\n\t"    \
                 "ldr pc, [%5, r3, lsl #2]" \
                 : WASM_VARIABLES           \
                 :                          \
                 : WASM_OTHERS              \
                 : out_of_fuel, follow);    \
    __builtin_unreachable();                \
  } while (0)

#define WASM_FOLLOW \
  follow:           \
  goto *bodies[0];

#define WASM_OPAQUE(value) __asm__("" : "+r"(value))

#define WASM_POP(value) __asm__("ldr %0, [%1, #-8]!" : "=r"(value), "+r"(sp) : "m"(sp[-1].word))

#endif
