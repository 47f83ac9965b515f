/* SPDX-License-Identifier: Apache-2.0 */
/* run_fast.c: the fast interpreter: computed goto for frequent instructions, a step for the others.
 * Chosen by THIMBLE_EBPF_RUN=fast.
 *
 * Rules of use: a body either does exactly what thimble_ebpf_step() does for its opcode, made of the
 * same functions, or changes nothing and goes to `generic`, which calls the step. So traps, the end
 * of the fuel and everything rare have one definition, in step.c. */
#include "engine/ebpf/arithmetic.h"
#include "engine/ebpf/flow.h"
#include "engine/ebpf/memory.h"
#include "machine.h"

typedef struct thimble_ebpf_state state_t;
typedef struct thimble_ebpf_instruction instruction_t;
typedef enum thimble_ebpf_status status_t;

/* The bodies. ARITHMETIC(name, opcode, operation, width, operand), JUMP the same, LOAD(name, opcode,
 * size), STORE(name, opcode, size, operand), OTHER(name, opcode). Chosen by how often compilers emit
 * them. */
#define BODIES(ARITHMETIC, JUMP, LOAD, STORE, OTHER) \
  ARITHMETIC(add64_k, 0x07, ADD, 64, OPERAND) \
  ARITHMETIC(add64_x, 0x0f, ADD, 64, SOURCE) \
  ARITHMETIC(sub64_x, 0x1f, SUB, 64, SOURCE) \
  ARITHMETIC(and64_k, 0x57, AND, 64, OPERAND) \
  ARITHMETIC(lsh64_k, 0x67, LSH, 64, OPERAND) \
  ARITHMETIC(rsh64_k, 0x77, RSH, 64, OPERAND) \
  ARITHMETIC(mov64_k, 0xb7, MOV, 64, OPERAND) \
  ARITHMETIC(add32_k, 0x04, ADD, 32, OPERAND) \
  ARITHMETIC(add32_x, 0x0c, ADD, 32, *SOURCE_SLOT) \
  ARITHMETIC(sub32_x, 0x1c, SUB, 32, *SOURCE_SLOT) \
  ARITHMETIC(mul32_k, 0x24, MUL, 32, OPERAND) \
  ARITHMETIC(mul32_x, 0x2c, MUL, 32, *SOURCE_SLOT) \
  ARITHMETIC(or32_x, 0x4c, OR, 32, *SOURCE_SLOT) \
  ARITHMETIC(and32_k, 0x54, AND, 32, OPERAND) \
  ARITHMETIC(and32_x, 0x5c, AND, 32, *SOURCE_SLOT) \
  ARITHMETIC(lsh32_k, 0x64, LSH, 32, OPERAND) \
  ARITHMETIC(rsh32_k, 0x74, RSH, 32, OPERAND) \
  ARITHMETIC(xor32_k, 0xa4, XOR, 32, OPERAND) \
  ARITHMETIC(xor32_x, 0xac, XOR, 32, *SOURCE_SLOT) \
  ARITHMETIC(mov32_k, 0xb4, MOV, 32, OPERAND) \
  JUMP(jeq64_k, 0x15, JEQ, 64, OPERAND) \
  JUMP(jne64_k, 0x55, JNE, 64, OPERAND) \
  JUMP(jne64_x, 0x5d, JNE, 64, SOURCE) \
  JUMP(jgt64_k, 0x25, JGT, 64, OPERAND) \
  JUMP(jgt64_x, 0x2d, JGT, 64, SOURCE) \
  JUMP(jge64_x, 0x3d, JGE, 64, SOURCE) \
  JUMP(jlt64_k, 0xa5, JLT, 64, OPERAND) \
  JUMP(jlt64_x, 0xad, JLT, 64, SOURCE) \
  JUMP(jeq32_k, 0x16, JEQ, 32, OPERAND) \
  JUMP(jeq32_x, 0x1e, JEQ, 32, *SOURCE_SLOT) \
  JUMP(jne32_k, 0x56, JNE, 32, OPERAND) \
  JUMP(jne32_x, 0x5e, JNE, 32, *SOURCE_SLOT) \
  JUMP(jgt32_k, 0x26, JGT, 32, OPERAND) \
  JUMP(jgt32_x, 0x2e, JGT, 32, *SOURCE_SLOT) \
  JUMP(jge32_x, 0x3e, JGE, 32, *SOURCE_SLOT) \
  JUMP(jlt32_k, 0xa6, JLT, 32, OPERAND) \
  JUMP(jlt32_x, 0xae, JLT, 32, *SOURCE_SLOT) \
  JUMP(jle32_x, 0xbe, JLE, 32, *SOURCE_SLOT) \
  JUMP(jsgt32_k, 0x66, JSGT, 32, OPERAND) \
  JUMP(jsgt32_x, 0x6e, JSGT, 32, *SOURCE_SLOT) \
  JUMP(jsge32_x, 0x7e, JSGE, 32, *SOURCE_SLOT) \
  JUMP(jslt32_k, 0xc6, JSLT, 32, OPERAND) \
  JUMP(jslt32_x, 0xce, JSLT, 32, *SOURCE_SLOT) \
  JUMP(jsle32_x, 0xde, JSLE, 32, *SOURCE_SLOT) \
  LOAD(load8, 0x71, 1) \
  LOAD(load16, 0x69, 2) \
  LOAD(load32, 0x61, 4) \
  LOAD(load64, 0x79, 8) \
  STORE(store8, 0x73, 1, *SOURCE_SLOT) \
  STORE(store16, 0x6b, 2, *SOURCE_SLOT) \
  STORE(store32, 0x63, 4, *SOURCE_SLOT) \
  STORE(store64, 0x7b, 8, SOURCE) \
  OTHER(move64, 0xbf) \
  OTHER(move32, 0xbc) \
  OTHER(wide, 0x18) \
  OTHER(jump, 0x05) \
  OTHER(call, 0x85) \
  OTHER(leave, 0x95)

