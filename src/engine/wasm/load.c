/* SPDX-License-Identifier: Apache-2.0 */
/* load.c: see module.h. The order of events: arrays, scratch, then the sections in the order of
 * their numbers, which is that of the module but for the data count, which open has compared. */
#include <string.h>

#include "engine/wasm/need.h"
#include "engine/wasm/validate.h"

struct section_rule {
  thimble_wasm_validate_item *validate;
  uint32_t most; /* items */
};

static const struct section_rule rules[] = {
    [THIMBLE_WASM_SECTION_TYPE] = {thimble_wasm_validate_type, THIMBLE_WASM_TYPES_MAXIMUM},
    [THIMBLE_WASM_SECTION_IMPORT] = {thimble_wasm_validate_import, UINT32_MAX},
    [THIMBLE_WASM_SECTION_FUNCTION] = {thimble_wasm_validate_function, UINT32_MAX},
    [THIMBLE_WASM_SECTION_TABLE] = {thimble_wasm_validate_table, UINT32_MAX},
    [THIMBLE_WASM_SECTION_MEMORY] = {thimble_wasm_validate_memory, UINT32_MAX},
    [THIMBLE_WASM_SECTION_GLOBAL] = {thimble_wasm_validate_global, UINT32_MAX},
    [THIMBLE_WASM_SECTION_EXPORT] = {thimble_wasm_validate_export, THIMBLE_WASM_EXPORTS_MAXIMUM},
    [THIMBLE_WASM_SECTION_START] = {thimble_wasm_validate_start, UINT32_MAX},
    [THIMBLE_WASM_SECTION_ELEMENT] = {thimble_wasm_validate_element, UINT32_MAX},
    [THIMBLE_WASM_SECTION_CODE] = {thimble_wasm_validate_code, UINT32_MAX},
    [THIMBLE_WASM_SECTION_DATA] = {thimble_wasm_validate_data, UINT32_MAX},
};

/* Sets what the layout and the sections say; nothing is read yet. */
static void set_arrays(struct thimble_wasm_state *state, const struct thimble_wasm_module *module,
                       const struct thimble_wasm_bounds *bounds,
                       const struct thimble_wasm_layout *layout) {
  uint8_t *own = (uint8_t *)state;
  const struct thimble_wasm_section *sections = module->sections;
  const uint32_t *imports = layout->imports.of;
  state->module = module->bytes;
  state->length = module->length;
  state->types = (struct thimble_wasm_type_entry *)(void *)(own + layout->types);
  state->functions = (struct thimble_wasm_function *)(void *)(own + layout->functions);
  state->branches = (struct thimble_wasm_branch *)(void *)(own + layout->branches);
  state->globals = (union thimble_wasm_slot *)(void *)(own + layout->globals);
  state->foreign_globals = (union thimble_wasm_slot **)(void *)(own + layout->foreign_globals);
  state->tables = (struct thimble_wasm_table **)(void *)(own + layout->tables);
  state->dropped = own + layout->dropped;
  state->memory = NULL;
  state->own_memory.data = own + layout->memory;
  state->own_memory.capacity = bounds->memory;
  state->type_count = sections[THIMBLE_WASM_SECTION_TYPE].count;
  state->imported_functions = imports[THIMBLE_WASM_KIND_FUNCTION];
  state->function_count =
      imports[THIMBLE_WASM_KIND_FUNCTION] + sections[THIMBLE_WASM_SECTION_FUNCTION].count;
  state->imported_globals = imports[THIMBLE_WASM_KIND_GLOBAL];
  state->table_count =
      imports[THIMBLE_WASM_KIND_TABLE] + sections[THIMBLE_WASM_SECTION_TABLE].count;
  state->element_count = sections[THIMBLE_WASM_SECTION_ELEMENT].count;
  state->elements = sections[THIMBLE_WASM_SECTION_ELEMENT].start;
  state->data = sections[THIMBLE_WASM_SECTION_DATA].start;
  state->start = UINT32_MAX;
}

/* What a run changes, as before the first one. */
static void set_run(struct thimble_wasm_state *state) {
  state->fuel = 0;
  state->position = 0;
  state->branch = 0;
  state->function = 0;
  state->locals = 0;
  state->top = 0;
  state->highest = 0;
  state->detail = 0;
  state->stage = THIMBLE_WASM_DIRTY;
  state->started = false;
}

static void set_tables(struct thimble_wasm_state *state, const struct thimble_wasm_layout *layout) {
  uint32_t imports = layout->imports.of[THIMBLE_WASM_KIND_TABLE];
  struct thimble_wasm_table *own =
      (struct thimble_wasm_table *)(void *)((uint8_t *)state + layout->own_tables);
  for (uint32_t i = imports; i < state->table_count; i++)
    state->tables[i] = own + (i - imports);
}

/* Scratch: what all functions share, then what each uses anew; blocks from the end on. Their end is
 * a multiple of 4, as is the start of scratch. */
