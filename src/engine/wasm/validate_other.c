/* SPDX-License-Identifier: Apache-2.0 */
/* validate_other.c: instructions with rules of their own that are no control: of variables, tables,
 * memory and references. */
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

uint8_t thimble_wasm_validate_table_index(struct thimble_wasm_validator *validator, uint8_t type) {
  uint32_t index = thimble_wasm_read_index(&validator->reader, validator->state->table_count,
                                           THIMBLE_REASON_WASM_TABLE_INDEX);
  if (!thimble_wasm_reader_ok(&validator->reader))
    return THIMBLE_WASM_UNKNOWN;
  uint8_t found = validator->state->tables[index]->type;
  if (type != THIMBLE_WASM_UNKNOWN && type != found)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_TYPE, 0);
  return found;
}

/* Takes operands of i32, which most of the instructions on ranges have three of. */
static void pop_words(struct thimble_wasm_validator *validator, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    thimble_wasm_pop(validator, THIMBLE_WASM_I32);
}

/* Both operands have one numeric type, which the bytes do not name. */
static void validate_select(struct thimble_wasm_validator *validator) {
  thimble_wasm_pop(validator, THIMBLE_WASM_I32);
  uint8_t second = thimble_wasm_pop(validator, THIMBLE_WASM_UNKNOWN);
  uint8_t first = thimble_wasm_pop(validator, second);
  if (thimble_wasm_type_is_reference(first) || thimble_wasm_type_is_reference(second))
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_TYPE, 0);
  thimble_wasm_push(validator, first == THIMBLE_WASM_UNKNOWN ? second : first);
}

static void validate_typed_select(struct thimble_wasm_validator *validator) {
  uint32_t count = thimble_wasm_read_u32(&validator->reader);
  uint8_t type = thimble_wasm_read_value_type(&validator->reader);
  if (count != 1)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_TYPE, 0);
  thimble_wasm_pop(validator, THIMBLE_WASM_I32);
  thimble_wasm_pop(validator, type);
  thimble_wasm_pop(validator, type);
  thimble_wasm_push(validator, type);
}

static void validate_global_access(struct thimble_wasm_validator *validator, uint8_t opcode) {
  uint32_t index = thimble_wasm_read_index(&validator->reader, validator->global_count,
                                           THIMBLE_REASON_WASM_GLOBAL_INDEX);
  if (!thimble_wasm_reader_ok(&validator->reader))
    return;
  uint8_t global = validator->global_types[index];
  uint8_t type = global & (uint8_t)~THIMBLE_WASM_MUTABLE;
  if (opcode == THIMBLE_WASM_GLOBAL_GET) {
    thimble_wasm_push(validator, type);
    return;
  }
  if ((global & THIMBLE_WASM_MUTABLE) == 0)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_IMMUTABLE, index);
  thimble_wasm_pop(validator, type);
}

static void validate_table_get(struct thimble_wasm_validator *validator) {
  uint8_t type = thimble_wasm_validate_table_index(validator, THIMBLE_WASM_UNKNOWN);
  thimble_wasm_pop(validator, THIMBLE_WASM_I32);
  thimble_wasm_push(validator, type);
}

static void validate_table_set(struct thimble_wasm_validator *validator) {
  thimble_wasm_pop(validator, thimble_wasm_validate_table_index(validator, THIMBLE_WASM_UNKNOWN));
  thimble_wasm_pop(validator, THIMBLE_WASM_I32);
}

static void validate_is_null(struct thimble_wasm_validator *validator) {
  uint8_t type = thimble_wasm_pop(validator, THIMBLE_WASM_UNKNOWN);
  if (type != THIMBLE_WASM_UNKNOWN && !thimble_wasm_type_is_reference(type))
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_TYPE, 0);
  thimble_wasm_push(validator, THIMBLE_WASM_I32);
}

static void validate_function_reference(struct thimble_wasm_validator *validator) {
  uint32_t function = thimble_wasm_read_index(&validator->reader, validator->state->function_count,
                                              THIMBLE_REASON_WASM_FUNCTION_INDEX);
  if (!thimble_wasm_reader_ok(&validator->reader))
    return;
  if (!thimble_wasm_is_declared(validator, function))
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_UNDECLARED, function);
  thimble_wasm_push(validator, THIMBLE_WASM_FUNCREF);
}

void thimble_wasm_validate_other(struct thimble_wasm_validator *validator, uint8_t opcode) {
  switch (opcode) {
  case THIMBLE_WASM_DROP:
    thimble_wasm_pop(validator, THIMBLE_WASM_UNKNOWN);
    break;
  case THIMBLE_WASM_SELECT:
    validate_select(validator);
    break;
  case THIMBLE_WASM_SELECT_TYPED:
    validate_typed_select(validator);
    break;
  case THIMBLE_WASM_GLOBAL_GET:
  case THIMBLE_WASM_GLOBAL_SET:
    validate_global_access(validator, opcode);
    break;
  case THIMBLE_WASM_TABLE_GET:
    validate_table_get(validator);
    break;
  case THIMBLE_WASM_TABLE_SET:
    validate_table_set(validator);
    break;
  case THIMBLE_WASM_REF_NULL:
    thimble_wasm_push(validator, thimble_wasm_read_reference_type(&validator->reader));
    break;
  case THIMBLE_WASM_REF_IS_NULL:
    validate_is_null(validator);
    break;
  case THIMBLE_WASM_REF_FUNC:
    validate_function_reference(validator);
    break;
  default: /* PREFIX */
    thimble_wasm_validate_prefixed(validator);
    break;
  }
}

