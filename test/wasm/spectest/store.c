/* SPDX-License-Identifier: Apache-2.0 */
/* store.c: see store.h. All calls share one stack: that of a callee begins where its arguments are.
 */
#include "wasm/spectest/store.h"

#include <stdlib.h>
#include <string.h>

#include "engine/wasm/opcode.h"
#include "engine/wasm/reader.h"
#include "engine/wasm/run.h"
#include "wasm/spectest/link.h"
#include "wasm/spectest/spectest.h"

#define INSTANCES 1024u
#define REGISTERED 256u
#define DEPTH 100u /* calls between modules that are open at once: they take the C stack */

static struct {
  struct instance *instances[INSTANCES];
  uint32_t instance_count;
  struct {
    struct thimble_bytes as;
    struct instance *instance;
  } registered[REGISTERED];
  uint32_t registered_count;
  uint32_t next_reference;
  uint32_t depth;
  struct thimble_wasm_bounds bounds;
  union thimble_wasm_slot *stack;
} store;

static bool are_equal(struct thimble_bytes left, struct thimble_bytes right) {
  return left.length == right.length &&
         (left.length == 0 || memcmp(left.data, right.data, left.length) == 0);
}

static void remove_last(void) {
  struct instance *instance = store.instances[--store.instance_count];
  free(instance->state);
  free(instance->imported_globals);
  free(instance);
}

void store_start(const struct thimble_wasm_bounds *bounds) {
  while (store.instance_count > 0)
    remove_last();
  free(store.stack);
  store.bounds = *bounds;
  store.stack = calloc(bounds->stack, sizeof *store.stack);
  store.registered_count = 0;
  store.next_reference = SPECTEST_FUNCTIONS + 1;
  spectest_start();
}

union thimble_wasm_slot *store_stack(void) {
  return store.stack;
}

/* What this module can need: nothing for sections it does not have, and a branch takes at least one
 * byte of the code. */
static struct thimble_wasm_bounds bounds_of(const struct thimble_wasm_module *module) {
  struct thimble_wasm_bounds bounds = store.bounds;
  const struct thimble_wasm_section *code = &module->sections[THIMBLE_WASM_SECTION_CODE];
  bounds.branches = code->end - code->start;
  if (bounds.branches > THIMBLE_WASM_BRANCHES_MAXIMUM)
    bounds.branches = THIMBLE_WASM_BRANCHES_MAXIMUM;
  if (module->sections[THIMBLE_WASM_SECTION_MEMORY].count == 0)
    bounds.memory = 0;
  if (module->sections[THIMBLE_WASM_SECTION_TABLE].count == 0)
    bounds.elements = 0;
  return bounds;
}

/* Sets what is the caller's to set before a module is loaded. */
static bool prepare(struct thimble_wasm_state *state) {
  if (state == NULL)
    return false;
  state->reference = store.next_reference;
  state->source = NULL;
  state->caller = NULL;
  state->stack = store.stack;
  state->stack_slots = store.bounds.stack;
  return true;
}

/* Null: there is no room. A module has fewer functions than bytes. */
static struct instance *make_instance(const struct thimble_wasm_module *module,
                                      struct thimble_bytes name,
                                      const struct thimble_wasm_bounds *bounds) {
  bool is_full =
      store.instance_count == INSTANCES || store.next_reference + module->length > STORE_REFERENCES;
  struct instance *instance = is_full ? NULL : calloc(1, sizeof *instance);
  if (instance == NULL)
    return NULL;
  instance->name = name;
  instance->module = *module;
  instance->state = malloc(thimble_wasm_need(module, bounds));
  instance->imported_globals = calloc(module->sections[THIMBLE_WASM_SECTION_IMPORT].count + 1u,
                                      sizeof *instance->imported_globals);
  store.instances[store.instance_count++] = instance;
  if (prepare(instance->state) && instance->imported_globals != NULL)
    return instance;
  remove_last();
  return NULL;
}