static void set_scratch(struct thimble_wasm_validator *validator, uint8_t *scratch) {
  const struct thimble_wasm_state *state = validator->state;
  uint32_t length = validator->bounds->scratch / 4 * 4;
  uint32_t declared = (state->function_count + 7) / 8;
  uint32_t shared = validator->global_count + state->element_count + declared;
  validator->scratch = scratch;
  validator->global_types = scratch;
  validator->element_types = validator->global_types + validator->global_count;
  validator->declared = validator->element_types + state->element_count;
  validator->free = validator->declared + declared;
  validator->blocks_end = (struct thimble_wasm_block *)(void *)(scratch + length);
  validator->use.scratch = (shared + 3) / 4 * 4;
  if (shared > length)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_SCRATCH, validator->bounds->scratch);
  else
    memset(validator->declared, 0, declared);
}

/* Fields that are not named here or in set_scratch() belong to a function or constant, and are set
 * where it begins. */
static void set_validator(struct thimble_wasm_validator *validator,
                          struct thimble_wasm_state *state,
                          const struct thimble_wasm_layout *layout) {
  thimble_wasm_reader_start(&validator->reader, validator->module, THIMBLE_WASM_SECTION_FUNCTION);
  validator->state = state;
  for (uint32_t kind = 0; kind < 4; kind++)
    validator->import_count[kind] = 0;
  validator->elements = 0;
  validator->use.branches = 0;
  validator->work = 0;
  validator->branch_limit = thimble_wasm_branch_limit(validator->bounds);
  validator->global_count =
      state->imported_globals + validator->module->sections[THIMBLE_WASM_SECTION_GLOBAL].count;
  if (state->function_count > THIMBLE_WASM_FUNCTIONS_MAXIMUM)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_LIMIT, THIMBLE_WASM_FUNCTIONS_MAXIMUM);
  set_scratch(validator, (uint8_t *)state + layout->scratch);
}

/* The start section is one item, whose number open took for a count. */
static void validate_section(struct thimble_wasm_validator *validator,
                             enum thimble_wasm_section_number number) {
  const struct thimble_wasm_section *section = &validator->module->sections[number];
  uint32_t count = number == THIMBLE_WASM_SECTION_START ? 1 : section->count;
  if (section->end == 0)
    return;
  thimble_wasm_reader_start(&validator->reader, validator->module, number);
  if (count > rules[number].most)
    thimble_wasm_fail(validator, THIMBLE_REASON_WASM_LIMIT, rules[number].most);
  for (uint32_t i = 0; i < count && thimble_wasm_reader_ok(&validator->reader); i++) {
    thimble_wasm_reader_item(&validator->reader);
    rules[number].validate(validator, i);
  }
  thimble_wasm_reader_finish(&validator->reader);
}

static void validate_sections(struct thimble_wasm_validator *validator) {
  for (uint32_t number = THIMBLE_WASM_SECTION_TYPE;
       number <= THIMBLE_WASM_SECTION_DATA && thimble_wasm_reader_ok(&validator->reader); number++)
    validate_section(validator, (enum thimble_wasm_section_number)number);
}

static bool can_grow(const struct thimble_wasm_table *table) {
  return table->maximum > table->size;
}

/* Gives each table its minimum, and those that can grow the same share of what is left, at most
 * their maximum. The sum is at most `elements`: validation has compared the minima with it. */
static void place_tables(struct thimble_wasm_state *state, uint32_t *entries, uint32_t elements,
                         uint32_t imports) {
  uint32_t growing = 0;
  uint32_t left = elements;
  for (uint32_t i = imports; i < state->table_count; i++) {
    growing += can_grow(state->tables[i]);
    left -= state->tables[i]->size;
  }
  for (uint32_t i = imports; i < state->table_count; i++) {
    struct thimble_wasm_table *table = state->tables[i];
    uint32_t more = growing == 0 ? 0 : left / growing;
    if (more > table->maximum - table->size)
      more = table->maximum - table->size;
    table->entries = entries;
    table->capacity = table->size + more;
    entries += table->capacity;
  }
}

enum thimble_reason thimble_wasm_load(struct thimble_wasm_state *state,
                                      const struct thimble_wasm_module *module,
                                      const struct thimble_wasm_bounds *bounds,
                                      const struct thimble_wasm_linker *linker,
                                      struct thimble_wasm_error *error) {
  struct thimble_wasm_layout layout;
  struct thimble_wasm_validator validator;
  thimble_wasm_lay_out(&layout, module, bounds);
  state->linker = linker;
  set_run(state);
  set_arrays(state, module, bounds, &layout);
  set_tables(state, &layout);
  validator.module = module;
  validator.bounds = bounds;
  set_validator(&validator, state, &layout);
  validate_sections(&validator);
  if (thimble_wasm_reader_ok(&validator.reader))
    place_tables(state, (uint32_t *)(void *)((uint8_t *)state + layout.entries), bounds->elements,
                 layout.imports.of[THIMBLE_WASM_KIND_TABLE]);
  error->reason = validator.reader.reason;
  error->position = validator.reader.place;
  error->detail = validator.reader.detail;
  error->use = validator.use;
  return error->reason;
}
