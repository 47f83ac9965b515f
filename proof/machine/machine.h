/* SPDX-License-Identifier: Apache-2.0 */
/* machine.h (proof): goes to one body of run_fast.c and leaves after it. EBPF_DISPATCH is all the
 * difference between what is proved and what ships: the shipped ones go on to the next body.
 *
 * An entry that the table fills as a range is null here, since CBMC fills no ranges: it means
 * `generic`, as it does there. */
#ifndef THIMBLE_EBPF_MACHINE_H
#define THIMBLE_EBPF_MACHINE_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/ebpf/instruction.h"

/* Where a body went on, and with what limit. */
static bool is_dispatched;
static const struct thimble_ebpf_instruction *next_left;
static int32_t limit_left;

#define EBPF_BODY(name) &&name

#define EBPF_DISPATCH(instruction, next, bodies)       \
  do {                                                 \
    if (is_dispatched) {                               \
      next_left = (next);                              \
      limit_left = limit;                              \
      return THIMBLE_EBPF_CONTINUE;                    \
    }                                                  \
    is_dispatched = true;                              \
    (instruction) = *(next)++;                         \
    uint8_t opcode = thimble_ebpf_opcode(instruction); \
    const void *body = (bodies)[opcode];               \
    goto *(body == NULL ? &&generic : body);           \
  } while (0)

/* A register, by a pointer to it. */
static uint64_t ebpf_get(const uint64_t *slot);
static void ebpf_set(uint64_t *slot, uint64_t value);

#endif
