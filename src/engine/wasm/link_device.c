/* SPDX-License-Identifier: Apache-2.0 */
/* link_device.c: see link_device.h. */
#include "engine/wasm/link_device.h"

#include <string.h>

#include "engine/wasm/types.h"

static bool is_text(struct thimble_bytes bytes, const char *text) {
  return bytes.length == strlen(text) &&
         (bytes.length == 0 || memcmp(bytes.data, text, bytes.length) == 0);
}

enum thimble_reason thimble_wasm_find_binding(const struct thimble_program *source,
                                              const struct thimble_wasm_import *import,
                                              uint32_t *number) {
  if (source == NULL || import->kind != THIMBLE_WASM_KIND_FUNCTION ||
      !is_text(import->module, THIMBLE_WASM_DEVICE_MODULE))
    return THIMBLE_REASON_WASM_IMPORT;
  const struct thimble_binding_table *table = source->bindings;
  for (uint32_t i = 0; i < table->count; i++) {
    const struct thimble_binding *binding = &table->bindings[i];
    if (binding->function == NULL || !is_text(import->name, binding->name))
      continue;
    *number = i;
    return (source->granted >> binding->grant & 1) != 0 ? THIMBLE_REASON_NONE
                                                        : THIMBLE_REASON_BINDING_NOT_GRANTED;
  }
  return THIMBLE_REASON_WASM_IMPORT;
}

enum thimble_reason thimble_wasm_check_imports(const struct thimble_wasm_module *module,
                                               const struct thimble_program *source,
                                               struct thimble_wasm_error *error) {
  struct thimble_wasm_reader reader;
  struct thimble_wasm_import import;
  uint32_t number = 0;
  thimble_wasm_reader_start(&reader, module, THIMBLE_WASM_SECTION_IMPORT);
  for (uint32_t i = 0; i < module->sections[THIMBLE_WASM_SECTION_IMPORT].count; i++) {
    thimble_wasm_read_import(&reader, &import);
    if (!thimble_wasm_reader_ok(&reader))
      break;
    enum thimble_reason reason = thimble_wasm_find_binding(source, &import, &number);
    if (reason != THIMBLE_REASON_NONE)
      thimble_wasm_reader_fail(&reader, reason, number);
  }
  error->reason = reader.reason;
  error->position = reader.place;
  error->detail = reader.detail;
  return reader.reason;
}

uint32_t thimble_wasm_binding_parameters(const struct thimble_binding *binding,
                                         uint8_t types[THIMBLE_WASM_BINDING_VALUES]) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < THIMBLE_BINDING_ARGUMENTS && binding->arguments[i] != '\0'; i++) {
    char letter = binding->arguments[i];
    types[count++] = wasm_letter_type(letter);
    if (letter == 'r' || letter == 'w')
      types[count++] = THIMBLE_WASM_I32;
  }
  return count;
}

static bool has_type(const struct thimble_wasm_state *state, uint32_t type,
                     const struct thimble_binding *binding) {
  uint8_t types[THIMBLE_WASM_BINDING_VALUES];
  uint32_t count = thimble_wasm_binding_parameters(binding, types);
  struct thimble_bytes parameters = thimble_wasm_type_parameters(state, type);
  struct thimble_bytes results = thimble_wasm_type_results(state, type);
  if (parameters.length != count || memcmp(parameters.data, types, count) != 0)
    return false;
  if (binding->result == 'v')
    return results.length == 0;
  return results.length == 1 && results.data[0] == wasm_letter_type(binding->result);
}

/* `code` of a function holds the number: bindings have fewer than 2^20. */
static enum thimble_reason resolve(struct thimble_wasm_state *state,
                                   const struct thimble_wasm_import *import, uint32_t *detail) {
  enum thimble_reason reason = thimble_wasm_find_binding(state->source, import, detail);
  if (reason != THIMBLE_REASON_NONE)
    return reason;
  if (!has_type(state, import->type, &state->source->bindings->bindings[*detail]))
    return THIMBLE_REASON_WASM_IMPORT_TYPE;
  state->functions[import->index].code = *detail & (THIMBLE_WASM_MODULE_MAXIMUM - 1);
  return THIMBLE_REASON_NONE;
}

