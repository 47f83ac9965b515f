/* SPDX-License-Identifier: Apache-2.0 */
/* instruction.c: see instruction.h. */
#include "cli/wasm/instruction.h"

#include <stddef.h>

struct form {
  const char *text; /* null: there is none */
  enum thimble_wasm_immediate immediate;
};

static const struct form plain_forms[256] = {
#define THIMBLE_WASM_OPCODE(code, name, text, immediate, shape, operand, result) \
  [code] = {text, THIMBLE_WASM_IMMEDIATE_##immediate},
#define THIMBLE_WASM_PREFIXED(code, name, text, immediate, shape, operand, result)
#include "engine/wasm/opcodes.def"
#undef THIMBLE_WASM_OPCODE
#undef THIMBLE_WASM_PREFIXED
};

static const struct form prefixed_forms[] = {
#define THIMBLE_WASM_OPCODE(code, name, text, immediate, shape, operand, result)
#define THIMBLE_WASM_PREFIXED(code, name, text, immediate, shape, operand, result) \
  [code] = {text, THIMBLE_WASM_IMMEDIATE_##immediate},
#include "engine/wasm/opcodes.def"
#undef THIMBLE_WASM_OPCODE
#undef THIMBLE_WASM_PREFIXED
};

static const struct form *read_form(struct wasm_reader *reader,
                                    struct wasm_instruction *instruction) {
  instruction->opcode = wasm_read_byte(reader);
  const struct form *form = &plain_forms[instruction->opcode];
  if (form->immediate == THIMBLE_WASM_IMMEDIATE_PREFIX) {
    instruction->prefixed = wasm_read_unsigned(reader);
    if (instruction->prefixed >= sizeof prefixed_forms / sizeof prefixed_forms[0])
      return NULL;
    form = &prefixed_forms[instruction->prefixed];
  }
  return form->text ? form : NULL;
}

static void read_labels(struct wasm_reader *reader, struct wasm_instruction *instruction) {
  instruction->first = wasm_read_unsigned(reader);
  instruction->list = reader->position;
  for (uint32_t label = 0; label <= instruction->first && !reader->failed; label++)
    (void)wasm_read_unsigned(reader);
}

/* A list of single bytes, or those of a float. */
static void read_list(struct wasm_reader *reader, struct wasm_instruction *instruction,
                      uint32_t length) {
  instruction->list = reader->position;
  wasm_skip(reader, length);
}

static void read_immediate(struct wasm_reader *reader, struct wasm_instruction *instruction) {
  switch (instruction->immediate) {
  case THIMBLE_WASM_IMMEDIATE_NONE:
  case THIMBLE_WASM_IMMEDIATE_PREFIX:
    break;
  case THIMBLE_WASM_IMMEDIATE_BLOCK:
  case THIMBLE_WASM_IMMEDIATE_I32:
  case THIMBLE_WASM_IMMEDIATE_I64:
    instruction->number = wasm_read_signed(reader);
    break;
  case THIMBLE_WASM_IMMEDIATE_LABELS:
    read_labels(reader, instruction);
    break;
  case THIMBLE_WASM_IMMEDIATE_TYPES:
    instruction->first = wasm_read_unsigned(reader);
    read_list(reader, instruction, instruction->first);
    break;
  case THIMBLE_WASM_IMMEDIATE_F32:
    read_list(reader, instruction, 4);
    break;
  case THIMBLE_WASM_IMMEDIATE_F64:
    read_list(reader, instruction, 8);
    break;
  case THIMBLE_WASM_IMMEDIATE_INDEX:
  case THIMBLE_WASM_IMMEDIATE_TYPE:
  case THIMBLE_WASM_IMMEDIATE_MEMORY:
    instruction->first = wasm_read_unsigned(reader);
    break;
  default: /* two numbers */
    instruction->first = wasm_read_unsigned(reader);
    instruction->second = wasm_read_unsigned(reader);
  }
}

bool wasm_instruction_read(struct wasm_reader *reader, struct wasm_instruction *instruction) {
  *instruction = (struct wasm_instruction){.position = reader->position};
  const struct form *form = read_form(reader, instruction);
  if (!form)
    return false;
  instruction->text = form->text;
  instruction->immediate = form->immediate;
  read_immediate(reader, instruction);
  instruction->length = reader->position - instruction->position;
  return !reader->failed;
}

bool wasm_opens_block(const struct wasm_instruction *instruction) {
  return instruction->immediate == THIMBLE_WASM_IMMEDIATE_BLOCK;
}
