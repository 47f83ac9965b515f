/* SPDX-License-Identifier: Apache-2.0 */
/* validate_code.c: bodies of functions. Each instruction reads at least its opcode, so that a
 * body's loop ends with its bytes; an error puts the reader at the end. */
#include <string.h>

#include "engine/wasm/numeric.h"
#include "engine/wasm/types.h"
#include "engine/wasm/validate_operands.h"

void thimble_wasm_validate_memory_byte(struct thimble_wasm_validator *validator) {
  uint8_t memory = thimble_wasm_read_byte(&validator->reader);
  if (memory != 0)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_BYTE, memory);
  if (validator->state->memory == NULL)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_MEMORY_INDEX, 0);
}

/* Reads an alignment, whose power of two is at most `most`, and an offset. */
static void validate_access(struct thimble_wasm_validator *validator, uint32_t most) {
  if (thimble_wasm_read_u32(&validator->reader) > most)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_ALIGNMENT, 0);
  thimble_wasm_read_u32(&validator->reader);
  if (validator->state->memory == NULL)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_MEMORY_INDEX, 0);
}

/* What follows an instruction that its rule describes. */
static void validate_immediate(struct thimble_wasm_validator *validator,
                               enum thimble_wasm_immediate immediate) {
  switch (immediate) {
  case THIMBLE_WASM_IMMEDIATE_I32:
    thimble_wasm_read_s32(&validator->reader);
    break;
  case THIMBLE_WASM_IMMEDIATE_I64:
    thimble_wasm_read_s64(&validator->reader);
    break;
  case THIMBLE_WASM_IMMEDIATE_F32:
    thimble_wasm_read_bytes(&validator->reader, 4);
    break;
  case THIMBLE_WASM_IMMEDIATE_F64:
    thimble_wasm_read_bytes(&validator->reader, 8);
    break;
  case THIMBLE_WASM_IMMEDIATE_MEMORY:
    thimble_wasm_validate_memory_byte(validator);
    break;
  default: /* NONE: others belong to instructions with rules of their own */
    break;
  }
}

static void validate_local(struct thimble_wasm_validator *validator, uint8_t opcode) {
  uint32_t local = thimble_wasm_read_u32(&validator->reader);
  if (local >= validator->local_count) {
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_LOCAL_INDEX, local);
    return;
  }
  uint8_t type = validator->locals[local];
  if (opcode != THIMBLE_WASM_LOCAL_GET)
    thimble_wasm_pop(validator, type);
  if (opcode != THIMBLE_WASM_LOCAL_SET)
    thimble_wasm_push(validator, type);
}

void thimble_wasm_validate_instruction(struct thimble_wasm_validator *validator, uint8_t opcode) {
  uint16_t rule = thimble_wasm_rules[opcode];
  if (thimble_wasm_rule_has_floats(rule) && !thimble_wasm_has_floats)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_FLOAT, opcode);
  enum thimble_wasm_immediate immediate = thimble_wasm_rule_immediate(rule);
  switch (thimble_wasm_rule_shape(rule)) {
  case THIMBLE_WASM_SHAPE_LOCAL:
    validate_local(validator, opcode);
    break;
  case THIMBLE_WASM_SHAPE_CONSTANT:
    validate_immediate(validator, immediate);
    thimble_wasm_push(validator, thimble_wasm_rule_result(rule));
    break;
  case THIMBLE_WASM_SHAPE_BINARY:
    thimble_wasm_pop(validator, thimble_wasm_rule_operand(rule));
    thimble_wasm_pop(validator, thimble_wasm_rule_operand(rule));
    thimble_wasm_push(validator, thimble_wasm_rule_result(rule));
    break;
  case THIMBLE_WASM_SHAPE_UNARY:
    validate_immediate(validator, immediate);
    thimble_wasm_pop(validator, thimble_wasm_rule_operand(rule));
    thimble_wasm_push(validator, thimble_wasm_rule_result(rule));
    break;
  case THIMBLE_WASM_SHAPE_LOAD:
    validate_access(validator, immediate - THIMBLE_WASM_IMMEDIATE_MEMORY_8);
    thimble_wasm_pop(validator, THIMBLE_WASM_I32);
    thimble_wasm_push(validator, thimble_wasm_rule_result(rule));
    break;
  case THIMBLE_WASM_SHAPE_STORE:
    validate_access(validator, immediate - THIMBLE_WASM_IMMEDIATE_MEMORY_8);
    thimble_wasm_pop(validator, thimble_wasm_rule_operand(rule));
    thimble_wasm_pop(validator, THIMBLE_WASM_I32);
    break;
  case THIMBLE_WASM_SHAPE_OTHER:
    if (opcode <= THIMBLE_WASM_RETURN_CALL_INDIRECT)
      thimble_wasm_validate_control(validator, opcode);
    else
      thimble_wasm_validate_other(validator, opcode);
    break;
  case THIMBLE_WASM_SHAPE_NOTHING:
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_OPCODE, opcode);
    break;
  }
}