/* The segment of an instruction on data: without the data count its index could not be checked in
 * one pass. */
static void validate_data_index(struct thimble_wasm_validator *validator) {
  const struct thimble_wasm_section *count =
      &validator->module->sections[THIMBLE_WASM_SECTION_DATA_COUNT];
  uint32_t index = thimble_wasm_read_u32(&validator->reader);
  if (count->end == 0)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_DATA_COUNT, 0);
  else if (index >= count->count)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_SEGMENT_INDEX, index);
}

/* Reads the index of an element segment and returns its type. */
static uint8_t validate_element_index(struct thimble_wasm_validator *validator) {
  uint32_t index = thimble_wasm_read_index(&validator->reader, validator->state->element_count,
                                           THIMBLE_REASON_WASM_SEGMENT_INDEX);
  if (!thimble_wasm_reader_ok(&validator->reader))
    return THIMBLE_WASM_UNKNOWN;
  return validator->element_types[index];
}

static void validate_table_grow(struct thimble_wasm_validator *validator) {
  uint8_t type = thimble_wasm_validate_table_index(validator, THIMBLE_WASM_UNKNOWN);
  thimble_wasm_pop(validator, THIMBLE_WASM_I32);
  thimble_wasm_pop(validator, type);
  thimble_wasm_push(validator, THIMBLE_WASM_I32);
}

static void validate_table_fill(struct thimble_wasm_validator *validator) {
  uint8_t type = thimble_wasm_validate_table_index(validator, THIMBLE_WASM_UNKNOWN);
  thimble_wasm_pop(validator, THIMBLE_WASM_I32);
  thimble_wasm_pop(validator, type);
  thimble_wasm_pop(validator, THIMBLE_WASM_I32);
}

/* The second table is of the same type as the first. */
static void validate_table_copy(struct thimble_wasm_validator *validator) {
  uint8_t type = thimble_wasm_validate_table_index(validator, THIMBLE_WASM_UNKNOWN);
  thimble_wasm_validate_table_index(validator, type);
  pop_words(validator, 3);
}

static void validate_range(struct thimble_wasm_validator *validator, uint32_t number) {
  switch (number) {
  case THIMBLE_WASM_MEMORY_INIT:
    validate_data_index(validator);
    thimble_wasm_validate_memory_byte(validator);
    pop_words(validator, 3);
    break;
  case THIMBLE_WASM_DATA_DROP:
    validate_data_index(validator);
    break;
  case THIMBLE_WASM_MEMORY_COPY:
    thimble_wasm_validate_memory_byte(validator);
    /* fall through */
  case THIMBLE_WASM_MEMORY_FILL:
    thimble_wasm_validate_memory_byte(validator);
    pop_words(validator, 3);
    break;
  case THIMBLE_WASM_TABLE_INIT:
    thimble_wasm_validate_table_index(validator, validate_element_index(validator));
    pop_words(validator, 3);
    break;
  case THIMBLE_WASM_ELEM_DROP:
    validate_element_index(validator);
    break;
  case THIMBLE_WASM_TABLE_COPY:
    validate_table_copy(validator);
    break;
  case THIMBLE_WASM_TABLE_GROW:
    validate_table_grow(validator);
    break;
  case THIMBLE_WASM_TABLE_SIZE:
    thimble_wasm_validate_table_index(validator, THIMBLE_WASM_UNKNOWN);
    thimble_wasm_push(validator, THIMBLE_WASM_I32);
    break;
  default: /* TABLE_FILL */
    validate_table_fill(validator);
    break;
  }
}

void thimble_wasm_validate_prefixed(struct thimble_wasm_validator *validator) {
  uint32_t number = thimble_wasm_read_u32(&validator->reader);
  uint16_t rule = thimble_wasm_prefixed_rule(number);
  switch (thimble_wasm_rule_shape(rule)) {
  case THIMBLE_WASM_SHAPE_UNARY: /* conversions of floats, all of them */
    if (!thimble_wasm_has_floats)
      thimble_wasm_fail(validator, THIMBLE_REASON_WASM_FLOAT, number);
    thimble_wasm_pop(validator, thimble_wasm_rule_operand(rule));
    thimble_wasm_push(validator, thimble_wasm_rule_result(rule));
    break;
  case THIMBLE_WASM_SHAPE_OTHER:
    validate_range(validator, number);
    break;
  default:
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_OPCODE, number);
    break;
  }
}
