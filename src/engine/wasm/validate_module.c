/* SPDX-License-Identifier: Apache-2.0 */
/* validate_module.c: types, imports and definitions, and what a module exports and starts (core
 * specification, section 3.4). */
#include <string.h>

#include "engine/wasm/exports.h"
#include "engine/wasm/types.h"
#include "engine/wasm/validate.h"

void thimble_wasm_validate_type(struct thimble_wasm_validator *validator, uint32_t index) {
  thimble_wasm_work(validator,
                    thimble_wasm_read_function_type(&validator->reader, validator->state, index));
}

/* Gives a function its type, if there is such a type. */
static void set_type(struct thimble_wasm_validator *validator, uint32_t function, uint32_t type) {
  struct thimble_wasm_state *state = validator->state;
  if (type >= state->type_count) {
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_TYPE_INDEX, type);
    return;
  }
  const struct thimble_wasm_type_entry *entry = &state->types[type];
  state->functions[function].type = entry->canonical;
  state->functions[function].parameters = entry->parameters;
  state->functions[function].results = entry->results & 0xfffu;
}

/* What only the imports of one kind need. */
static void take_import(struct thimble_wasm_validator *validator,
                        const struct thimble_wasm_import *import) {
  if (import->kind == THIMBLE_WASM_KIND_FUNCTION)
    set_type(validator, import->index, import->type);
  if (import->kind == THIMBLE_WASM_KIND_MEMORY && import->index > 0)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_MEMORIES, 0);
  if (import->kind == THIMBLE_WASM_KIND_GLOBAL)
    validator->global_types[import->index] =
        import->value_type | (import->is_mutable ? THIMBLE_WASM_MUTABLE : 0);
}

/* The imports of a kind were counted by the same reader before, so that their arrays have room. */
void thimble_wasm_validate_import(struct thimble_wasm_validator *validator, uint32_t index) {
  struct thimble_wasm_import import;
  uint32_t detail = 0;
  (void)index;
  thimble_wasm_read_import(&validator->reader, &import);
  if (!thimble_wasm_reader_ok(&validator->reader))
    return;
  import.index = validator->import_count[import.kind]++;
  take_import(validator, &import);
  if (!thimble_wasm_reader_ok(&validator->reader))
    return;
  enum thimble_reason reason =
      validator->state->linker->resolve(validator->state, &import, &detail);
  if (reason != THIMBLE_REASON_NONE)
    thimble_wasm_fail(validator, reason, detail);
}

void thimble_wasm_validate_function(struct thimble_wasm_validator *validator, uint32_t index) {
  set_type(validator, validator->import_count[THIMBLE_WASM_KIND_FUNCTION] + index,
           thimble_wasm_read_u32(&validator->reader));
}

/* Entries come when all tables are known. */
void thimble_wasm_validate_table(struct thimble_wasm_validator *validator, uint32_t index) {
  struct thimble_wasm_import table;
  thimble_wasm_read_table_type(&validator->reader, &table);
  if (!thimble_wasm_reader_ok(&validator->reader))
    return;
  uint32_t room = validator->bounds->elements - validator->elements;
  if (table.limits.minimum > room) {
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_MEMORY_SIZE, table.limits.minimum);
    return;
  }
  validator->elements += table.limits.minimum;
  *validator->state->tables[validator->import_count[THIMBLE_WASM_KIND_TABLE] + index] =
      (struct thimble_wasm_table){.size = table.limits.minimum,
                                  .capacity = table.limits.minimum,
                                  .maximum = table.limits.maximum,
                                  .type = table.value_type};
}

void thimble_wasm_validate_memory(struct thimble_wasm_validator *validator, uint32_t index) {
  struct thimble_wasm_import memory;
  struct thimble_wasm_memory *own = &validator->state->own_memory;
  if (validator->import_count[THIMBLE_WASM_KIND_MEMORY] + index > 0)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_MEMORIES, 0);
  thimble_wasm_read_memory_type(&validator->reader, &memory);
  if (!thimble_wasm_reader_ok(&validator->reader))
    return;
  uint64_t size = (uint64_t)memory.limits.minimum << memory.limits.page_shift;
  if (size > own->capacity) {
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_MEMORY_SIZE,
                      size < UINT32_MAX ? (uint32_t)size : UINT32_MAX);
    return;
  }
  own->size = (uint32_t)size;
  own->maximum = memory.limits.maximum;
  own->page_shift = memory.limits.page_shift;
  validator->state->memory = own;
}

void thimble_wasm_validate_global(struct thimble_wasm_validator *validator, uint32_t index) {
  struct thimble_wasm_import global;
  thimble_wasm_read_global_type(&validator->reader, &global);
  validator->global_types[validator->import_count[THIMBLE_WASM_KIND_GLOBAL] + index] =
      global.value_type | (global.is_mutable ? THIMBLE_WASM_MUTABLE : 0);
  thimble_wasm_validate_constant(validator, global.value_type);
}

void thimble_wasm_validate_declared(struct thimble_wasm_validator *validator) {
  uint32_t function = thimble_wasm_read_index(&validator->reader, validator->state->function_count,
                                              THIMBLE_REASON_WASM_FUNCTION_INDEX);
  if (thimble_wasm_reader_ok(&validator->reader))
    validator->declared[function / 8] |= (uint8_t)(1u << function % 8);
}

/* Reads the index of what is exported. */
static void validate_exported(struct thimble_wasm_validator *validator,
                              enum thimble_wasm_kind kind) {
  struct thimble_wasm_reader *reader = &validator->reader;
  switch (kind) {
  case THIMBLE_WASM_KIND_FUNCTION:
    thimble_wasm_validate_declared(validator);
    break;
  case THIMBLE_WASM_KIND_TABLE:
    thimble_wasm_read_index(reader, validator->state->table_count, THIMBLE_REASON_WASM_TABLE_INDEX);
    break;
  case THIMBLE_WASM_KIND_MEMORY:
    thimble_wasm_read_index(reader, validator->state->memory != NULL,
                            THIMBLE_REASON_WASM_MEMORY_INDEX);
    break;
  case THIMBLE_WASM_KIND_GLOBAL:
    thimble_wasm_read_index(reader, validator->global_count, THIMBLE_REASON_WASM_GLOBAL_INDEX);
    break;
  }
}

void thimble_wasm_validate_export(struct thimble_wasm_validator *validator, uint32_t index) {
  struct thimble_wasm_reader *reader = &validator->reader;
  struct thimble_bytes name = thimble_wasm_read_name(reader);
  (void)index;
  validate_exported(validator, (enum thimble_wasm_kind)thimble_wasm_read_choice(
                                   reader, THIMBLE_WASM_KIND_GLOBAL));
  if (!thimble_wasm_reader_ok(reader))
    return;
  if (thimble_wasm_find_export(validator->module, name, &validator->work) !=
      name.data + name.length)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_EXPORT_TWICE, 0);
  thimble_wasm_work(validator, 0);
}

void thimble_wasm_validate_start(struct thimble_wasm_validator *validator, uint32_t index) {
  struct thimble_wasm_state *state = validator->state;
  (void)index;
  uint32_t function = thimble_wasm_read_index(&validator->reader, state->function_count,
                                              THIMBLE_REASON_WASM_FUNCTION_INDEX);
  if (!thimble_wasm_reader_ok(&validator->reader))
    return;
  if (state->functions[function].parameters + state->functions[function].results > 0)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_START_TYPE, 0);
  state->start = function;
}
