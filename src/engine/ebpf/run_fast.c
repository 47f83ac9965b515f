/* SPDX-License-Identifier: Apache-2.0 */
/* run_fast.c: the fast interpreter: computed goto for frequent instructions, a step for the others.
 * Chosen by THIMBLE_EBPF_RUN=fast.
 *
 * Rules of use: a body either does exactly what thimble_ebpf_step() does for its opcode, made of
 * the same functions, or changes nothing and goes to `generic`, which calls the step. So traps, the
 * end of the fuel and everything rare have one definition, in step.c. The only difference between a
 * body and the step is NEXT. */
#include "engine/ebpf/arithmetic.h"
#include "engine/ebpf/bodies.h"
#include "engine/ebpf/flow.h"
#include "engine/ebpf/memory.h"
#include "machine.h"

typedef struct thimble_ebpf_state state_t;
typedef struct thimble_ebpf_instruction instruction_t;
typedef enum thimble_ebpf_status status_t;

/* The table of bodies: an entry for each row of bodies.h. */
#define FORM_K 0
#define FORM_X THIMBLE_EBPF_X
#define ALU_32 THIMBLE_EBPF_ALU
#define ALU_64 THIMBLE_EBPF_ALU64
#define JMP_32 THIMBLE_EBPF_JMP32
#define JMP_64 THIMBLE_EBPF_JMP
#define CLASS_LOAD THIMBLE_EBPF_LDX
#define CLASS_STORE THIMBLE_EBPF_STX
#define WIDTH_8 0x10
#define WIDTH_16 0x08
#define WIDTH_32 0x00
#define WIDTH_64 0x18
#define ARITHMETIC_ENTRY(operation, width, form)                \
  [THIMBLE_EBPF_##operation << 4 | FORM_##form | ALU_##width] = \
      EBPF_BODY(operation##_##width##_##form),
#define JUMP_ENTRY(operation, width, form)                      \
  [THIMBLE_EBPF_##operation << 4 | FORM_##form | JMP_##width] = \
      EBPF_BODY(operation##_##width##_##form),
#define MEMORY_ENTRY(direction, bits) \
  [THIMBLE_EBPF_MODE_MEM << 5 | WIDTH_##bits | CLASS_##direction] = EBPF_BODY(direction##_##bits),
#define OTHER_ENTRY(name, opcode) [opcode] = EBPF_BODY(name),

/* The fields of the instruction that runs. */
#define DESTINATION (&state->registers[thimble_ebpf_destination(instruction)])
#define SOURCE (&state->registers[thimble_ebpf_source(instruction)])
#define OFFSET thimble_ebpf_offset(instruction)
#define VALUE_32(slot) ((uint32_t) * (slot))
#define VALUE_64(slot) ebpf_get(slot)
#define OPERAND_32_K ((uint32_t)instruction.immediate)
#define OPERAND_64_K thimble_ebpf_immediate(instruction)
#define OPERAND_32_X VALUE_32(SOURCE)
#define OPERAND_64_X VALUE_64(SOURCE)

/* On to the next instruction. */
#define NEXT EBPF_DISPATCH(instruction, next, bodies)

/* Fuel, as in flow.h: the bytes from the start of the program, against the limit. */
#define OUT_OF_FUEL ((const char *)next - (const char *)state->program > limit)

/* Goes on `slots` further. Nothing overflows: verification keeps targets inside the program. */
#define GO(slots)                                   \
  do {                                              \
    int32_t distance = (slots);                     \
    next += distance;                               \
    limit += distance * (int32_t)THIMBLE_EBPF_SLOT; \
    NEXT;                                           \
  } while (0)

#define ARITHMETIC_BODY(operation, width, form)                                         \
  operation##_##width##_##form                                                          \
      : ebpf_set(DESTINATION, TRUNCATE_##width(ebpf_arithmetic(                         \
                                  THIMBLE_EBPF_##operation, VALUE_##width(DESTINATION), \
                                  OPERAND_##width##_##form, width, false)));            \
  NEXT;
#define TRUNCATE_32(value) (uint32_t)(value)
#define TRUNCATE_64(value) (value)

/* 32-bit operands are extended with their sign only where the comparison is signed: gcc then
 * compares 32 bits. */
#define JUMP_BODY(operation, width, form)                                                         \
  operation##_##width##_##form                                                                    \
      : if (ebpf_condition(THIMBLE_EBPF_##operation,                                              \
                           EXTEND_##width(THIMBLE_EBPF_##operation, VALUE_##width(DESTINATION)),  \
                           EXTEND_##width(THIMBLE_EBPF_##operation, OPERAND_##width##_##form))) { \
    goto jump;                                                                                    \
  }                                                                                               \
  NEXT;
#define EXTEND_32(operation, value) \
  (ebpf_compares_signed(operation) ? ebpf_sign_extend(value, 32) : (value))
#define EXTEND_64(operation, value) (value)

#define LOCATE(base, bits, write)                                                               \
  ebpf_translate(state->regions, ebpf_get(base) + (uint64_t)(int64_t)OFFSET, (bits) / 8, write, \
                 &bytes)
#define LOAD_BODY(bits)                                \
  if (!LOCATE(SOURCE, bits, false))                    \
    goto generic;                                      \
  ebpf_set(DESTINATION, ebpf_read(bytes, (bits) / 8)); \
  NEXT;
#define STORE_BODY(bits)                        \
  if (!LOCATE(DESTINATION, bits, true))         \
    goto generic;                               \
  ebpf_write(bytes, (bits) / 8, STORED_##bits); \
  NEXT;
#define STORED_8 VALUE_32(SOURCE)
#define STORED_16 VALUE_32(SOURCE)
#define STORED_32 VALUE_32(SOURCE)
#define STORED_64 VALUE_64(SOURCE)
#define MEMORY_BODY(direction, bits) direction##_##bits : direction##_BODY(bits)

#pragma GCC diagnostic ignored "-Woverride-init"
status_t thimble_ebpf_run(state_t *state, uint32_t fuel) {
  static const void *const bodies[256] = {
      [0 ... 255] = EBPF_BODY(generic),
      EBPF_ARITHMETIC_BODIES(ARITHMETIC_ENTRY) EBPF_JUMP_BODIES(JUMP_ENTRY)
          EBPF_MEMORY_BODIES(MEMORY_ENTRY) EBPF_OTHER_BODIES(OTHER_ENTRY)};
  const instruction_t *next = state->program + state->entry;
  int32_t limit = ebpf_first_limit(state->entry, fuel);
  instruction_t instruction;
  uint8_t *bytes;
  NEXT;

  EBPF_ARITHMETIC_BODIES(ARITHMETIC_BODY)
  EBPF_JUMP_BODIES(JUMP_BODY)
  EBPF_MEMORY_BODIES(MEMORY_BODY)

move_64: /* with an offset it would extend a sign */
  if (instruction.head >= 0x10000u)
    goto generic;
  ebpf_set(DESTINATION, ebpf_get(SOURCE));
  NEXT;

move_32:
  if (instruction.head >= 0x10000u)
    goto generic;
  ebpf_set(DESTINATION, VALUE_32(SOURCE));
  NEXT;

wide:
  ebpf_set(DESTINATION,
           (uint32_t)instruction.immediate | (uint64_t)(uint32_t)next->immediate << 32);
  next++;
  NEXT;

jump:
  if (OUT_OF_FUEL)
    goto generic;
  GO(OFFSET);

call:
  if (thimble_ebpf_source(instruction) != THIMBLE_EBPF_CALL_LOCAL || !ebpf_may_enter(state) ||
      OUT_OF_FUEL)
    goto generic;
  ebpf_enter(state, (uint32_t)(next - state->program));
  GO(instruction.immediate);

leave:
  if (OUT_OF_FUEL)
    goto generic;
  if (state->depth == 0) {
    state->left = limit - (int32_t)((const char *)next - (const char *)state->program);
    return THIMBLE_EBPF_EXITED;
  }
  ebpf_leave(state);
  GO((int32_t)ebpf_return_to(state) - (int32_t)(next - state->program));

generic:
  state->pc = (uint32_t)(next - 1 - state->program);
  state->limit = limit;
  status_t status = thimble_ebpf_step(state);
  if (status != THIMBLE_EBPF_CONTINUE)
    return status;
  next = state->program + state->pc;
  limit = state->limit;
  NEXT;
}
