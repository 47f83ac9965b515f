/* SPDX-License-Identifier: Apache-2.0 */
/* step.c: what one instruction does: the definition of the semantics, by class (RFC 9669).
 *
 * Rules of use: the state holds the invariant of state.h. A step that returns CONTINUE has done the
 * instruction whole; any other status leaves `pc` at the instruction. */
#include "engine/ebpf/arithmetic.h"
#include "engine/ebpf/call.h"
#include "engine/ebpf/flow.h"
#include "engine/ebpf/memory.h"

typedef struct thimble_ebpf_state state_t;
typedef struct thimble_ebpf_instruction instruction_t;
typedef enum thimble_ebpf_status status_t;

static status_t go_on(state_t *state, uint32_t slots) {
  state->pc += slots;
  return THIMBLE_EBPF_CONTINUE;
}

static status_t jump_by(state_t *state, int32_t distance) {
  return ebpf_go(state, state->pc + 1 + (uint32_t)distance);
}

static uint64_t *destination_of(state_t *state, instruction_t instruction) {
  return &state->registers[EBPF_INDEX(thimble_ebpf_destination(instruction),
                                      THIMBLE_EBPF_REGISTERS)];
}

static uint64_t *source_of(state_t *state, instruction_t instruction) {
  return &state->registers[EBPF_INDEX(thimble_ebpf_source(instruction), THIMBLE_EBPF_REGISTERS)];
}

/* The second operand of arithmetic and conditions. */
static uint64_t operand_of(state_t *state, instruction_t instruction) {
  return thimble_ebpf_opcode(instruction) & THIMBLE_EBPF_X ? *source_of(state, instruction)
                                                           : thimble_ebpf_immediate(instruction);
}

static uint64_t byte_order(instruction_t instruction, uint64_t value) {
  uint32_t bits = (uint32_t)instruction.immediate;
  bool to_little = thimble_ebpf_opcode(instruction) == (THIMBLE_EBPF_END << 4 | THIMBLE_EBPF_ALU);
  return to_little ? ebpf_truncate(value, bits) : ebpf_swap(value, bits);
}

static uint64_t extend32(uint64_t value, bool is_signed) {
  return is_signed ? ebpf_sign_extend(value, 32) : ebpf_truncate(value, 32);
}

/* An operation whose offset may choose a variant: moves extend the sign from that many bits, and
 * division and remainder are signed (section 4.1). */
static uint64_t result_of(instruction_t instruction, uint64_t a, uint64_t b, uint32_t bits) {
  uint32_t operation = thimble_ebpf_opcode(instruction) >> 4;
  uint32_t variant = instruction.head / 0x10000u;
  if (operation == THIMBLE_EBPF_MOV)
    return variant == 0 ? b : ebpf_sign_extend(b, variant);
  bool is_signed = variant != 0 || operation == THIMBLE_EBPF_ARSH;
  if (bits == 32) {
    a = extend32(a, is_signed);
    b = extend32(b, is_signed);
  }
  return ebpf_arithmetic(operation, a, b, bits, is_signed);
}

static status_t step_arithmetic(state_t *state, instruction_t instruction) {
  uint64_t *destination = destination_of(state, instruction);
  uint8_t opcode = thimble_ebpf_opcode(instruction);
  uint32_t bits = opcode % 8 == THIMBLE_EBPF_ALU ? 32 : 64;
  if (opcode >> 4 == THIMBLE_EBPF_END)
    *destination = byte_order(instruction, *destination);
  else
    *destination = ebpf_truncate(
        result_of(instruction, *destination, operand_of(state, instruction), bits), bits);
  return go_on(state, 1);
}

static status_t enter(state_t *state, int32_t distance) {
  uint32_t return_to = state->pc + 1;
  if (!ebpf_may_enter(state))
    return THIMBLE_EBPF_TOO_DEEP;
  status_t status = jump_by(state, distance);
  if (status == THIMBLE_EBPF_CONTINUE)
    ebpf_enter(state, return_to);
  return status;
}

static status_t step_call(state_t *state, instruction_t instruction) {
  if (thimble_ebpf_source(instruction) == THIMBLE_EBPF_CALL_LOCAL)
    return enter(state, instruction.immediate);
  status_t status = thimble_ebpf_call_binding(state, (uint32_t)instruction.immediate);
  return status == THIMBLE_EBPF_CONTINUE ? go_on(state, 1) : status;
}

/* The end of the run is charged as a jump is: EXITED means that the fuel sufficed. */
static status_t step_exit(state_t *state) {
  state->left = ebpf_fuel_left(state);
  /*@ assert is_text(the_program); */
  if (state->left < 0)
    return THIMBLE_EBPF_OUT_OF_FUEL;
  if (state->depth == 0)
    return THIMBLE_EBPF_EXITED;
  ebpf_leave(state);
  return ebpf_go(state, ebpf_return_to(state));
}

/* Conditional jumps. 32-bit operands are extended with their sign, which keeps the order of
 * unsigned ones too. */
