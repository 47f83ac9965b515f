/* SPDX-License-Identifier: Apache-2.0 */
/* validate_segments.c: constant expressions, and the segments of elements and data that they place
 * (core specification, sections 3.3.10, 3.4.5 and 3.4.6). */
#include "engine/wasm/segment.h"
#include "engine/wasm/types.h"
#include "engine/wasm/validate_operands.h"

/* Only globals that are imported and immutable have a value before all others. */
static void validate_constant_global(struct thimble_wasm_validator *validator) {
  uint32_t index =
      thimble_wasm_read_index(&validator->reader, validator->import_count[THIMBLE_WASM_KIND_GLOBAL],
                              THIMBLE_REASON_WASM_GLOBAL_INDEX);
  if (!thimble_wasm_reader_ok(&validator->reader))
    return;
  if ((validator->global_types[index] & THIMBLE_WASM_MUTABLE) != 0)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_GLOBAL_INDEX, index);
  thimble_wasm_push(validator, validator->global_types[index]);
}

static bool is_constant(uint8_t opcode) {
  switch (opcode) {
  case THIMBLE_WASM_I32_CONST:
  case THIMBLE_WASM_I64_CONST:
  case THIMBLE_WASM_F32_CONST:
  case THIMBLE_WASM_F64_CONST:
  case THIMBLE_WASM_REF_NULL:
  case THIMBLE_WASM_I32_ADD:
  case THIMBLE_WASM_I32_SUB:
  case THIMBLE_WASM_I32_MUL:
  case THIMBLE_WASM_I64_ADD:
  case THIMBLE_WASM_I64_SUB:
  case THIMBLE_WASM_I64_MUL:
    return true;
  default:
    return false;
  }
}

static void validate_constant_instruction(struct thimble_wasm_validator *validator,
                                          uint8_t opcode) {
  if (opcode == THIMBLE_WASM_GLOBAL_GET) {
    validate_constant_global(validator);
  } else if (opcode == THIMBLE_WASM_REF_FUNC) {
    thimble_wasm_validate_declared(validator);
    thimble_wasm_push(validator, THIMBLE_WASM_FUNCREF);
  } else if (is_constant(opcode)) {
    thimble_wasm_validate_instruction(validator, opcode);
  } else {
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_CONSTANT, opcode);
  }
}

/* Operands lie where those of functions will. The loop ends: each turn reads a byte. */
void thimble_wasm_validate_constant(struct thimble_wasm_validator *validator, uint8_t type) {
  struct thimble_wasm_reader *reader = &validator->reader;
  uint32_t start = thimble_wasm_reader_place(reader);
  validator->top = validator->free;
  validator->local_count = 0;
  thimble_wasm_start_operands(validator);
  for (;;) {
    thimble_wasm_reader_item(reader);
    uint8_t opcode = thimble_wasm_read_byte(reader);
    if (thimble_wasm_reader_place(reader) - start > THIMBLE_WASM_CONSTANT_MAXIMUM)
      thimble_wasm_fail(validator, THIMBLE_REASON_WASM_LIMIT, THIMBLE_WASM_CONSTANT_MAXIMUM);
    if (!thimble_wasm_reader_ok(reader) || opcode == THIMBLE_WASM_END)
      break;
    validate_constant_instruction(validator, opcode);
  }
  thimble_wasm_pop(validator, type);
  if (validator->top != validator->floor)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_TYPE, 0);
  thimble_wasm_note_use(validator);
}

/* Reads what kind of elements there are. */
static uint8_t read_element_type(struct thimble_wasm_validator *validator, uint32_t flags) {
  if ((flags & (THIMBLE_WASM_SEGMENT_PASSIVE | THIMBLE_WASM_SEGMENT_EXPLICIT)) == 0)
    return THIMBLE_WASM_FUNCREF;
  if ((flags & THIMBLE_WASM_SEGMENT_EXPRESSIONS) != 0)
    return thimble_wasm_read_reference_type(&validator->reader);
  thimble_wasm_read_choice(&validator->reader, 0);
  return THIMBLE_WASM_FUNCREF;
}

/* Reads the table and offset of an active segment and returns the table's type. */
static uint8_t validate_place(struct thimble_wasm_validator *validator, uint32_t flags) {
  uint32_t table =
      (flags & THIMBLE_WASM_SEGMENT_EXPLICIT) != 0 ? thimble_wasm_read_u32(&validator->reader) : 0;
  if (table >= validator->state->table_count) {
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_TABLE_INDEX, table);
    return THIMBLE_WASM_UNKNOWN;
  }
  thimble_wasm_validate_constant(validator, THIMBLE_WASM_I32);
  return validator->state->tables[table]->type;
}

void thimble_wasm_validate_element(struct thimble_wasm_validator *validator, uint32_t index) {
  struct thimble_wasm_reader *reader = &validator->reader;
  uint8_t table_type = THIMBLE_WASM_UNKNOWN;
  uint32_t flags = thimble_wasm_read_u32(reader);
  if (flags > (THIMBLE_WASM_SEGMENT_PASSIVE | THIMBLE_WASM_SEGMENT_EXPLICIT |
               THIMBLE_WASM_SEGMENT_EXPRESSIONS))
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_BYTE, flags);
  if ((flags & THIMBLE_WASM_SEGMENT_PASSIVE) == 0)
    table_type = validate_place(validator, flags);
  uint8_t type = read_element_type(validator, flags);
  if (table_type != THIMBLE_WASM_UNKNOWN && table_type != type)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_TYPE, 0);
  validator->element_types[index] = type;
  uint32_t count = thimble_wasm_read_u32(reader);
  for (uint32_t i = 0; i < count && thimble_wasm_reader_ok(reader); i++) {
    thimble_wasm_reader_item(reader);
    if ((flags & THIMBLE_WASM_SEGMENT_EXPRESSIONS) != 0)
      thimble_wasm_validate_constant(validator, type);
    else
      thimble_wasm_validate_declared(validator);
  }
}

void thimble_wasm_validate_data(struct thimble_wasm_validator *validator, uint32_t index) {
  struct thimble_wasm_reader *reader = &validator->reader;
  (void)index;
  uint32_t flags = thimble_wasm_read_u32(reader);
  if (flags > THIMBLE_WASM_SEGMENT_EXPLICIT)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_BYTE, flags);
  uint32_t memory = flags == THIMBLE_WASM_SEGMENT_EXPLICIT ? thimble_wasm_read_u32(reader) : 0;
  if (flags != THIMBLE_WASM_SEGMENT_PASSIVE) {
    if (memory != 0 || validator->state->memory == NULL)
      thimble_wasm_fail(validator, THIMBLE_REASON_WASM_MEMORY_INDEX, memory);
    thimble_wasm_validate_constant(validator, THIMBLE_WASM_I32);
  }
  thimble_wasm_read_bytes(reader, thimble_wasm_read_u32(reader));
}