/* An instance that could not be instantiated, or whose start function trapped, may have left
 * references to its functions in another one's table, so it stays. */
static struct instance *start(struct instance *instance, struct thimble_wasm_error *error) {
  struct thimble_wasm_state *state = instance->state;
  uint32_t fuel = UINT32_MAX;
  instance->is_linked = true;
  store.next_reference += state->function_count;
  thimble_wasm_instantiate(state, error);
  if (error->reason == THIMBLE_REASON_NONE && state->start != UINT32_MAX)
    error->reason = store_call(store_reference(instance, state->start), store.stack, &fuel);
  if (error->reason == THIMBLE_REASON_NONE)
    return instance;
  store_release(instance);
  return NULL;
}

/* Loads a module, whose imports come from `linker`. */
static struct instance *load(struct thimble_bytes bytes, struct thimble_bytes name,
                             const struct thimble_wasm_linker *linker,
                             struct thimble_wasm_error *error) {
  struct thimble_wasm_module module;
  memset(error, 0, sizeof *error);
  if (thimble_wasm_open(&module, bytes.data, bytes.length, error) != THIMBLE_REASON_NONE)
    return NULL;
  struct thimble_wasm_bounds bounds = bounds_of(&module);
  struct instance *instance = make_instance(&module, name, &bounds);
  if (instance == NULL) {
    error->reason = THIMBLE_REASON_MEMORY_LIMIT;
    return NULL;
  }
  if (thimble_wasm_load(instance->state, &instance->module, &bounds, linker, error) ==
      THIMBLE_REASON_NONE)
    return instance;
  remove_last();
  return NULL;
}

enum thimble_reason store_validate(struct thimble_bytes module, struct thimble_wasm_error *error) {
  if (load(module, (struct thimble_bytes){0}, &spectest_any_linker, error) != NULL)
    remove_last();
  return error->reason;
}

struct instance *store_add(struct thimble_bytes module, struct thimble_bytes name,
                           struct thimble_wasm_error *error) {
  struct instance *instance = load(module, name, &spectest_linker, error);
  return instance == NULL ? NULL : start(instance, error);
}

void store_release(struct instance *instance) {
  if (instance == NULL || instance != store.instances[store.instance_count - 1])
    return;
  bool has_imports = instance->module.sections[THIMBLE_WASM_SECTION_IMPORT].count > 0;
  if (!has_imports && instance->name.length == 0 && !instance->is_registered)
    remove_last();
}

struct instance *store_find(struct thimble_bytes name) {
  for (uint32_t i = store.instance_count; i > 0; i--)
    if (are_equal(store.instances[i - 1]->name, name))
      return store.instances[i - 1];
  return NULL;
}

bool store_register(struct instance *instance, struct thimble_bytes as) {
  if (store.registered_count == REGISTERED)
    return false;
  instance->is_registered = true;
  store.registered[store.registered_count].as = as;
  store.registered[store.registered_count].instance = instance;
  store.registered_count++;
  return true;
}

struct instance *store_find_registered(struct thimble_bytes as) {
  for (uint32_t i = store.registered_count; i > 0; i--)
    if (are_equal(store.registered[i - 1].as, as))
      return store.registered[i - 1].instance;
  return NULL;
}

struct instance *store_instance_of(const struct thimble_wasm_state *state) {
  for (uint32_t i = store.instance_count; i > 0; i--)
    if (store.instances[i - 1]->state == state)
      return store.instances[i - 1];
  return NULL;
}

/* An import is the function that it was linked to. */
uint32_t store_reference(const struct instance *instance, uint32_t function) {
  const struct thimble_wasm_state *state = instance->state;
  if (function < state->imported_functions)
    return state->functions[function].code;
  return state->reference + function;
}

/* Finds the definition of a function: its state and index. Null: it is one of `spectest`, and the
 * index is its reference. What an import was linked to is a definition, so two looks are enough. */