/* Adds locals of one type behind those there are. */
static void add_locals(struct thimble_wasm_validator *validator, uint32_t count, uint8_t type) {
  uint32_t room = (uint32_t)((uint8_t *)validator->blocks_end - validator->top);
  if (count > THIMBLE_WASM_FRAME_MAXIMUM - THIMBLE_WASM_RECORD - validator->local_count)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_LIMIT, THIMBLE_WASM_FRAME_MAXIMUM);
  else if (count > room)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_SCRATCH, validator->bounds->scratch);
  if (!thimble_wasm_reader_ok(&validator->reader))
    return;
  memset(validator->top, type, count);
  validator->top += count;
  validator->local_count += count;
}

/* Makes the list of all locals, the parameters first. */
static void take_locals(struct thimble_wasm_validator *validator) {
  struct thimble_wasm_reader *reader = &validator->reader;
  struct thimble_bytes parameters = thimble_wasm_type_parameters(validator->state, validator->type);
  validator->locals = validator->free;
  validator->top = validator->free;
  validator->local_count = 0;
  for (uint32_t i = 0; i < parameters.length; i++)
    add_locals(validator, 1, parameters.data[i]);
  uint32_t groups = thimble_wasm_read_u32(reader);
  for (uint32_t i = 0; i < groups && thimble_wasm_reader_ok(reader); i++) {
    thimble_wasm_reader_item(reader);
    uint32_t count = thimble_wasm_read_u32(reader);
    add_locals(validator, count, thimble_wasm_read_value_type(reader));
  }
}

void thimble_wasm_start_operands(struct thimble_wasm_validator *validator) {
  validator->operands = validator->top;
  validator->floor = validator->top;
  validator->highest = validator->top;
  validator->block = validator->blocks_end;
  validator->deepest = validator->block;
  validator->unreachable = false;
}

/* Rounded up, since blocks lie on multiples of 4. */
void thimble_wasm_note_use(struct thimble_wasm_validator *validator) {
  uint32_t low = ((uint32_t)(validator->highest - validator->scratch) + 3) / 4 * 4;
  uint32_t high = (uint32_t)((uint8_t *)validator->blocks_end - (uint8_t *)validator->deepest);
  if (low + high > validator->use.scratch)
    validator->use.scratch = low + high;
}

static void validate_body(struct thimble_wasm_validator *validator,
                          struct thimble_wasm_function *function) {
  struct thimble_wasm_reader *reader = &validator->reader;
  take_locals(validator);
  thimble_wasm_start_operands(validator);
  thimble_wasm_open_function(validator);
  function->code = thimble_wasm_reader_place(reader) & (THIMBLE_WASM_MODULE_MAXIMUM - 1);
  function->branch = (uint16_t)validator->use.branches;
  while (reader->position != reader->end) {
    reader->item = reader->position;
    thimble_wasm_validate_instruction(validator, *reader->position++);
  }
  if (validator->block != validator->blocks_end)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_SECTION_LENGTH, 0);
  function->locals = (uint16_t)(validator->local_count - function->parameters);
  function->frame = (uint16_t)(function->locals + THIMBLE_WASM_RECORD +
                               (uint32_t)(validator->highest - validator->operands));
  thimble_wasm_note_use(validator);
}

void thimble_wasm_validate_code(struct thimble_wasm_validator *validator, uint32_t index) {
  struct thimble_wasm_reader *reader = &validator->reader;
  const uint8_t *section_end = reader->end;
  uint32_t length = thimble_wasm_read_u32(reader);
  struct thimble_bytes body = thimble_wasm_read_bytes(reader, length);
  if (!thimble_wasm_reader_ok(reader))
    return;
  validator->function = validator->import_count[THIMBLE_WASM_KIND_FUNCTION] + index;
  struct thimble_wasm_function *function = &validator->state->functions[validator->function];
  validator->type = function->type;
  reader->position = body.data;
  reader->end = body.data + body.length;
  validate_body(validator, function);
  reader->end = section_end;
}
