/* SPDX-License-Identifier: Apache-2.0 */
/* validate_control.c: blocks, jumps and calls; makes the branches (state.h).
 *
 * A jump backwards is complete at once. Jumps to the end of a block hang in a chain at the block
 * until the end is met: each branch there keeps the number of the one before it in its field
 * `branch`. A chain ends, since each branch is put into one chain once, before those that are put
 * in later. */
#include "engine/wasm/immediate.h"
#include "engine/wasm/types.h"
#include "engine/wasm/validate_operands.h"

/* Whether a block type is one byte: empty, or one value type. All of them look like small negative
 * numbers. */
static bool is_short(uint8_t first) {
  return (first & 0xc0) == 0x40;
}

static struct thimble_bytes block_parameters(const struct thimble_wasm_validator *validator,
                                             const struct thimble_wasm_block *block) {
  const uint8_t *type = validator->reader.module + block->type;
  if (is_short(*type))
    return (struct thimble_bytes){type, 0};
  return thimble_wasm_type_parameters(validator->state, wasm_index(&type));
}

static struct thimble_bytes block_results(const struct thimble_wasm_validator *validator,
                                          const struct thimble_wasm_block *block) {
  if (block->kind == THIMBLE_WASM_BLOCK_FUNCTION)
    return thimble_wasm_type_results(validator->state, block->type);
  const uint8_t *type = validator->reader.module + block->type;
  if (is_short(*type))
    return (struct thimble_bytes){type, *type != THIMBLE_WASM_BLOCK_EMPTY};
  return thimble_wasm_type_results(validator->state, wasm_index(&type));
}

/* What a jump to the block takes along. */
static struct thimble_bytes label_types(const struct thimble_wasm_validator *validator,
                                        const struct thimble_wasm_block *block) {
  if (block->kind == THIMBLE_WASM_BLOCK_LOOP)
    return block_parameters(validator, block);
  return block_results(validator, block);
}

/* Opens a block whose parameters have been popped. */
static void open_block(struct thimble_wasm_validator *validator, uint32_t kind, uint32_t type) {
  struct thimble_wasm_block *block = validator->block;
  if ((uint8_t *)block - validator->highest < (int32_t)sizeof(*block)) {
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_SCRATCH, validator->bounds->scratch);
    return;
  }
  block--;
  *block = (struct thimble_wasm_block){
      .type = type & (THIMBLE_WASM_MODULE_MAXIMUM - 1),
      .kind = kind & 7,
      .outer_unreachable = validator->unreachable,
      .height = (uint16_t)(validator->top - validator->operands),
      .chain = THIMBLE_WASM_NO_BRANCH,
      .branch = (uint16_t)validator->use.branches,
  };
  validator->block = block;
  validator->floor = validator->top;
  validator->unreachable = false;
  if (block < validator->deepest)
    validator->deepest = block;
}

void thimble_wasm_open_function(struct thimble_wasm_validator *validator) {
  open_block(validator, THIMBLE_WASM_BLOCK_FUNCTION, validator->type);
}

/* Uses the next branch. Null: there is none left, and the error is set. */
static struct thimble_wasm_branch *next_branch(struct thimble_wasm_validator *validator) {
  if (validator->use.branches >= validator->branch_limit) {
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_BRANCHES, validator->branch_limit);
    return NULL;
  }
  return &validator->state->branches[validator->use.branches++];
}

/* Lets a branch go on where the reader is. */
static void land(const struct thimble_wasm_validator *validator, uint32_t place, uint32_t branch) {
  struct thimble_wasm_branch *jump = &validator->state->branches[branch];
  jump->position = place & (THIMBLE_WASM_MODULE_MAXIMUM - 1);
  jump->branch = (uint16_t)validator->use.branches;
}

static void land_chain(const struct thimble_wasm_validator *validator, uint32_t place,
                       uint32_t chain) {
  while (chain != THIMBLE_WASM_NO_BRANCH) {
    uint32_t before = validator->state->branches[chain].branch;
    land(validator, place, chain);
    chain = before;
  }
}

/* Makes the branch of a jump to `block`, which takes `keep` values along. */
static void make_branch(struct thimble_wasm_validator *validator, struct thimble_wasm_block *block,
                        uint32_t keep) {
  struct thimble_wasm_branch *branch = next_branch(validator);
  if (branch == NULL)
    return;
  branch->keep = keep & 0xfff;
  branch->height = block->height;
  if (block->kind == THIMBLE_WASM_BLOCK_LOOP) {
    const uint8_t *start = wasm_skip(validator->reader.module + block->type);
    branch->position =
        (uint32_t)(start - validator->reader.module) & (THIMBLE_WASM_MODULE_MAXIMUM - 1);
    branch->branch = block->branch;
    return;
  }
  branch->branch = block->chain;
  block->chain = (uint16_t)(validator->use.branches - 1);
}

