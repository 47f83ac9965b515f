/* SPDX-License-Identifier: Apache-2.0 */
/* disassemble.c: see disassemble.h.
 *
 * An instruction whose fields are what its opcode allows goes to the function of its class, which
 * returns false for what it cannot express, before it has written anything. */
#include "engine/ebpf/disassemble.h"

#include "engine/ebpf/opcode.h"

#include <stddef.h>

typedef struct thimble_ebpf_instruction instruction_t;

/* Null: not an operation of the form `a OP= b`. */
static const char *const arithmetic_operators[16] = {
    [THIMBLE_EBPF_ADD] = " += ",  [THIMBLE_EBPF_SUB] = " -= ",  [THIMBLE_EBPF_MUL] = " *= ",
    [THIMBLE_EBPF_DIV] = " /= ",  [THIMBLE_EBPF_OR] = " |= ",   [THIMBLE_EBPF_AND] = " &= ",
    [THIMBLE_EBPF_LSH] = " <<= ", [THIMBLE_EBPF_RSH] = " >>= ", [THIMBLE_EBPF_MOD] = " %= ",
    [THIMBLE_EBPF_XOR] = " ^= ",  [THIMBLE_EBPF_MOV] = " = ",   [THIMBLE_EBPF_ARSH] = " s>>= ",
};

static const char *const comparisons[16] = {
    [THIMBLE_EBPF_JEQ] = " == ",   [THIMBLE_EBPF_JGT] = " > ",    [THIMBLE_EBPF_JGE] = " >= ",
    [THIMBLE_EBPF_JSET] = " & ",   [THIMBLE_EBPF_JNE] = " != ",   [THIMBLE_EBPF_JSGT] = " s> ",
    [THIMBLE_EBPF_JSGE] = " s>= ", [THIMBLE_EBPF_JLT] = " < ",    [THIMBLE_EBPF_JLE] = " <= ",
    [THIMBLE_EBPF_JSLT] = " s< ",  [THIMBLE_EBPF_JSLE] = " s<= ",
};

/* Appends r0 to r10, or w0 to w10, which are their lower halves. */
static void append_register(struct thimble_text *text, bool wide, uint32_t number) {
  thimble_text_append(text, wide ? "r" : "w");
  thimble_text_append_unsigned(text, number);
}

static bool is_wide(uint8_t opcode) {
  return opcode % 8 == THIMBLE_EBPF_ALU64 || opcode % 8 == THIMBLE_EBPF_JMP;
}

static void append_destination(struct thimble_text *text, instruction_t instruction) {
  append_register(text, is_wide(thimble_ebpf_opcode(instruction)),
                  thimble_ebpf_destination(instruction));
}

/* The second operand of arithmetic and jumps. */
static void append_operand(struct thimble_text *text, instruction_t instruction) {
  uint8_t opcode = thimble_ebpf_opcode(instruction);
  if (opcode & THIMBLE_EBPF_X)
    append_register(text, is_wide(opcode), thimble_ebpf_source(instruction));
  else
    thimble_text_append_decimal(text, instruction.immediate);
}

/* A distance with its sign: +3. */
static void append_distance(struct thimble_text *text, int32_t distance) {
  if (distance >= 0)
    thimble_text_append(text, "+");
  thimble_text_append_decimal(text, distance);
}

static void append_width(struct thimble_text *text, const char *sign, uint32_t bits) {
  thimble_text_append(text, sign);
  thimble_text_append_unsigned(text, bits);
}

/* r1 + 4 */
static void append_address(struct thimble_text *text, uint32_t base, int32_t offset) {
  append_register(text, true, base);
  thimble_text_append(text, offset < 0 ? " - " : " + ");
  thimble_text_append_decimal(text, offset < 0 ? -offset : offset);
}

/* *(u32 *)(r1 + 4) */
static void append_memory(struct thimble_text *text, instruction_t instruction, const char *sign,
                          uint32_t base) {
  append_width(text, sign, 8 * thimble_ebpf_width(thimble_ebpf_opcode(instruction)));
  thimble_text_append(text, " *)(");
  append_address(text, base, thimble_ebpf_offset(instruction));
  thimble_text_append(text, ")");
}

