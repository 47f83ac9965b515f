/* SPDX-License-Identifier: Apache-2.0 */
/* verify.c: see verify.h.
 *
 * The argument that control stays on instructions: a second slot has opcode 0 and is accepted only
 * behind a wide instruction, whose own check demands opcode 0 behind it. So slot i starts an
 * instruction exactly when its opcode is not 0, and a look at the target's opcode is enough. */
#include "engine/ebpf/verify.h"

#include <stdbool.h>

#include "engine/ebpf/opcode.h"
#include "engine/ebpf/proof.h"

typedef struct thimble_ebpf_instruction instruction_t;

static enum thimble_reason check_target(const struct thimble_ebpf_text *text, uint32_t place,
                                        int32_t distance, uint32_t *detail) {
  /* Unsigned, since place + 1 + distance may leave 32 signed bits; a wrapped target is out of range
   * because length is far below 2^31. */
  uint32_t target = place + 1 + (uint32_t)distance;
  *detail = target;
  if (target >= text->length)
    return THIMBLE_REASON_TARGET;
  if (thimble_ebpf_opcode(text->program[target]) == THIMBLE_EBPF_OPCODE_SECOND_SLOT)
    return THIMBLE_REASON_TARGET_INSIDE;
  return THIMBLE_REASON_NONE;
}

static enum thimble_reason check_binding(const struct thimble_ebpf_text *text, uint32_t number) {
  if (number >= text->bindings->count || text->bindings->bindings[number].function == NULL)
    return THIMBLE_REASON_UNKNOWN_BINDING;
  if ((text->granted >> text->bindings->bindings[number].grant & 1) == 0)
    return THIMBLE_REASON_BINDING_NOT_GRANTED;
  return THIMBLE_REASON_NONE;
}

static enum thimble_reason check_call(const struct thimble_ebpf_text *text, uint32_t place,
                                      uint32_t *detail) {
  instruction_t call = text->program[place];
  switch (thimble_ebpf_source(call)) {
  case THIMBLE_EBPF_CALL_BINDING:
    *detail = (uint32_t)call.immediate;
    return check_binding(text, (uint32_t)call.immediate);
  case THIMBLE_EBPF_CALL_LOCAL:
    return check_target(text, place, call.immediate, detail);
  default:
    *detail = thimble_ebpf_source(call);
    return THIMBLE_REASON_CALL_KIND;
  }
}

static enum thimble_reason check_wide(const struct thimble_ebpf_text *text, uint32_t place,
                                      uint32_t *detail) {
  *detail = thimble_ebpf_source(text->program[place]);
  if (*detail != 0)
    return THIMBLE_REASON_WIDE_KIND;
  if (place + 1 >= text->length || text->program[place + 1].head != THIMBLE_EBPF_OPCODE_SECOND_SLOT)
    return THIMBLE_REASON_WIDE;
  if (place + 2 >= text->length)
    return THIMBLE_REASON_FALLS_OFF;
  return THIMBLE_REASON_NONE;
}

static enum thimble_reason check_atomic(instruction_t instruction, uint32_t *detail) {
  uint32_t operation = (uint32_t)instruction.immediate;
  *detail = operation;
  switch (operation) {
  case THIMBLE_EBPF_ATOMIC_ADD:
  case THIMBLE_EBPF_ATOMIC_OR:
  case THIMBLE_EBPF_ATOMIC_AND:
  case THIMBLE_EBPF_ATOMIC_XOR:
  case THIMBLE_EBPF_ATOMIC_CMPXCHG: /* writes r0 */
    return THIMBLE_REASON_NONE;
  case THIMBLE_EBPF_ATOMIC_ADD | THIMBLE_EBPF_ATOMIC_FETCH:
  case THIMBLE_EBPF_ATOMIC_OR | THIMBLE_EBPF_ATOMIC_FETCH:
  case THIMBLE_EBPF_ATOMIC_AND | THIMBLE_EBPF_ATOMIC_FETCH:
  case THIMBLE_EBPF_ATOMIC_XOR | THIMBLE_EBPF_ATOMIC_FETCH:
  case THIMBLE_EBPF_ATOMIC_XCHG: /* these write the source register */
    return thimble_ebpf_source(instruction) == THIMBLE_EBPF_FRAME ? THIMBLE_REASON_FRAME_REGISTER
                                                                  : THIMBLE_REASON_NONE;
  default:
    return THIMBLE_REASON_VARIANT;
  }
}

/* Division and remainder have offset 0 or 1; moves between registers 0, 8, 16 or, in 64 bits, 32.
 */
static enum thimble_reason check_offset_variant(instruction_t instruction, uint32_t *detail) {
  uint8_t opcode = thimble_ebpf_opcode(instruction);
  uint32_t variant = instruction.head / 0x10000u;
  *detail = variant;
  bool accepted = variant <= 1;
  if (opcode >> 4 == THIMBLE_EBPF_MOV)
    accepted = variant == 0 || variant == 8 || variant == 16 ||
               (variant == 32 && opcode % 8 == THIMBLE_EBPF_ALU64);
  return accepted ? THIMBLE_REASON_NONE : THIMBLE_REASON_VARIANT;
}

static enum thimble_reason check_byte_order(instruction_t instruction, uint32_t *detail) {
  int32_t bits = instruction.immediate;
  *detail = (uint32_t)bits;
  return bits == 16 || bits == 32 || bits == 64 ? THIMBLE_REASON_NONE : THIMBLE_REASON_VARIANT;
}

