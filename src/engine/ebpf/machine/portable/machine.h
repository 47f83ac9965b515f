/* SPDX-License-Identifier: Apache-2.0 */
/* machine.h (portable): how run_fast.c reads registers and goes to the next body, in C.
 *
 * The other machine.h files say the same in the words of one processor. CMake chooses the folder.
 */
#ifndef THIMBLE_EBPF_MACHINE_H
#define THIMBLE_EBPF_MACHINE_H

#include "engine/ebpf/instruction.h"

/* An entry of the table of bodies. */
#define EBPF_BODY(name) &&name

/* Takes the next instruction and goes to its body in the table `bodies`. */
#define EBPF_DISPATCH(instruction, next, bodies)      \
  do {                                                \
    (instruction) = *(next)++;                        \
    goto *(bodies)[thimble_ebpf_opcode(instruction)]; \
  } while (0)

static inline uint64_t ebpf_get(const uint64_t *slot) {
  return *slot;
}

static inline void ebpf_set(uint64_t *slot, uint64_t value) {
  *slot = value;
}

#endif