/* r1 = bswap32 r1 */
static bool append_byte_order(struct thimble_text *text, instruction_t instruction) {
  uint8_t opcode = thimble_ebpf_opcode(instruction);
  int32_t bits = instruction.immediate;
  if (bits != 16 && bits != 32 && bits != 64)
    return false;
  append_register(text, true, thimble_ebpf_destination(instruction));
  thimble_text_append(text, is_wide(opcode)             ? " = bswap"
                            : (opcode & THIMBLE_EBPF_X) ? " = be"
                                                        : " = le");
  append_width(text, "", (uint32_t)bits);
  thimble_text_append(text, " ");
  append_register(text, true, thimble_ebpf_destination(instruction));
  return true;
}

/* r1 = (s8)r2 */
static bool append_extension(struct thimble_text *text, instruction_t instruction) {
  int32_t bits = thimble_ebpf_offset(instruction);
  if (bits != 8 && bits != 16 && (bits != 32 || !is_wide(thimble_ebpf_opcode(instruction))))
    return false;
  append_destination(text, instruction);
  append_width(text, " = (s", (uint32_t)bits);
  thimble_text_append(text, ")");
  append_operand(text, instruction);
  return true;
}

/* r1 s/= r2; the table of uses admits an offset for division and remainder only. */
static bool append_plain_arithmetic(struct thimble_text *text, instruction_t instruction) {
  uint32_t operation = thimble_ebpf_opcode(instruction) / 16u;
  int32_t variant = thimble_ebpf_offset(instruction);
  if (variant != 0 && variant != 1)
    return false;
  append_destination(text, instruction);
  if (variant == 1)
    thimble_text_append(text, operation == THIMBLE_EBPF_DIV ? " s/= " : " s%= ");
  else
    thimble_text_append(text, arithmetic_operators[operation]);
  append_operand(text, instruction);
  return true;
}

static bool append_arithmetic(struct thimble_text *text, instruction_t instruction) {
  switch (thimble_ebpf_opcode(instruction) / 16) {
  case THIMBLE_EBPF_NEG:
    append_destination(text, instruction);
    thimble_text_append(text, " = -");
    append_destination(text, instruction);
    return true;
  case THIMBLE_EBPF_END:
    return append_byte_order(text, instruction);
  case THIMBLE_EBPF_MOV:
    if (thimble_ebpf_offset(instruction) != 0)
      return append_extension(text, instruction);
    break;
  default:
    break;
  }
  return append_plain_arithmetic(text, instruction);
}

/* call 1, call pc+5 */
static bool append_call(struct thimble_text *text, instruction_t instruction) {
  switch (thimble_ebpf_source(instruction)) {
  case THIMBLE_EBPF_CALL_BINDING:
    thimble_text_append(text, "call ");
    thimble_text_append_decimal(text, instruction.immediate);
    return true;
  case THIMBLE_EBPF_CALL_LOCAL:
    thimble_text_append(text, "call pc");
    append_distance(text, instruction.immediate);
    return true;
  default:
    return false;
  }
}

/* if r1 s> 5 goto +3 */
static void append_condition(struct thimble_text *text, instruction_t instruction) {
  thimble_text_append(text, "if ");
  append_destination(text, instruction);
  thimble_text_append(text, comparisons[thimble_ebpf_opcode(instruction) / 16]);
  append_operand(text, instruction);
  thimble_text_append(text, " goto ");
  append_distance(text, thimble_ebpf_offset(instruction));
}

static bool append_jump(struct thimble_text *text, instruction_t instruction) {
  switch (thimble_ebpf_opcode(instruction)) {
  case THIMBLE_EBPF_OPCODE_CALL:
    return append_call(text, instruction);
  case THIMBLE_EBPF_OPCODE_EXIT:
    thimble_text_append(text, "exit");
    return true;
  case THIMBLE_EBPF_OPCODE_JA:
    thimble_text_append(text, "goto ");
    append_distance(text, thimble_ebpf_offset(instruction));
    return true;
  case THIMBLE_EBPF_OPCODE_JA32:
    thimble_text_append(text, "gotol ");
    append_distance(text, instruction.immediate);
    return true;
  default:
    append_condition(text, instruction);
    return true;
  }
}

/* r1 = *(u32 *)(r2 + 4) */
static bool append_load(struct thimble_text *text, instruction_t instruction) {
  bool sign = thimble_ebpf_opcode(instruction) >> 5 == THIMBLE_EBPF_MODE_MEMSX;
  append_register(text, true, thimble_ebpf_destination(instruction));
  append_memory(text, instruction, sign ? " = *(s" : " = *(u", thimble_ebpf_source(instruction));
  return true;
}

