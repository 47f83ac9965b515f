/* SPDX-License-Identifier: Apache-2.0 */
/* validate_instruction.c: one instruction, in whatever form it is written: what its rule says, or
 * which file has the rules. */
#include "engine/wasm/types.h"
#include "engine/wasm/validate_operands.h"

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

/* An instruction that its rule describes. */
static void validate_by_rule(struct thimble_wasm_validator *validator, uint16_t rule) {
  enum thimble_wasm_immediate immediate = thimble_wasm_rule_immediate(rule);
  uint8_t operand = thimble_wasm_rule_operand(rule);
  switch (thimble_wasm_rule_shape(rule)) {
  case THIMBLE_WASM_SHAPE_CONSTANT:
    validate_immediate(validator, immediate);
    break;
  case THIMBLE_WASM_SHAPE_BINARY:
    thimble_wasm_pop(validator, operand);
    thimble_wasm_pop(validator, operand);
    break;
  case THIMBLE_WASM_SHAPE_UNARY:
    validate_immediate(validator, immediate);
    thimble_wasm_pop(validator, operand);
    break;
  case THIMBLE_WASM_SHAPE_LOAD:
    validate_access(validator, immediate - THIMBLE_WASM_IMMEDIATE_MEMORY_8);
    thimble_wasm_pop(validator, THIMBLE_WASM_I32);
    break;
  default: /* STORE, the only one without a result */
    validate_access(validator, immediate - THIMBLE_WASM_IMMEDIATE_MEMORY_8);
    thimble_wasm_pop(validator, operand);
    thimble_wasm_pop(validator, THIMBLE_WASM_I32);
    return;
  }
  thimble_wasm_push(validator, thimble_wasm_rule_result(rule));
}

void thimble_wasm_validate_instruction(struct thimble_wasm_validator *validator, uint8_t opcode) {
  uint16_t rule = thimble_wasm_rules[opcode];
  switch (thimble_wasm_rule_shape(rule)) {
  case THIMBLE_WASM_SHAPE_NOTHING:
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_OPCODE, opcode);
    break;
  case THIMBLE_WASM_SHAPE_LOCAL:
    validate_local(validator, opcode);
    break;
  case THIMBLE_WASM_SHAPE_CONTROL:
    thimble_wasm_validate_control(validator, opcode);
    break;
  case THIMBLE_WASM_SHAPE_OTHER:
    thimble_wasm_validate_other(validator, opcode);
    break;
  default:
    if (thimble_wasm_is_missing_float(rule))
      thimble_wasm_fail(validator, THIMBLE_REASON_WASM_FLOAT, opcode);
    validate_by_rule(validator, rule);
    break;
  }
}
