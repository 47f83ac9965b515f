/* SPDX-License-Identifier: Apache-2.0 */
/* names.c: what is looked up in a module by name: functions, exports, custom sections. */
#include "cli/wasm/names.h"

#define HEADER 8u
#define NAMES_OF_FUNCTIONS 1u

struct thimble_bytes wasm_module_custom(const struct wasm_module *module, const char *name) {
  struct wasm_reader reader = {.bytes = module->bytes, .position = HEADER, .end = module->length};
  while (reader.position < reader.end) {
    uint8_t number = wasm_read_byte(&reader);
    uint32_t length = wasm_read_unsigned(&reader);
    struct wasm_reader content = reader;
    wasm_skip(&reader, length);
    content.end = reader.position;
    if (number != THIMBLE_WASM_SECTION_CUSTOM || reader.failed)
      continue;
    if (wasm_equal(wasm_read_bytes(&content), name))
      return (struct thimble_bytes){module->bytes + content.position,
                                    content.end - content.position};
  }
  return (struct thimble_bytes){NULL, 0};
}

static void read_functions(struct wasm_module *module, struct wasm_reader *reader) {
  uint32_t count = wasm_read_unsigned(reader);
  for (uint32_t index = 0; index < count && !reader->failed; index++) {
    uint32_t function = wasm_read_unsigned(reader);
    const struct thimble_bytes name = wasm_read_bytes(reader);
    if (function < module->function_count && name.length > 0)
      module->functions[function].name = name;
  }
}

static void name_after_exports(struct wasm_module *module) {
  for (uint32_t index = 0; index < module->export_count; index++) {
    const struct wasm_export *export = &module->exports[index];
    if (export->kind == THIMBLE_WASM_KIND_FUNCTION && export->index < module->function_count &&
        module->functions[export->index].name.length == 0)
      module->functions[export->index].name = export->name;
  }
}

void wasm_names_read(struct wasm_module *module) {
  const struct thimble_bytes names = wasm_module_custom(module, "name");
  struct wasm_reader reader = {.bytes = names.data, .end = names.length};
  while (reader.position < reader.end) {
    uint8_t kind = wasm_read_byte(&reader);
    uint32_t length = wasm_read_unsigned(&reader);
    struct wasm_reader content = reader;
    wasm_skip(&reader, length);
    content.end = reader.position;
    if (kind == NAMES_OF_FUNCTIONS && !reader.failed)
      read_functions(module, &content);
  }
  name_after_exports(module);
}

const struct wasm_export *wasm_find_export(const struct wasm_module *module, const char *name) {
  for (uint32_t index = 0; index < module->export_count; index++) {
    if (wasm_equal(module->exports[index].name, name))
      return &module->exports[index];
  }
  return NULL;
}

const struct wasm_type *wasm_function_type(const struct wasm_module *module, uint32_t function) {
  if (function >= module->function_count || module->functions[function].type >= module->type_count)
    return NULL;
  return &module->types[module->functions[function].type];
}

const struct wasm_import *wasm_function_import(const struct wasm_module *module,
                                               uint32_t function) {
  for (uint32_t index = 0; index < module->import_count; index++) {
    if (module->imports[index].kind == THIMBLE_WASM_KIND_FUNCTION && function-- == 0)
      return &module->imports[index];
  }
  return NULL;
}

struct wasm_reader wasm_function_code(const struct wasm_module *module, uint32_t function) {
  struct wasm_reader reader = {.bytes = module->bytes};
  if (function < module->function_count) {
    reader.position = module->functions[function].code;
    reader.end = module->functions[function].end;
  }
  return reader;
}
