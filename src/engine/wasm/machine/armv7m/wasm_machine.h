/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_machine.h (Armv7-M and Armv7E-M, Thumb-2): what run.c leaves to the processor's own words.
 *
 * gcc does not find the subtraction that sets the flags, nor the increment of an address; it makes
 * three instructions of a jump through a table; it gives the registers to what is named most often
 * and not to what runs most often; and it loads a byte twice to look at its sign. Each macro says
 * just what machine/portable/wasm_machine.h says.
 *
 * The dispatch jumps behind the compiler's back: for the compiler it goes to the label
 * `bodies_follow`, which goes to any body. Both are the same, since nothing has to be moved on that
 * way: what lives from one body to the next is in the registers named here, all of them operands of
 * the dispatch, or in memory, which it clobbers. */
#ifndef THIMBLE_WASM_MACHINE_H
#define THIMBLE_WASM_MACHINE_H

/* Bit 0 says that it is Thumb code. */
#define WASM_BODY(label) (const void *)((const char *)&&label + 1)

#define WASM_DISPATCH                                                                        \
  do {                                                                                       \
    uint32_t dispatched;                                                                     \
    __asm__ goto("subs %[left], #1\n\t"                                                      \
                 "bmi %l[out_of_fuel]\n\t"                                                   \
                 "ldrb %[opcode], [%[next]], #1\n\t"                                         \
                 "ldr pc, [%[table], %[opcode], lsl #2]"                                     \
                 : [left] "+r"(fuel), [next] "+r"(ip), [opcode] "=&r"(dispatched), "+r"(sp), \
                   "+r"(branch), "+r"(locals), "+r"(data), "+r"(size)                        \
                 : [table] "r"(bodies)                                                       \
                 : "cc", "memory"                                                            \
                 : out_of_fuel, bodies_follow);                                              \
    __builtin_unreachable();                                                                 \
  } while (0)

#define WASM_REGISTER(name) __asm__(name)

#define WASM_OPAQUE(value) __asm__("" : "+r"(value))

#endif