#define ENTRY(name, opcode, ...) [opcode] = EBPF_BODY(name),
#define DESTINATION (&state->registers[thimble_ebpf_destination(instruction)])
#define SOURCE_SLOT (&state->registers[thimble_ebpf_source(instruction)])
#define SOURCE ebpf_get(SOURCE_SLOT)
#define OPERAND thimble_ebpf_immediate(instruction)
#define OFFSET thimble_ebpf_offset(instruction)

/* The only difference between these bodies and a step: on to the next instruction. */
#define NEXT EBPF_DISPATCH(instruction, next, bodies)

#define COMPUTE_64(operation, operand) ebpf_arithmetic(operation, ebpf_get(DESTINATION), operand, 64, false)
#define COMPUTE_32(operation, operand) (uint32_t)ebpf_arithmetic(operation, (operation) == THIMBLE_EBPF_ARSH ? ebpf_sign_extend(*DESTINATION, 32) : (uint32_t)*DESTINATION, (uint32_t)(operand), 32, false)
#define ARITHMETIC(name, opcode, operation, width, operand) \
  name: \
  ebpf_set(DESTINATION, COMPUTE_##width(THIMBLE_EBPF_##operation, operand)); \
  NEXT;

#define COMPARE_64(operation, operand) ebpf_condition(operation, ebpf_get(DESTINATION), operand)
#define EXTEND(operation, value)                                                                   \
  (ebpf_compares_signed(operation) ? ebpf_sign_extend(value, 32) : (uint32_t)(value))
#define COMPARE_32(operation, operand) ebpf_condition(operation, EXTEND(operation, *DESTINATION), EXTEND(operation, operand))
#define JUMP(name, opcode, operation, width, operand) \
  name: \
  if (COMPARE_##width(THIMBLE_EBPF_##operation, operand)) \
    goto jump; \
  NEXT;

#define LOAD(name, opcode, size) \
  name: \
  if (!ebpf_translate(state->regions, SOURCE + (uint64_t)(int64_t)OFFSET, size, false, &bytes)) \
    goto generic; \
  ebpf_set(DESTINATION, ebpf_read(bytes, size)); \
  NEXT;

#define STORE(name, opcode, size, operand) \
  name: \
  if (!ebpf_translate(state->regions, ebpf_get(DESTINATION) + (uint64_t)(int64_t)OFFSET, size, true, &bytes)) \
    goto generic; \
  ebpf_write(bytes, size, operand); \
  NEXT;

/* Fuel, as in flow.h, with the limit in bytes from the start of the program. */
#define OUT_OF_FUEL ((const char *)next - (const char *)state->program > limit)
#define GO(slots)                                                                                  \
  do {                                                                                             \
    int32_t moved = (slots);                                                                       \
    next += moved;                                                                                 \
    limit += moved * (int32_t)THIMBLE_EBPF_SLOT;                                                   \
    NEXT;                                                                                          \
  } while (0)

#define NOTHING(...)

#pragma GCC diagnostic ignored "-Woverride-init"
status_t thimble_ebpf_run(state_t *state, uint32_t fuel) {
  static const void *const bodies[256] = {
      [0 ... 255] = EBPF_BODY(generic),
      BODIES(ENTRY, ENTRY, ENTRY, ENTRY, ENTRY)};
  const instruction_t *next = state->program + state->entry;
  int32_t limit = ebpf_first_limit(state->entry, fuel);
  instruction_t instruction;
  int32_t distance;
  uint8_t *bytes;
  status_t status;
  NEXT;

  BODIES(ARITHMETIC, JUMP, LOAD, STORE, NOTHING)

move64:
  if (instruction.head >= 0x10000u)
    goto generic;
  ebpf_set(DESTINATION, SOURCE);
  NEXT;
move32:
  if (instruction.head >= 0x10000u)
    goto generic;
  ebpf_set(DESTINATION, (uint32_t)*SOURCE_SLOT);
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
  distance = (int32_t)ebpf_return_to(state) - (int32_t)(next - state->program);
  ebpf_leave(state);
  GO(distance);

wide:
  ebpf_set(DESTINATION, (uint32_t)instruction.immediate | (uint64_t)(uint32_t)next->immediate << 32);
  next++;
  NEXT;

generic:
  state->pc = (uint32_t)(next - 1 - state->program);
  state->limit = limit;
  status = thimble_ebpf_step(state);
  if (status != THIMBLE_EBPF_CONTINUE)
    return status;
  next = state->program + state->pc;
  limit = state->limit;
  NEXT;
}