/* Bytes of linear memory from `address` on. */
static uint32_t room(const struct thimble_wasm_state *state, uint32_t address) {
  uint32_t size = state->memory == NULL ? 0 : state->memory->size;
  return address < size ? size - address : 0;
}

/* Finds the NUL at or after `address`; `length` is the bytes before it. */
static bool find_end(const struct thimble_wasm_state *state, uint32_t address, uint32_t *length) {
  uint32_t most = room(state, address);
  uint32_t end = 0;
  while (end < most && state->memory->data[address + end] != 0)
    end++;
  *length = end;
  return end < most;
}

/* Fills the view of an argument at `address`. A view of no bytes may point anywhere. */
static bool take_view(struct thimble_wasm_state *state, char letter, uint32_t address,
                      struct thimble_argument *argument) {
  argument->data = NULL;
  argument->writable = NULL;
  state->detail = address;
  if (letter == 's' && !find_end(state, address, &argument->length))
    return false;
  if (argument->length == 0)
    return true;
  if (argument->length > room(state, address))
    return false;
  argument->data = state->memory->data + address;
  argument->writable = letter == 'w' ? state->memory->data + address : NULL;
  return true;
}

/* Fills one argument from the values at `values` and moves on behind them. */
static bool take_argument(struct thimble_wasm_state *state, char letter,
                          const union thimble_wasm_slot **values,
                          struct thimble_argument *argument) {
  const union thimble_wasm_slot *value = (*values)++;
  argument->length = 0;
  if (letter == 'i' || letter == 'l') {
    argument->integer = letter == 'i' ? (int32_t)value->word : (int64_t)value->wide;
    return true;
  }
  if (letter != 's')
    argument->length = (*values)++->word;
  return take_view(state, letter, value->word, argument);
}

/* Fills the arguments and sums up their bytes. There are as many values as the letters take, since
 * the import has the binding's type. */
static bool take_arguments(struct thimble_wasm_state *state, const char *letters,
                           const union thimble_wasm_slot *values,
                           struct thimble_argument *arguments, uint64_t *bytes) {
  *bytes = 0;
  for (uint32_t i = 0; i < THIMBLE_BINDING_ARGUMENTS && letters[i] != '\0'; i++) {
    if (!take_argument(state, letters[i], &values, &arguments[i]))
      return false;
    *bytes += arguments[i].length;
  }
  return true;
}

/* Takes the fuel for the call and the bytes handled, if there is enough: at most five times 2^32
 * bytes, times 255, and 255 more. */
static bool pay(struct thimble_wasm_state *state, uint64_t bytes,
                const struct thimble_binding *binding) {
  uint64_t cost = bytes * binding->byte_cost + binding->call_cost;
  if (cost > state->fuel)
    return false;
  state->fuel -= (uint32_t)cost;
  return true;
}

static enum thimble_reason call(struct thimble_wasm_state *state, uint32_t function,
                                union thimble_wasm_slot *values) {
  uint32_t number = state->functions[function].code;
  const struct thimble_binding *binding = &state->source->bindings->bindings[number];
  struct thimble_call call;
  uint64_t bytes;
  call.caller = state->caller;
  call.refused = false;
  if (!take_arguments(state, binding->arguments, values, call.arguments, &bytes))
    return THIMBLE_REASON_ARGUMENT;
  if (!pay(state, bytes, binding))
    return THIMBLE_REASON_FUEL;
  int64_t result = binding->function(&call);
  if (call.refused) {
    state->detail = number;
    return THIMBLE_REASON_SCOPE;
  }
  if (binding->result == 'i')
    values->word = (uint32_t)(uint64_t)result;
  else if (binding->result == 'l')
    values->wide = (uint64_t)result;
  return THIMBLE_REASON_NONE;
}

const struct thimble_wasm_linker thimble_wasm_device_linker = {.resolve = resolve, .call = call};
