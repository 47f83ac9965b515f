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

typedef struct thimble_ebpf_state state_t;
typedef struct thimble_ebpf_instruction instruction_t;
typedef enum thimble_ebpf_status status_t;

#define DESTINATION state->registers[thimble_ebpf_destination(instruction)]
#define SOURCE state->registers[thimble_ebpf_source(instruction)]
#define OPERAND thimble_ebpf_operand(instruction)
#define OFFSET thimble_ebpf_offset(instruction)

/* The only difference between these bodies and a step: on to the next instruction. */
#define NEXT                                                                                       \
  do {                                                                                             \
    instruction = *next++;                                                                         \
    goto *labels[thimble_ebpf_opcode(instruction)];                                                \
  } while (0)

#define ARITHMETIC64(name, operation, operand)                                                     \
  name:                                                                                            \
  DESTINATION = ebpf_arithmetic(THIMBLE_EBPF_##operation, DESTINATION, operand, 64, false);        \
  NEXT;

#define ARITHMETIC32(name, operation, operand)                                                     \
  name:                                                                                            \
  DESTINATION = (uint32_t)ebpf_arithmetic(THIMBLE_EBPF_##operation, (uint32_t)DESTINATION,         \
                                          (uint32_t)(operand), 32, false);                         \
  NEXT;

#define JUMP64(name, operation, operand)                                                           \
  name:                                                                                            \
  if (ebpf_condition(THIMBLE_EBPF_##operation, DESTINATION, operand))                              \
    goto taken;                                                                                    \
  NEXT;

#define JUMP32(name, operation, operand)                                                           \
  name:                                                                                            \
  if (ebpf_condition(THIMBLE_EBPF_##operation, ebpf_sign_extend(DESTINATION, 32),                  \
                     ebpf_sign_extend(operand, 32)))                                               \
    goto taken;                                                                                    \
  NEXT;

#define LOAD(name, size)                                                                           \
  name:                                                                                            \
  bytes = ebpf_translate(state, SOURCE + (uint64_t)(int64_t)OFFSET, size, false);                  \
  if (bytes == NULL)                                                                               \
    goto generic;                                                                                  \
  DESTINATION = ebpf_read(bytes, size);                                                            \
  NEXT;

#define STORE(name, size, operand)                                                                 \
  name:                                                                                            \
  bytes = ebpf_translate(state, DESTINATION + (uint64_t)(int64_t)OFFSET, size, true);              \
  if (bytes == NULL)                                                                               \
    goto generic;                                                                                  \
  ebpf_write(bytes, size, operand);                                                                \
  NEXT;

#pragma GCC diagnostic ignored "-Woverride-init"
status_t thimble_ebpf_run(state_t *state) {
  static const void *const labels[256] = {
      [0 ... 255] = &&generic,
      [0x07] = &&add64_k, [0x0f] = &&add64_x, [0x1f] = &&sub64_x, [0x27] = &&mul64_k, [0x2f] = &&mul64_x, [0x47] = &&or64_k, [0x4f] = &&or64_x,
      [0x57] = &&and64_k, [0x5f] = &&and64_x, [0x67] = &&lsh64_k, [0x77] = &&rsh64_k, [0xaf] = &&xor64_x, [0xb7] = &&mov64_k, [0xbf] = &&mov64_x, [0xc7] = &&arsh64_k,
      [0x04] = &&add32_k, [0x0c] = &&add32_x, [0x1c] = &&sub32_x, [0x24] = &&mul32_k, [0x2c] = &&mul32_x, [0x44] = &&or32_k, [0x4c] = &&or32_x,
      [0x54] = &&and32_k, [0x5c] = &&and32_x, [0x64] = &&lsh32_k, [0x74] = &&rsh32_k, [0xa4] = &&xor32_k, [0xac] = &&xor32_x, [0xb4] = &&mov32_k, [0xbc] = &&mov32_x,
      [0x84] = &&neg32,
      [0x05] = &&ja, [0x15] = &&jeq64_k, [0x1d] = &&jeq64_x, [0x55] = &&jne64_k, [0x5d] = &&jne64_x, [0x25] = &&jgt64_k, [0x2d]=&&jgt64_x, [0xa5] = &&jlt64_k,
      [0x16] = &&jeq32_k, [0x1e] = &&jeq32_x, [0x56] = &&jne32_k, [0x5e] = &&jne32_x, [0x26] = &&jgt32_k, [0x2e] = &&jgt32_x, [0xa6] = &&jlt32_k, [0xae] = &&jlt32_x,
      [0x66] = &&jsgt32_k, [0x6e] = &&jsgt32_x, [0xc6] = &&jslt32_k, [0xce] = &&jslt32_x,
      [0x61] = &&ldxw, [0x69] = &&ldxh, [0x71] = &&ldxb, [0x79] = &&ldxdw, [0x63] = &&stxw, [0x6b] = &&stxh, [0x73] = &&stxb, [0x7b] = &&stxdw,
      [0x18] = &&lddw, [0x85] = &&call, [0x95] = &&leave,
  };
  const instruction_t *next = state->program + state->pc;
  const instruction_t *const program = state->program;
  int32_t limit = state->limit * 8;
  instruction_t instruction;
  uint8_t *bytes;
  status_t status;
  NEXT;

  ARITHMETIC64(add64_k, ADD, OPERAND)
  ARITHMETIC64(add64_x, ADD, SOURCE)
  ARITHMETIC64(sub64_x, SUB, SOURCE)
  ARITHMETIC64(mul64_k, MUL, OPERAND)
  ARITHMETIC64(mul64_x, MUL, SOURCE)
  ARITHMETIC64(or64_k, OR, OPERAND)
  ARITHMETIC64(or64_x, OR, SOURCE)
  ARITHMETIC64(and64_k, AND, OPERAND)
  ARITHMETIC64(and64_x, AND, SOURCE)
  ARITHMETIC64(lsh64_k, LSH, OPERAND)
  ARITHMETIC64(rsh64_k, RSH, OPERAND)
  ARITHMETIC64(xor64_x, XOR, SOURCE)
  ARITHMETIC64(mov64_k, MOV, OPERAND)
  ARITHMETIC64(arsh64_k, ARSH, OPERAND)
  ARITHMETIC32(add32_k, ADD, OPERAND)
  ARITHMETIC32(add32_x, ADD, SOURCE)
  ARITHMETIC32(sub32_x, SUB, SOURCE)
  ARITHMETIC32(mul32_k, MUL, OPERAND)
  ARITHMETIC32(mul32_x, MUL, SOURCE)
  ARITHMETIC32(or32_k, OR, OPERAND)
  ARITHMETIC32(or32_x, OR, SOURCE)
  ARITHMETIC32(and32_k, AND, OPERAND)
  ARITHMETIC32(and32_x, AND, SOURCE)
  ARITHMETIC32(lsh32_k, LSH, OPERAND)
  ARITHMETIC32(rsh32_k, RSH, OPERAND)
  ARITHMETIC32(xor32_k, XOR, OPERAND)
  ARITHMETIC32(xor32_x, XOR, SOURCE)
  ARITHMETIC32(mov32_k, MOV, OPERAND)
  ARITHMETIC32(neg32, NEG, OPERAND)

mov64_x:
  if (instruction.head >= 0x10000u)
    goto generic;
  DESTINATION = SOURCE;
  NEXT;
mov32_x:
  if (instruction.head >= 0x10000u)
    goto generic;
  DESTINATION = (uint32_t)SOURCE;
  NEXT;

  JUMP64(jeq64_k, JEQ, OPERAND)
  JUMP64(jeq64_x, JEQ, SOURCE)
  JUMP64(jne64_k, JNE, OPERAND)
  JUMP64(jne64_x, JNE, SOURCE)
  JUMP64(jgt64_k, JGT, OPERAND)
  JUMP64(jgt64_x, JGT, SOURCE)
  JUMP64(jlt64_k, JLT, OPERAND)
  JUMP32(jeq32_k, JEQ, OPERAND)
  JUMP32(jeq32_x, JEQ, SOURCE)
  JUMP32(jne32_k, JNE, OPERAND)
  JUMP32(jne32_x, JNE, SOURCE)
  JUMP32(jgt32_k, JGT, OPERAND)
  JUMP32(jgt32_x, JGT, SOURCE)
  JUMP32(jlt32_k, JLT, OPERAND)
  JUMP32(jlt32_x, JLT, SOURCE)
  JUMP32(jsgt32_k, JSGT, OPERAND)
  JUMP32(jsgt32_x, JSGT, SOURCE)
  JUMP32(jslt32_k, JSLT, OPERAND)
  JUMP32(jslt32_x, JSLT, SOURCE)

ja:
taken:;
  int32_t distance = OFFSET;
  int32_t new_limit = limit + distance * 8;
  const instruction_t *target = next + distance;
  if ((const char *)target - (const char *)program > new_limit)
    goto generic;
  limit = new_limit;
  next = target;
  NEXT;

  LOAD(ldxb, 1)
  LOAD(ldxh, 2)
  LOAD(ldxw, 4)
  LOAD(ldxdw, 8)
  STORE(stxb, 1, SOURCE)
  STORE(stxh, 2, SOURCE)
  STORE(stxw, 4, SOURCE)
  STORE(stxdw, 8, SOURCE)

lddw:
  DESTINATION = (uint32_t)instruction.immediate | (uint64_t)(uint32_t)next->immediate << 32;
  next++;
  NEXT;

call:
leave:
generic:
  state->pc = (uint32_t)(next - 1 - program);
  state->limit = limit / 8;
  status = thimble_ebpf_step(state);
  if (status != THIMBLE_EBPF_CONTINUE)
    return status;
  next = program + state->pc;
  limit = state->limit * 8;
  NEXT;
}