/* Reads a block type and returns its parameters. */
static struct thimble_bytes read_block_type(struct thimble_wasm_validator *validator) {
  struct thimble_wasm_reader *reader = &validator->reader;
  struct thimble_bytes none = {reader->position, 0};
  if (reader->position != reader->end && *reader->position == THIMBLE_WASM_BLOCK_EMPTY) {
    reader->position++;
    return none;
  }
  if (reader->position != reader->end && is_short(*reader->position)) {
    thimble_wasm_read_value_type(reader);
    return none;
  }
  int64_t index = thimble_wasm_read_s33(reader);
  if (index < 0 || index >= validator->state->type_count)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_TYPE_INDEX, (uint32_t)index);
  if (!thimble_wasm_reader_ok(reader))
    return none;
  return thimble_wasm_type_parameters(validator->state, (uint32_t)index);
}

/* The branch of a condition that is false; where it goes to is known at `else` or `end`. */
static void make_false_branch(struct thimble_wasm_validator *validator, uint32_t keep) {
  struct thimble_wasm_branch *branch = next_branch(validator);
  if (branch == NULL)
    return;
  branch->keep = keep & 0xfff;
  branch->height = validator->block->height;
}

static void validate_block(struct thimble_wasm_validator *validator, uint32_t kind) {
  uint32_t type = thimble_wasm_reader_place(&validator->reader);
  struct thimble_bytes parameters = read_block_type(validator);
  if (kind == THIMBLE_WASM_BLOCK_IF)
    thimble_wasm_pop(validator, THIMBLE_WASM_I32);
  if (parameters.length > 0)
    thimble_wasm_pop_values(validator, parameters);
  if (!thimble_wasm_reader_ok(&validator->reader))
    return;
  open_block(validator, kind, type);
  if (kind == THIMBLE_WASM_BLOCK_IF)
    make_false_branch(validator, parameters.length);
  if (parameters.length > 0)
    thimble_wasm_push_values(validator, parameters);
}

/* At the end of a block, or of its part before `else`: exactly its results are there. */
static void take_results(struct thimble_wasm_validator *validator, struct thimble_bytes results) {
  if (results.length > 0)
    thimble_wasm_pop_values(validator, results);
  if (validator->top != validator->floor)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_TYPE, 0);
}

/* What comes from above goes on behind the end, by a branch of its own; the condition that was
 * false goes on here. */
static void validate_else(struct thimble_wasm_validator *validator) {
  struct thimble_wasm_block *block = validator->block;
  if (block->kind != THIMBLE_WASM_BLOCK_IF) {
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_ELSE, 0);
    return;
  }
  struct thimble_bytes results = block_results(validator, block);
  take_results(validator, results);
  make_branch(validator, block, results.length);
  if (!thimble_wasm_reader_ok(&validator->reader))
    return;
  land(validator, thimble_wasm_reader_place(&validator->reader), block->branch);
  block->kind = THIMBLE_WASM_BLOCK_ELSE;
  validator->unreachable = false;
  thimble_wasm_push_values(validator, block_parameters(validator, block));
}

/* An if without else passes its parameters on when the condition is false. */
static void end_if(struct thimble_wasm_validator *validator, struct thimble_wasm_block *block,
                   struct thimble_bytes results) {
  struct thimble_bytes parameters = block_parameters(validator, block);
  bool equal = parameters.length == results.length;
  for (uint32_t i = 0; equal && i < results.length; i++)
    equal = parameters.data[i] == results.data[i];
  if (!equal)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_ELSE, 0);
  land(validator, thimble_wasm_reader_place(&validator->reader), block->branch);
}

/* The function's own end is an instruction that a jump may go on with, and the last one. */
static void end_function(struct thimble_wasm_validator *validator,
                         struct thimble_wasm_block *block) {
  uint32_t place = (uint32_t)(validator->reader.item - validator->reader.module);
  validator->state->functions[validator->function].end = place & (THIMBLE_WASM_MODULE_MAXIMUM - 1);
  land_chain(validator, place, block->chain);
  validator->block = block + 1;
  thimble_wasm_reader_finish(&validator->reader);
}

static void validate_end(struct thimble_wasm_validator *validator) {
  struct thimble_wasm_block *block = validator->block;
  struct thimble_bytes results = block_results(validator, block);
  take_results(validator, results);
  if (block->kind == THIMBLE_WASM_BLOCK_FUNCTION) {
    end_function(validator, block);
    return;
  }
  if (block->kind == THIMBLE_WASM_BLOCK_IF)
    end_if(validator, block, results);
  land_chain(validator, thimble_wasm_reader_place(&validator->reader), block->chain);
  validator->block = block + 1;
  validator->floor = validator->operands + block[1].height;
  validator->unreachable = block->outer_unreachable;
  if (results.length > 0)
    thimble_wasm_push_values(validator, results);
}

/* Reads a label. Null: there is no such block, and the error is set. */
static struct thimble_wasm_block *read_label(struct thimble_wasm_validator *validator) {
  uint32_t open = (uint32_t)(validator->blocks_end - validator->block);
  uint32_t label = thimble_wasm_read_u32(&validator->reader);
  if (label < open && thimble_wasm_reader_ok(&validator->reader))
    return validator->block + label;
  thimble_wasm_fail(validator, THIMBLE_REASON_WASM_LABEL_INDEX, label);
  return NULL;
}