static status_t step_condition(state_t *state, instruction_t instruction) {
  uint8_t opcode = thimble_ebpf_opcode(instruction);
  uint64_t a = *destination_of(state, instruction);
  uint64_t b = operand_of(state, instruction);
  if (opcode % 8 == THIMBLE_EBPF_JMP32) {
    a = ebpf_sign_extend(a, 32);
    b = ebpf_sign_extend(b, 32);
  }
  if (ebpf_condition(opcode >> 4, a, b))
    return jump_by(state, thimble_ebpf_offset(instruction));
  return go_on(state, 1);
}

static status_t step_jump(state_t *state, instruction_t instruction) {
  switch (thimble_ebpf_opcode(instruction)) {
  case THIMBLE_EBPF_OPCODE_CALL:
    return step_call(state, instruction);
  case THIMBLE_EBPF_OPCODE_EXIT:
    return step_exit(state);
  case THIMBLE_EBPF_OPCODE_JA:
    return jump_by(state, thimble_ebpf_offset(instruction));
  case THIMBLE_EBPF_OPCODE_JA32:
    return jump_by(state, instruction.immediate);
  default:
    break;
  }
  return step_condition(state, instruction);
}

/* What an atomic operation leaves in memory. The high bits of ADD, OR, AND and XOR are those of the
 * arithmetic operations (section 5.3), and XCHG is none of them, which gives its source. */
static uint64_t atomic_result(const state_t *state, uint32_t operation, uint64_t old,
                              uint64_t source, uint32_t size) {
  if (operation == THIMBLE_EBPF_ATOMIC_CMPXCHG)
    return old == ebpf_truncate(state->registers[0], 8 * size) ? source : old;
  return ebpf_arithmetic(operation >> 4, old, source, 64, false);
}

/* Returns what to write. Atomic with regard to other containers and to the firmware's own use of
 * lent memory, since a run is never interleaved with them; not with regard to interrupts. */
static uint64_t step_atomic(state_t *state, instruction_t instruction, const uint8_t *bytes,
                            uint32_t size) {
  uint32_t operation = (uint32_t)instruction.immediate;
  uint64_t *source = source_of(state, instruction);
  uint64_t old = ebpf_read(bytes, size);
  uint64_t result = atomic_result(state, operation, old, *source, size);
  if (operation == THIMBLE_EBPF_ATOMIC_CMPXCHG)
    state->registers[0] = old;
  else if (operation % 2 == THIMBLE_EBPF_ATOMIC_FETCH)
    *source = old;
  return result;
}

static void load(uint64_t *destination, const uint8_t *bytes, uint32_t size, uint32_t mode) {
  uint64_t value = ebpf_read(bytes, size);
  *destination = mode == THIMBLE_EBPF_MODE_MEMSX ? ebpf_sign_extend(value, 8 * size) : value;
}

static void store(state_t *state, instruction_t instruction, uint8_t *bytes, uint32_t size) {
  uint8_t opcode = thimble_ebpf_opcode(instruction);
  uint64_t value = thimble_ebpf_immediate(instruction);
  if (opcode % 8 == THIMBLE_EBPF_STX)
    value = *source_of(state, instruction);
  if (opcode >> 5 == THIMBLE_EBPF_MODE_ATOMIC)
    value = step_atomic(state, instruction, bytes, size);
  ebpf_write(bytes, size, value);
}

/* Loads and stores. The address is a sum of 64 bits, modular. */
static status_t step_memory(state_t *state, instruction_t instruction) {
  uint8_t opcode = thimble_ebpf_opcode(instruction);
  uint32_t size = thimble_ebpf_width(opcode);
  bool writes = opcode % 8 != THIMBLE_EBPF_LDX;
  uint64_t *destination = destination_of(state, instruction);
  uint64_t base = writes ? *destination : *source_of(state, instruction);
  uint8_t *bytes;
  if (!thimble_ebpf_locate(state, base + (uint64_t)(int64_t)thimble_ebpf_offset(instruction), size,
                           writes, &bytes))
    return writes ? THIMBLE_EBPF_BAD_STORE : THIMBLE_EBPF_BAD_LOAD;
  if (writes)
    store(state, instruction, bytes, size);
  else
    load(destination, bytes, size, opcode >> 5);
  return go_on(state, 1);
}

static status_t step_wide(state_t *state, instruction_t instruction) {
  uint32_t low = (uint32_t)instruction.immediate;
  uint32_t high = (uint32_t)state->program[state->pc + 1].immediate;
  *destination_of(state, instruction) = low | (uint64_t)high << 32;
  return go_on(state, 2);
}

status_t thimble_ebpf_step(state_t *state) {
  instruction_t instruction = state->program[state->pc];
  switch (thimble_ebpf_opcode(instruction) % 8) {
  case THIMBLE_EBPF_LD:
    return step_wide(state, instruction);
  case THIMBLE_EBPF_LDX:
  case THIMBLE_EBPF_ST:
  case THIMBLE_EBPF_STX:
    return step_memory(state, instruction);
  case THIMBLE_EBPF_JMP:
  case THIMBLE_EBPF_JMP32:
    return step_jump(state, instruction);
  default:
    break;
  }
  return step_arithmetic(state, instruction);
}
