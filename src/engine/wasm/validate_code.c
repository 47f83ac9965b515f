/* SPDX-License-Identifier: Apache-2.0 */
/* validate_code.c: bodies of functions, and a short way for the instructions they are mostly made
 * of. Each instruction reads at least its opcode, so that a body's loop ends with its bytes; an
 * error puts the reader at the end. */
#include <string.h>

#include "engine/wasm/numeric.h"
#include "engine/wasm/types.h"
#include "engine/wasm/validate_operands.h"

/* Makes room for locals behind those there are; returns how many it has room for: all or none. */
static uint32_t add_locals(struct thimble_wasm_validator *validator, uint32_t count) {
  uint32_t room = (uint32_t)((uint8_t *)validator->blocks_end - validator->top);
  if (count > THIMBLE_WASM_FRAME_MAXIMUM - THIMBLE_WASM_RECORD - validator->local_count)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_LIMIT, THIMBLE_WASM_FRAME_MAXIMUM);
  else if (count > room)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_SCRATCH, validator->bounds->scratch);
  else
    thimble_wasm_work(validator, count);
  if (!thimble_wasm_reader_ok(&validator->reader))
    return 0;
  validator->top += count;
  validator->local_count += count;
  return count;
}

/* Makes the list of all locals, the parameters first. */
static void take_locals(struct thimble_wasm_validator *validator) {
  struct thimble_wasm_reader *reader = &validator->reader;
  struct thimble_bytes parameters = thimble_wasm_type_parameters(validator->state, validator->type);
  validator->locals = validator->free;
  validator->top = validator->free;
  validator->local_count = 0;
  memcpy(validator->locals, parameters.data, add_locals(validator, parameters.length));
  uint32_t groups = thimble_wasm_read_u32(reader);
  for (uint32_t i = 0; i < groups && thimble_wasm_reader_ok(reader); i++) {
    thimble_wasm_reader_item(reader);
    uint32_t count = thimble_wasm_read_u32(reader);
    uint8_t type = thimble_wasm_read_value_type(reader);
    uint8_t *locals = validator->top;
    memset(locals, type, add_locals(validator, count));
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

/* What the loop over instructions moves, and what it looks at in most turns: copies, which a
 * compiler may keep in registers. */
struct cursor {
  const uint8_t *position; /* behind the opcode */
  const uint8_t *end;
  uint8_t *top;
  const uint8_t *locals;
  uint32_t short_locals; /* those whose index has one byte */
};

/* The try_ functions validate what modules are mostly made of, in its shortest forms. False: it is
 * something else or wrong, nothing was changed, and thimble_wasm_validate_instruction() finds out.
 */
static inline bool try_push(struct thimble_wasm_validator *validator, struct cursor *cursor,
                            uint8_t type) {
  if (cursor->top == validator->highest && !thimble_wasm_raise(validator))
    return false;
  *cursor->top++ = type;
  return true;
}

/* Whether a local follows whose index has one byte. */
static inline bool has_local(const struct cursor *cursor) {
  return cursor->position != cursor->end && *cursor->position < cursor->short_locals;
}

static inline bool try_get(struct thimble_wasm_validator *validator, struct cursor *cursor) {
  if (!has_local(cursor) || !try_push(validator, cursor, cursor->locals[*cursor->position]))
    return false;
  cursor->position++;
  return true;
}

static inline bool try_set(const struct thimble_wasm_validator *validator, struct cursor *cursor,
                           uint32_t operands) {
  if (!has_local(cursor) || cursor->top == validator->floor ||
      cursor->top[-1] != cursor->locals[*cursor->position])
    return false;
  cursor->top -= operands;
  cursor->position++;
  return true;
}

/* A constant integer of up to four bytes has no bits that could be wrong. */
static inline bool try_constant(struct thimble_wasm_validator *validator, struct cursor *cursor,
                                uint8_t type) {
  const uint8_t *position = cursor->position;
  while (position != cursor->end && *position >= 0x80)
    position++;
  if (position == cursor->end || position - cursor->position > 3 ||
      !try_push(validator, cursor, type))
    return false;
  cursor->position = position + 1;
  return true;
}

static inline bool try_unary(const struct thimble_wasm_validator *validator, struct cursor *cursor,
                             uint16_t rule) {
  if (thimble_wasm_rule_immediate(rule) != THIMBLE_WASM_IMMEDIATE_NONE ||
      cursor->top == validator->floor || cursor->top[-1] != thimble_wasm_rule_operand(rule))
    return false;
  cursor->top[-1] = thimble_wasm_rule_result(rule);
  return true;
}

static inline bool try_binary(const struct thimble_wasm_validator *validator, struct cursor *cursor,
                              uint8_t operand, uint8_t result) {
  if (cursor->top - validator->floor < 2 || cursor->top[-1] != operand ||
      cursor->top[-2] != operand)
    return false;
  cursor->top[-2] = result;
  cursor->top--;
  return true;
}

/* Alignment and offset of one byte each. */
static inline bool try_load(const struct thimble_wasm_validator *validator, struct cursor *cursor,
                            uint16_t rule) {
  uint32_t most = thimble_wasm_rule_immediate(rule) - THIMBLE_WASM_IMMEDIATE_MEMORY_8;
  if (cursor->end - cursor->position < 2 || cursor->position[0] > most ||
      cursor->position[1] >= 0x80 || validator->state->memory == NULL ||
      cursor->top == validator->floor || cursor->top[-1] != THIMBLE_WASM_I32)
    return false;
  cursor->top[-1] = thimble_wasm_rule_result(rule);
  cursor->position += 2;
  return true;
}

static inline bool try_by_rule(const struct thimble_wasm_validator *validator,
                               struct cursor *cursor, uint8_t opcode) {
  uint16_t rule = thimble_wasm_rules[opcode];
  if (thimble_wasm_is_missing_float(rule))
    return false;
  switch (thimble_wasm_rule_shape(rule)) {
  case THIMBLE_WASM_SHAPE_UNARY:
    return try_unary(validator, cursor, rule);
  case THIMBLE_WASM_SHAPE_BINARY:
    return try_binary(validator, cursor, thimble_wasm_rule_operand(rule),
                      thimble_wasm_rule_result(rule));
  case THIMBLE_WASM_SHAPE_LOAD:
    return try_load(validator, cursor, rule);
  default:
    return false;
  }
}

/* The opcodes that are met most have their rules here once more, to save the look into the table.
 */
static inline bool try_often(struct thimble_wasm_validator *validator, struct cursor *cursor,
                             uint8_t opcode) {
  switch (opcode) {
  case THIMBLE_WASM_LOCAL_GET:
    return try_get(validator, cursor);
  case THIMBLE_WASM_LOCAL_SET:
    return try_set(validator, cursor, 1);
  case THIMBLE_WASM_LOCAL_TEE:
    return try_set(validator, cursor, 0);
  case THIMBLE_WASM_I32_CONST:
    return try_constant(validator, cursor, THIMBLE_WASM_I32);
  case THIMBLE_WASM_I64_CONST:
    return try_constant(validator, cursor, THIMBLE_WASM_I64);
  case THIMBLE_WASM_I32_EQ ... THIMBLE_WASM_I32_GE_U:
  case THIMBLE_WASM_I32_ADD ... THIMBLE_WASM_I32_ROTR:
    return try_binary(validator, cursor, THIMBLE_WASM_I32, THIMBLE_WASM_I32);
  default:
    return opcode > THIMBLE_WASM_RETURN_CALL_INDIRECT && try_by_rule(validator, cursor, opcode);
  }
}

static void validate_instructions(struct thimble_wasm_validator *validator) {
  struct thimble_wasm_reader *reader = &validator->reader;
  struct cursor cursor = {reader->position, reader->end, validator->top, validator->locals,
                          validator->local_count < 0x80 ? validator->local_count : 0x80};
  while (cursor.position != cursor.end) {
    const uint8_t *start = cursor.position++;
    if (try_often(validator, &cursor, *start))
      continue;
    reader->item = start;
    reader->position = start + 1;
    validator->top = cursor.top;
    if (thimble_wasm_rule_shape(thimble_wasm_rules[*start]) == THIMBLE_WASM_SHAPE_CONTROL)
      thimble_wasm_validate_control(validator, *start);
    else
      thimble_wasm_validate_instruction(validator, *start);
    cursor.position = reader->position;
    cursor.top = validator->top;
  }
  reader->position = reader->end;
}

static void validate_body(struct thimble_wasm_validator *validator,
                          struct thimble_wasm_function *function) {
  struct thimble_wasm_reader *reader = &validator->reader;
  take_locals(validator);
  thimble_wasm_start_operands(validator);
  thimble_wasm_open_function(validator);
  function->code = thimble_wasm_reader_place(reader) & (THIMBLE_WASM_MODULE_MAXIMUM - 1);
  function->branch = (uint16_t)validator->use.branches;
  validate_instructions(validator);
  thimble_wasm_reader_item(reader);
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
