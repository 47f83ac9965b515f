/* SPDX-License-Identifier: Apache-2.0 */
/* assembly.h: programs slot by slot, as initialisers: `INSTRUCTION text[] = {MOVE(0, 42), EXIT};`.
 *
 * Registers are numbers, distances count slots from the next instruction. The encoding is written
 * down here anew, from RFC 9669, section 3, so that it checks the engine's own. */
#ifndef THIMBLE_TEST_EBPF_ASSEMBLY_H
#define THIMBLE_TEST_EBPF_ASSEMBLY_H

#include "engine/ebpf/instruction.h"

typedef struct thimble_ebpf_instruction instruction_t;

#define SLOT(opcode, destination, source, offset, immediate)                       \
  {                                                                                \
    (uint32_t)(opcode) | (uint32_t)(destination) << 8 | (uint32_t)(source) << 12 | \
        (uint32_t)(uint16_t)(offset) << 16,                                        \
        (int32_t)(immediate)                                                       \
  }

/* Two fields of struct container_parts. */
#define TEXT(...)                               \
  .text = (const instruction_t[]){__VA_ARGS__}, \
  .slots = sizeof((const instruction_t[]){__VA_ARGS__}) / sizeof(instruction_t)

#define MOVE(destination, immediate) SLOT(0xb7, destination, 0, 0, immediate)
#define COPY(destination, source) SLOT(0xbf, destination, source, 0, 0)
#define ADD(destination, immediate) SLOT(0x07, destination, 0, 0, immediate)
#define ADD_REGISTER(destination, source) SLOT(0x0f, destination, source, 0, 0)
#define XOR_REGISTER(destination, source) SLOT(0xaf, destination, source, 0, 0)
#define SHIFT_LEFT(destination, immediate) SLOT(0x67, destination, 0, 0, immediate)

/* Two slots: a 64-bit number in halves, or a guest address. */
#define WIDE(destination, high, low) SLOT(0x18, destination, 0, 0, low), SLOT(0x00, 0, 0, 0, high)
#define ADDRESS(destination, region, offset) WIDE(destination, region, offset)

#define LOAD8(destination, source, offset) SLOT(0x71, destination, source, offset, 0)
#define LOAD16(destination, source, offset) SLOT(0x69, destination, source, offset, 0)
#define LOAD32(destination, source, offset) SLOT(0x61, destination, source, offset, 0)
#define LOAD64(destination, source, offset) SLOT(0x79, destination, source, offset, 0)
#define STORE8(destination, offset, source) SLOT(0x73, destination, source, offset, 0)
#define STORE32(destination, offset, source) SLOT(0x63, destination, source, offset, 0)
#define STORE64(destination, offset, source) SLOT(0x7b, destination, source, offset, 0)
#define STORE8_NUMBER(destination, offset, immediate) SLOT(0x72, destination, 0, offset, immediate)
#define STORE64_NUMBER(destination, offset, immediate) SLOT(0x7a, destination, 0, offset, immediate)

#define JUMP(distance) SLOT(0x05, 0, 0, distance, 0)
#define JUMP_FAR(distance) SLOT(0x06, 0, 0, 0, distance)
#define JUMP_IF_EQUAL(destination, immediate, distance) \
  SLOT(0x15, destination, 0, distance, immediate)
#define JUMP_IF_NOT(destination, immediate, distance) \
  SLOT(0x55, destination, 0, distance, immediate)
#define CALL(binding) SLOT(0x85, 0, 0, 0, binding)
#define CALL_LOCAL(distance) SLOT(0x85, 0, 1, 0, distance)
#define EXIT SLOT(0x95, 0, 0, 0, 0)

/* Regions (SPEC.md, 3.2), and the address of a byte in one. */
enum {
  STACK = 1,
  DATA = 2,
  READ_ONLY = 3,
  CONTEXT = 4
};
#define GUEST_ADDRESS(region, offset) ((uint64_t)(region) << 32 | (uint32_t)(offset))

#endif
