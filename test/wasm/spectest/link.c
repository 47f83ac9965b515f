/* SPDX-License-Identifier: Apache-2.0 */
/* link.c: see link.h. Types of imports are matched as the core specification says, section 4.5.2.
 */
#include "wasm/spectest/link.h"

#include <string.h>

#include "engine/wasm/exports.h"
#include "engine/wasm/immediate.h"
#include "engine/wasm/opcode.h"
#include "wasm/spectest/spectest.h"

static bool are_equal(struct thimble_bytes left, struct thimble_bytes right) {
  return left.length == right.length &&
         (left.length == 0 || memcmp(left.data, right.data, left.length) == 0);
}

bool link_types_are_equal(struct function_type left, struct function_type right) {
  return are_equal(left.parameters, right.parameters) && are_equal(left.results, right.results);
}

/* A vector that is known to be sound: skips its length, whose last byte is the first below 0x80. */
static struct thimble_bytes vector(const uint8_t *position, uint32_t count) {
  while (*position >= 0x80)
    position++;
  return (struct thimble_bytes){position + 1, count};
}

struct function_type link_type(const struct thimble_wasm_state *state, uint32_t index) {
  const struct thimble_wasm_type_entry *entry = &state->types[index];
  struct thimble_bytes parameters = vector(state->module + entry->position, entry->parameters);
  return (struct function_type){
      .parameters = parameters,
      .results = vector(parameters.data + parameters.length, entry->results),
  };
}

static void take_export(const struct instance *instance, uint32_t index,
                        struct external *external) {
  struct thimble_wasm_state *state = instance->state;
  switch (external->kind) {
  case THIMBLE_WASM_KIND_FUNCTION:
    external->reference = store_reference(instance, index);
    break;
  case THIMBLE_WASM_KIND_TABLE:
    external->table = state->tables[index];
    break;
  case THIMBLE_WASM_KIND_MEMORY:
    external->memory = state->memory;
    break;
  case THIMBLE_WASM_KIND_GLOBAL:
    external->global = store_global(instance, index, &external->global_type);
    break;
  }
}

static bool find_export(const struct instance *instance, struct thimble_bytes name,
                        struct external *external) {
  uint32_t work = 0;
  const uint8_t *at = thimble_wasm_find_export(&instance->module, name, &work);
  if (at == NULL)
    return false;
  external->kind = (enum thimble_wasm_kind) * at++;
  take_export(instance, wasm_index(&at), external);
  return true;
}

static bool find(const struct thimble_wasm_import *import, struct external *external) {
  static const struct thimble_bytes spectest = {(const uint8_t *)"spectest", 8};
  if (are_equal(import->module, spectest))
    return spectest_find(import->name, external);
  const struct instance *instance = store_find_registered(import->module);
  return instance != NULL && find_export(instance, import->name, external);
}

static bool limits_match(const struct thimble_wasm_limits *limits, uint32_t size,
                         uint32_t maximum) {
  return size >= limits->minimum && (!limits->has_maximum || maximum <= limits->maximum);
}

static bool link_function(struct thimble_wasm_state *state,
                          const struct thimble_wasm_import *import,
                          const struct external *external) {
  state->functions[import->index].code = external->reference & (STORE_REFERENCES - 1);
  return link_types_are_equal(link_type(state, import->type), store_type(external->reference));
}

static bool link_table(struct thimble_wasm_state *state, const struct thimble_wasm_import *import,
                       const struct external *external) {
  const struct thimble_wasm_table *table = external->table;
  state->tables[import->index] = external->table;
  return table->type == import->value_type &&
         limits_match(&import->limits, table->size, table->maximum);
}

static bool link_memory(struct thimble_wasm_state *state, const struct thimble_wasm_import *import,
                        const struct external *external) {
  const struct thimble_wasm_memory *memory = external->memory;
  state->memory = external->memory;
  return memory->page_shift == import->limits.page_shift &&
         limits_match(&import->limits, memory->size >> memory->page_shift, memory->maximum);
}

static bool link_global(struct thimble_wasm_state *state, const struct thimble_wasm_import *import,
                        const struct external *external) {
  struct instance *instance = store_instance_of(state);
  instance->imported_globals[import->index] = external->global_type;
  state->foreign_globals[import->index] = external->global;
  return external->global_type.value == import->value_type &&
         external->global_type.is_mutable == import->is_mutable;
}

static enum thimble_reason resolve(struct thimble_wasm_state *state,
                                   const struct thimble_wasm_import *import, uint32_t *detail) {
  static bool (*const linkers[])(struct thimble_wasm_state *, const struct thimble_wasm_import *,
                                 const struct external *) = {link_function, link_table, link_memory,
                                                             link_global};
  struct external external = {0};
  *detail = 0;
  if (!find(import, &external))
    return THIMBLE_REASON_WASM_IMPORT;
  if (external.kind != import->kind || !linkers[import->kind](state, import, &external))
    return THIMBLE_REASON_WASM_IMPORT_TYPE;
  return THIMBLE_REASON_NONE;
}

static enum thimble_reason call(struct thimble_wasm_state *state, uint32_t function,
                                union thimble_wasm_slot *values) {
  return store_call(state->functions[function].code, values, &state->fuel);
}

static enum thimble_reason call_reference(struct thimble_wasm_state *state, uint32_t reference,
                                          uint32_t type, union thimble_wasm_slot *values) {
  if (!link_types_are_equal(link_type(state, type), store_type(reference)))
    return THIMBLE_REASON_FUNCTION_TYPE;
  return store_call(reference, values, &state->fuel);
}

const struct thimble_wasm_linker spectest_linker = {resolve, call, call_reference};

/* Gives every import what it asks for, whatever it is. */
static enum thimble_reason resolve_any(struct thimble_wasm_state *state,
                                       const struct thimble_wasm_import *import, uint32_t *detail) {
  static struct thimble_wasm_table tables[] = {{.type = THIMBLE_WASM_FUNCREF},
                                               {.type = THIMBLE_WASM_EXTERNREF}};
  static struct thimble_wasm_memory memory;
  static union thimble_wasm_slot global;
  *detail = 0;
  if (import->kind == THIMBLE_WASM_KIND_FUNCTION)
    state->functions[import->index].code = 1;
  else if (import->kind == THIMBLE_WASM_KIND_TABLE)
    state->tables[import->index] = &tables[import->value_type == THIMBLE_WASM_EXTERNREF ? 1 : 0];
  else if (import->kind == THIMBLE_WASM_KIND_MEMORY)
    state->memory = &memory;
  else
    state->foreign_globals[import->index] = &global;
  return THIMBLE_REASON_NONE;
}

const struct thimble_wasm_linker spectest_any_linker = {resolve_any, NULL, NULL};