/* *(u32 *)(r1 + 4) = r2 */
static bool append_store(struct thimble_text *text, instruction_t instruction) {
  append_memory(text, instruction, "*(u", thimble_ebpf_destination(instruction));
  thimble_text_append(text, " = ");
  if (thimble_ebpf_opcode(instruction) % 8 == THIMBLE_EBPF_STX)
    append_register(text, true, thimble_ebpf_source(instruction));
  else
    thimble_text_append_decimal(text, instruction.immediate);
  return true;
}

/* r2 = xchg_64(r1 + 8, r2) and r0 = cmpxchg_64(r1 + 8, r0, r2) */
static void append_exchange(struct thimble_text *text, instruction_t instruction, bool compare) {
  bool wide = thimble_ebpf_width(thimble_ebpf_opcode(instruction)) == 8;
  append_register(text, wide, compare ? 0 : thimble_ebpf_source(instruction));
  thimble_text_append(text, compare ? " = cmpxchg" : " = xchg");
  thimble_text_append(text, wide ? "_64(" : "32_32(");
  append_address(text, thimble_ebpf_destination(instruction), thimble_ebpf_offset(instruction));
  thimble_text_append(text, compare ? wide ? ", r0, " : ", w0, " : ", ");
  append_register(text, wide, thimble_ebpf_source(instruction));
  thimble_text_append(text, ")");
}

/* lock *(u32 *)(r1 + 8) += w2 */
static void append_locked(struct thimble_text *text, instruction_t instruction,
                          const char *operator) {
  append_memory(text, instruction, "lock *(u", thimble_ebpf_destination(instruction));
  thimble_text_append(text, operator);
  append_register(text, thimble_ebpf_width(thimble_ebpf_opcode(instruction)) == 8,
                  thimble_ebpf_source(instruction));
}

/* r2 = atomic_fetch_add((u64 *)(r1 + 8), r2) */
static void append_fetch(struct thimble_text *text, instruction_t instruction, const char *name) {
  bool wide = thimble_ebpf_width(thimble_ebpf_opcode(instruction)) == 8;
  append_register(text, wide, thimble_ebpf_source(instruction));
  thimble_text_append(text, " = atomic_fetch_");
  thimble_text_append(text, name);
  append_memory(text, instruction, "((u", thimble_ebpf_destination(instruction));
  thimble_text_append(text, ", ");
  append_register(text, wide, thimble_ebpf_source(instruction));
  thimble_text_append(text, ")");
}

static bool append_atomic_arithmetic(struct thimble_text *text, instruction_t instruction) {
  static const struct {
    int32_t operation;
    const char *operator;
    const char *name;
  } rows[] = {
      {THIMBLE_EBPF_ATOMIC_ADD, " += ", "add"},
      {THIMBLE_EBPF_ATOMIC_OR, " |= ", "or"},
      {THIMBLE_EBPF_ATOMIC_AND, " &= ", "and"},
      {THIMBLE_EBPF_ATOMIC_XOR, " ^= ", "xor"},
  };
  for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
    if (instruction.immediate == rows[i].operation) {
      append_locked(text, instruction, rows[i].operator);
      return true;
    }
    if (instruction.immediate == (rows[i].operation | THIMBLE_EBPF_ATOMIC_FETCH)) {
      append_fetch(text, instruction, rows[i].name);
      return true;
    }
  }
  return false;
}

static bool append_atomic(struct thimble_text *text, instruction_t instruction) {
  switch (instruction.immediate) {
  case THIMBLE_EBPF_ATOMIC_XCHG:
  case THIMBLE_EBPF_ATOMIC_CMPXCHG:
    append_exchange(text, instruction, instruction.immediate == THIMBLE_EBPF_ATOMIC_CMPXCHG);
    return true;
  default:
    return append_atomic_arithmetic(text, instruction);
  }
}

/* Whether all registers exist and all fields that the opcode does not use are zero. */
static bool fields_are_sound(instruction_t instruction, uint32_t uses) {
  return thimble_ebpf_destination(instruction) < THIMBLE_EBPF_REGISTERS &&
         thimble_ebpf_source(instruction) < THIMBLE_EBPF_REGISTERS &&
         (thimble_ebpf_destination(instruction) == 0 || (uses & EBPF_DESTINATION)) &&
         (thimble_ebpf_source(instruction) == 0 || (uses & EBPF_SOURCE)) &&
         (thimble_ebpf_offset(instruction) == 0 || (uses & EBPF_OFFSET)) &&
         (instruction.immediate == 0 || (uses & EBPF_IMMEDIATE));
}