static struct thimble_wasm_state *find_definition(uint32_t reference, uint32_t *index) {
  for (uint32_t i = 0; i < store.instance_count; i++) {
    struct thimble_wasm_state *state = store.instances[i]->state;
    *index = reference - state->reference;
    if (!store.instances[i]->is_linked || *index >= state->function_count)
      continue;
    if (*index >= state->imported_functions)
      return state;
    reference = state->functions[*index].code;
    i = UINT32_MAX;
  }
  *index = reference;
  return NULL;
}

struct function_type store_type(uint32_t reference) {
  uint32_t index;
  const struct thimble_wasm_state *state = find_definition(reference, &index);
  return state == NULL ? spectest_type(index) : link_type(state, state->functions[index].type);
}

/* What one run changes, so that a function of the same instance can run inside another one. */
static void copy_run(struct thimble_wasm_state *to, const struct thimble_wasm_state *from) {
  to->fuel = from->fuel;
  to->position = from->position;
  to->branch = from->branch;
  to->function = from->function;
  to->locals = from->locals;
  to->top = from->top;
  to->highest = from->highest;
  to->detail = from->detail;
  to->stack = from->stack;
  to->stack_slots = from->stack_slots;
}

enum thimble_reason store_call(uint32_t reference, union thimble_wasm_slot *values,
                               uint32_t *fuel) {
  struct thimble_wasm_state kept;
  uint32_t index;
  struct thimble_wasm_state *state = find_definition(reference, &index);
  if (state == NULL)
    return THIMBLE_REASON_NONE;
  if (store.depth == DEPTH)
    return THIMBLE_REASON_STACK;
  copy_run(&kept, state);
  state->stack = values;
  state->stack_slots = store.bounds.stack - (uint32_t)(values - store.stack);
  state->fuel = *fuel;
  store.depth++;
  enum thimble_reason reason = thimble_wasm_enter(state, index);
  if (reason == THIMBLE_REASON_NONE)
    reason = thimble_wasm_run(state);
  store.depth--;
  uint32_t left = state->fuel;
  copy_run(state, &kept);
  *fuel = left; /* `fuel` may be that of the same state */
  return reason;
}

/* Skips the constant expression of a global in a module that was validated. */
static void skip_expression(struct thimble_wasm_reader *reader) {
  uint8_t opcode = THIMBLE_WASM_NOP;
  while (thimble_wasm_reader_ok(reader) && opcode != THIMBLE_WASM_END) {
    opcode = thimble_wasm_read_byte(reader);
    if (opcode == THIMBLE_WASM_I32_CONST || opcode == THIMBLE_WASM_I64_CONST)
      thimble_wasm_read_s64(reader);
    else if (opcode == THIMBLE_WASM_F32_CONST)
      thimble_wasm_read_bytes(reader, 4);
    else if (opcode == THIMBLE_WASM_F64_CONST)
      thimble_wasm_read_bytes(reader, 8);
    else if (opcode == THIMBLE_WASM_REF_NULL)
      thimble_wasm_read_byte(reader);
    else if (opcode == THIMBLE_WASM_REF_FUNC || opcode == THIMBLE_WASM_GLOBAL_GET)
      thimble_wasm_read_u32(reader);
  }
}

union thimble_wasm_slot *store_global(const struct instance *instance, uint32_t global,
                                      struct global_type *type) {
  const struct thimble_wasm_state *state = instance->state;
  struct thimble_wasm_reader reader;
  if (global < state->imported_globals) {
    *type = instance->imported_globals[global];
    return state->foreign_globals[global];
  }
  thimble_wasm_reader_start(&reader, &instance->module, THIMBLE_WASM_SECTION_GLOBAL);
  for (uint32_t i = state->imported_globals; i <= global; i++) {
    type->value = thimble_wasm_read_byte(&reader);
    type->is_mutable = thimble_wasm_read_byte(&reader) != 0;
    skip_expression(&reader);
  }
  return &state->globals[global - state->imported_globals];
}