static enum thimble_reason check_special(const struct thimble_ebpf_text *text, uint32_t place,
                                         uint32_t *detail) {
  instruction_t instruction = text->program[place];
  uint8_t opcode = thimble_ebpf_opcode(instruction);
  switch (opcode) {
  case THIMBLE_EBPF_OPCODE_LDDW:
    return check_wide(text, place, detail);
  case THIMBLE_EBPF_OPCODE_CALL:
    return check_call(text, place, detail);
  case THIMBLE_EBPF_OPCODE_JA32:
    return check_target(text, place, instruction.immediate, detail);
  case THIMBLE_EBPF_OPCODE_ATOMIC32:
  case THIMBLE_EBPF_OPCODE_ATOMIC64:
    return check_atomic(instruction, detail);
  default:
    break;
  }
  if (opcode >> 4 == THIMBLE_EBPF_END)
    return check_byte_order(instruction, detail);
  return check_offset_variant(instruction, detail);
}

/* Opcodes that start no instruction: refused by name where they have one. */
static enum thimble_reason check_unused(const struct thimble_ebpf_text *text, uint32_t place,
                                        uint32_t *detail) {
  uint8_t opcode = thimble_ebpf_opcode(text->program[place]);
  *detail = opcode;
  if (opcode == THIMBLE_EBPF_OPCODE_SECOND_SLOT && place > 0 &&
      thimble_ebpf_opcode(text->program[place - 1]) == THIMBLE_EBPF_OPCODE_LDDW)
    return THIMBLE_REASON_NONE;
  if (opcode == THIMBLE_EBPF_OPCODE_CALLX)
    return THIMBLE_REASON_CALL_REGISTER;
  uint32_t mode = opcode >> 5;
  if (opcode % 8 == THIMBLE_EBPF_LD &&
      (mode == THIMBLE_EBPF_MODE_ABS || mode == THIMBLE_EBPF_MODE_IND))
    return THIMBLE_REASON_PACKET_ACCESS;
  return THIMBLE_REASON_OPCODE;
}

/* Whether what the opcode does not use is zero. */
static bool is_reserved_zero(instruction_t instruction, uint32_t uses) {
  return ((uses & EBPF_DESTINATION) || thimble_ebpf_destination(instruction) == 0) &&
         ((uses & EBPF_SOURCE) || thimble_ebpf_source(instruction) == 0) &&
         ((uses & EBPF_OFFSET) || instruction.head < 0x10000u) &&
         ((uses & EBPF_IMMEDIATE) || instruction.immediate == 0);
}

/* Registers exist, the frame register is not written, and what is not used is zero. */
static enum thimble_reason check_fields(instruction_t instruction, uint32_t uses,
                                        uint32_t *detail) {
  uint32_t destination = thimble_ebpf_destination(instruction);
  uint32_t source = thimble_ebpf_source(instruction);
  *detail = destination;
  if (destination > THIMBLE_EBPF_FRAME)
    return THIMBLE_REASON_REGISTER;
  if (destination == THIMBLE_EBPF_FRAME && (uses & EBPF_WRITES))
    return THIMBLE_REASON_FRAME_REGISTER;
  *detail = source;
  if (source > THIMBLE_EBPF_FRAME)
    return THIMBLE_REASON_REGISTER;
  return is_reserved_zero(instruction, uses) ? THIMBLE_REASON_NONE : THIMBLE_REASON_RESERVED;
}

/* Checks the instruction in slot `place` < length. THIMBLE_REASON_NONE accepts it; otherwise
 * `detail` is the number that the reason speaks of. */
static enum thimble_reason check(const struct thimble_ebpf_text *text, uint32_t place,
                                 uint32_t *detail) {
  instruction_t instruction = text->program[place];
  uint32_t uses = thimble_ebpf_uses[thimble_ebpf_opcode(instruction)];
  if (uses == 0)
    return check_unused(text, place, detail);
  enum thimble_reason reason = check_fields(instruction, uses, detail);
  if (reason == THIMBLE_REASON_NONE && (uses & EBPF_SPECIAL))
    reason = check_special(text, place, detail);
  if (reason == THIMBLE_REASON_NONE && (uses & EBPF_JUMPS))
    reason = check_target(text, place, thimble_ebpf_offset(instruction), detail);
  if (reason == THIMBLE_REASON_NONE && place + 1 == text->length && !(uses & EBPF_ENDS))
    reason = THIMBLE_REASON_FALLS_OFF;
  return reason;
}

enum thimble_reason thimble_ebpf_verify(const struct thimble_ebpf_text *text, uint32_t entry,
                                        uint32_t *place, uint32_t *detail) {
  enum thimble_reason reason = THIMBLE_REASON_NONE;
  /*@ loop invariant 0 <= i <= text->length;
    @ loop invariant \forall integer j; 0 <= j < i ==> accepted(j) && accepted_binding(j);
    @ loop assigns i, reason, *detail;
    @ loop variant text->length - i;
    @*/
  for (uint32_t i = 0; i < text->length; i++) {
    reason = check(text, i, detail);
    EBPF_CHECKED(i, reason);
    if (reason != THIMBLE_REASON_NONE) {
      *place = i;
      return reason;
    }
  }
  *place = 0;
  *detail = entry;
  bool starts = entry < text->length &&
                thimble_ebpf_opcode(text->program[entry]) != THIMBLE_EBPF_OPCODE_SECOND_SLOT;
  return starts ? THIMBLE_REASON_NONE : THIMBLE_REASON_ENTRY;
}