/* r0 = *(u8 *)skb[5] */
static bool append_packet_access(struct thimble_text *text, instruction_t instruction) {
  uint8_t opcode = thimble_ebpf_opcode(instruction);
  bool indirect = opcode >> 5 == THIMBLE_EBPF_MODE_IND;
  if (opcode % 8 != THIMBLE_EBPF_LD || thimble_ebpf_width(opcode) == 8 ||
      (!indirect && opcode >> 5 != THIMBLE_EBPF_MODE_ABS) ||
      !fields_are_sound(instruction, indirect ? EBPF_SOURCE : EBPF_IMMEDIATE))
    return false;
  append_width(text, "r0 = *(u", 8 * thimble_ebpf_width(opcode));
  thimble_text_append(text, " *)skb[");
  if (indirect)
    append_register(text, true, thimble_ebpf_source(instruction));
  else
    thimble_text_append_decimal(text, instruction.immediate);
  thimble_text_append(text, "]");
  return true;
}

/* callx r2; clang 14 puts the register into the immediate. */
static bool append_register_call(struct thimble_text *text, instruction_t instruction) {
  uint32_t destination = thimble_ebpf_destination(instruction);
  uint32_t immediate = (uint32_t)instruction.immediate;
  if (thimble_ebpf_opcode(instruction) != THIMBLE_EBPF_OPCODE_CALLX ||
      !fields_are_sound(instruction, EBPF_DESTINATION | EBPF_IMMEDIATE) ||
      (immediate != 0 && (destination != 0 || immediate >= THIMBLE_EBPF_REGISTERS)))
    return false;
  thimble_text_append(text, "callx ");
  append_register(text, true, destination + immediate);
  return true;
}

/* Instructions that no program may use, but that have a name, so that a refusal can be understood.
 */
static bool append_refused(struct thimble_text *text, instruction_t instruction) {
  return append_packet_access(text, instruction) || append_register_call(text, instruction);
}

static bool append_narrow(struct thimble_text *text, instruction_t instruction) {
  uint8_t opcode = thimble_ebpf_opcode(instruction);
  switch (opcode % 8) {
  case THIMBLE_EBPF_LDX:
    return append_load(text, instruction);
  case THIMBLE_EBPF_ST:
    return append_store(text, instruction);
  case THIMBLE_EBPF_STX:
    return opcode >> 5 == THIMBLE_EBPF_MODE_ATOMIC ? append_atomic(text, instruction)
                                                   : append_store(text, instruction);
  case THIMBLE_EBPF_ALU:
  case THIMBLE_EBPF_ALU64:
    return append_arithmetic(text, instruction);
  case THIMBLE_EBPF_JMP:
  case THIMBLE_EBPF_JMP32:
    return append_jump(text, instruction);
  default:
    return false;
  }
}

/* r1 = 0x300000008 ll; the first slot is known to be sound. */
static bool append_wide(struct thimble_text *text, instruction_t first, instruction_t second) {
  if (thimble_ebpf_source(first) != 0 || second.head != THIMBLE_EBPF_OPCODE_SECOND_SLOT)
    return false;
  append_register(text, true, thimble_ebpf_destination(first));
  thimble_text_append(text, " = ");
  thimble_text_append_hex(
      text, (uint64_t)(uint32_t)second.immediate << 32 | (uint32_t)first.immediate, 1);
  thimble_text_append(text, " ll");
  return true;
}

uint32_t thimble_ebpf_disassemble(struct thimble_text *text,
                                  const struct thimble_ebpf_instruction *program, uint32_t length,
                                  uint32_t place) {
  instruction_t instruction = program[place];
  uint8_t opcode = thimble_ebpf_opcode(instruction);
  uint32_t uses = thimble_ebpf_uses[opcode];
  if (uses != 0 && fields_are_sound(instruction, uses)) {
    if (opcode != THIMBLE_EBPF_OPCODE_LDDW) {
      if (append_narrow(text, instruction))
        return 1;
    } else if (length - place >= 2 && append_wide(text, instruction, program[place + 1])) {
      return 2;
    }
  } else if (append_refused(text, instruction)) {
    return 1;
  }
  thimble_text_append(text, ".8byte ");
  thimble_text_append_hex(text, (uint64_t)(uint32_t)instruction.immediate << 32 | instruction.head,
                          16);
  return 1;
}