static void validate_branch(struct thimble_wasm_validator *validator, bool conditional) {
  struct thimble_wasm_block *block = read_label(validator);
  if (block == NULL)
    return;
  struct thimble_bytes types = label_types(validator, block);
  if (conditional)
    thimble_wasm_pop(validator, THIMBLE_WASM_I32);
  if (types.length > 0)
    thimble_wasm_pop_values(validator, types);
  make_branch(validator, block, types.length);
  if (conditional)
    thimble_wasm_push_values(validator, types);
  else
    thimble_wasm_set_unreachable(validator);
}

/* Reads one label of a table, which must take along as many values as the others. */
static void validate_table_label(struct thimble_wasm_validator *validator, uint32_t *values) {
  struct thimble_wasm_block *block = read_label(validator);
  if (block == NULL)
    return;
  struct thimble_bytes types = label_types(validator, block);
  if (*values != UINT32_MAX && *values != types.length)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_TYPE, 0);
  *values = types.length;
  thimble_wasm_check_values(validator, types);
  make_branch(validator, block, types.length);
}

static void validate_branch_table(struct thimble_wasm_validator *validator) {
  uint32_t count = thimble_wasm_read_u32(&validator->reader);
  uint32_t values = UINT32_MAX;
  thimble_wasm_pop(validator, THIMBLE_WASM_I32);
  for (uint32_t i = 0; i < count && thimble_wasm_reader_ok(&validator->reader); i++)
    validate_table_label(validator, &values);
  validate_table_label(validator, &values);
  thimble_wasm_set_unreachable(validator);
}

static void validate_return(struct thimble_wasm_validator *validator) {
  thimble_wasm_pop_values(validator, thimble_wasm_type_results(validator->state, validator->type));
  thimble_wasm_set_unreachable(validator);
}

/* Calls a function of the type, which becomes this function's caller's where it is a tail call. */
static void validate_call(struct thimble_wasm_validator *validator, uint32_t type, bool is_tail) {
  struct thimble_bytes results = thimble_wasm_type_results(validator->state, type);
  thimble_wasm_pop_values(validator, thimble_wasm_type_parameters(validator->state, type));
  thimble_wasm_push_values(validator, results);
  if (!is_tail)
    return;
  if (results.length != validator->state->types[validator->type].results)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_TYPE, 0);
  validate_return(validator);
}

static void validate_direct(struct thimble_wasm_validator *validator, bool is_tail) {
  uint32_t function = thimble_wasm_read_index(&validator->reader, validator->state->function_count,
                                              THIMBLE_REASON_WASM_FUNCTION_INDEX);
  if (thimble_wasm_reader_ok(&validator->reader))
    validate_call(validator, validator->state->functions[function].type, is_tail);
}

static void validate_indirect(struct thimble_wasm_validator *validator, bool is_tail) {
  const struct thimble_wasm_state *state = validator->state;
  uint32_t type = thimble_wasm_read_index(&validator->reader, state->type_count,
                                          THIMBLE_REASON_WASM_TYPE_INDEX);
  uint32_t table = thimble_wasm_read_index(&validator->reader, state->table_count,
                                           THIMBLE_REASON_WASM_TABLE_INDEX);
  if (!thimble_wasm_reader_ok(&validator->reader))
    return;
  if (state->tables[table]->type != THIMBLE_WASM_FUNCREF)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_TYPE, 0);
  thimble_wasm_pop(validator, THIMBLE_WASM_I32);
  validate_call(validator, type, is_tail);
}

void thimble_wasm_validate_control(struct thimble_wasm_validator *validator, uint8_t opcode) {
  switch (opcode) {
  case THIMBLE_WASM_UNREACHABLE:
    thimble_wasm_set_unreachable(validator);
    break;
  case THIMBLE_WASM_NOP:
    break;
  case THIMBLE_WASM_BLOCK:
  case THIMBLE_WASM_LOOP:
  case THIMBLE_WASM_IF: /* in the order of enum thimble_wasm_block_kind */
    validate_block(validator, (uint32_t)opcode - THIMBLE_WASM_BLOCK);
    break;
  case THIMBLE_WASM_ELSE:
    validate_else(validator);
    break;
  case THIMBLE_WASM_END:
    validate_end(validator);
    break;
  case THIMBLE_WASM_BR:
  case THIMBLE_WASM_BR_IF:
    validate_branch(validator, opcode == THIMBLE_WASM_BR_IF);
    break;
  case THIMBLE_WASM_BR_TABLE:
    validate_branch_table(validator);
    break;
  case THIMBLE_WASM_RETURN:
    validate_return(validator);
    break;
  case THIMBLE_WASM_CALL:
  case THIMBLE_WASM_RETURN_CALL:
    validate_direct(validator, opcode == THIMBLE_WASM_RETURN_CALL);
    break;
  default: /* CALL_INDIRECT, RETURN_CALL_INDIRECT */
    validate_indirect(validator, opcode == THIMBLE_WASM_RETURN_CALL_INDIRECT);
    break;
  }
}
