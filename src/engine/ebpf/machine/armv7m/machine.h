/* SPDX-License-Identifier: Apache-2.0 */
/* machine.h (Armv7-M and Armv7E-M, Thumb-2): how run_fast.c reads registers and goes on.
 *
 * gcc does not find the load and store of two words here. Each of the three says just what
 * machine/portable/machine.h says. */
#ifndef THIMBLE_EBPF_MACHINE_H
#define THIMBLE_EBPF_MACHINE_H

#include "engine/ebpf/instruction.h"

#define EBPF_BODY(name) &&name

#define EBPF_DISPATCH(instruction, next, bodies)                                    \
  do {                                                                              \
    __asm__("ldrd %0, %1, [%2], #8"                                                 \
            : "=r"((instruction).head), "=r"((instruction).immediate), "+r"(next)); \
    goto *(bodies)[thimble_ebpf_opcode(instruction)];                               \
  } while (0)

/* The first register loaded is not the base: on the first Cortex-M3 an interrupt spoils that. */
static inline uint64_t ebpf_get(const uint64_t *slot) {
  uint32_t low, high;
  __asm__("ldrd %0, %1, [%2]" : "=&r"(low), "=r"(high) : "r"(slot), "m"(*slot));
  return low | (uint64_t)high << 32;
}

static inline void ebpf_set(uint64_t *slot, uint64_t value) {
  uint32_t low = (uint32_t)value, high = (uint32_t)(value >> 32);
  __asm__("strd %2, %3, [%1]" : "=m"(*slot) : "r"(slot), "r"(low), "r"(high));
}

#endif
