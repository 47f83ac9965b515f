/* SPDX-License-Identifier: Apache-2.0 */
/* module.c: see module.h (core specification, chapter 5). */
#include "cli/wasm/module.h"

#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"
#include "cli/wasm/names.h"

#define HEADER 8u

static void read_types(struct wasm_module *module, struct wasm_reader *reader) {
  uint32_t count = wasm_read_unsigned(reader);
  for (uint32_t index = 0; index < count && !reader->failed; index++) {
    if (wasm_read_byte(reader) != 0x60)
      reader->failed = true;
    const struct thimble_bytes parameters = wasm_read_bytes(reader);
    module->types = memory_grow(module->types, module->type_count, sizeof *module->types);
    module->types[module->type_count++] = (struct wasm_type){parameters, wasm_read_bytes(reader)};
  }
}

static struct wasm_function *add_function(struct wasm_module *module, uint32_t type) {
  module->functions =
      memory_grow(module->functions, module->function_count, sizeof *module->functions);
  struct wasm_function *function = &module->functions[module->function_count++];
  *function = (struct wasm_function){.type = type};
  return function;
}

static void read_limits(struct wasm_reader *reader, struct thimble_wasm_limits *limits) {
  uint8_t flags = wasm_read_byte(reader);
  limits->minimum = wasm_read_unsigned(reader);
  limits->has_maximum = flags & 1;
  limits->maximum = flags & 1 ? wasm_read_unsigned(reader) : UINT32_MAX;
  limits->page_shift = 16;
  if (flags & 8)
    limits->page_shift = (uint8_t)wasm_read_unsigned(reader);
}

static void read_table(struct wasm_module *module, struct wasm_reader *reader) {
  struct thimble_wasm_limits limits;
  (void)wasm_read_byte(reader);
  read_limits(reader, &limits);
  module->elements += limits.minimum;
}

static void read_memory(struct wasm_module *module, struct wasm_reader *reader) {
  module->has_memory = true;
  read_limits(reader, &module->memory);
}

static void read_import(struct wasm_module *module, struct wasm_reader *reader) {
  struct wasm_import import = {.position = reader->position};
  import.module = wasm_read_bytes(reader);
  import.name = wasm_read_bytes(reader);
  import.kind = (enum thimble_wasm_kind)wasm_read_byte(reader);
  if (import.kind == THIMBLE_WASM_KIND_FUNCTION) {
    import.type = wasm_read_unsigned(reader);
    add_function(module, import.type)->name = import.name;
    module->imported_functions++;
  } else if (import.kind == THIMBLE_WASM_KIND_TABLE) {
    read_table(module, reader);
  } else if (import.kind == THIMBLE_WASM_KIND_MEMORY) {
    read_memory(module, reader);
  } else {
    wasm_skip(reader, 2);
    module->imported_globals++;
  }
  module->imports = memory_grow(module->imports, module->import_count, sizeof *module->imports);
  module->imports[module->import_count++] = import;
}

static void read_imports(struct wasm_module *module, struct wasm_reader *reader) {
  uint32_t count = wasm_read_unsigned(reader);
  for (uint32_t index = 0; index < count && !reader->failed; index++)
    read_import(module, reader);
}

static void read_functions(struct wasm_module *module, struct wasm_reader *reader) {
  uint32_t count = wasm_read_unsigned(reader);
  for (uint32_t index = 0; index < count && !reader->failed; index++)
    (void)add_function(module, wasm_read_unsigned(reader));
}

static void read_tables(struct wasm_module *module, struct wasm_reader *reader) {
  uint32_t count = wasm_read_unsigned(reader);
  for (uint32_t index = 0; index < count && !reader->failed; index++)
    read_table(module, reader);
}

static void read_memories(struct wasm_module *module, struct wasm_reader *reader) {
  uint32_t count = wasm_read_unsigned(reader);
  for (uint32_t index = 0; index < count && !reader->failed; index++)
    read_memory(module, reader);
}

/* A constant expression; the value when it is one constant of 32 bits. */
static bool read_constant(struct wasm_reader *reader, uint32_t *value) {
  struct wasm_instruction instruction = {0};
  uint32_t count = 0;
  while (wasm_instruction_read(reader, &instruction) && instruction.opcode != THIMBLE_WASM_END) {
    count += instruction.opcode == THIMBLE_WASM_I32_CONST ? 1 : 2;
    *value = (uint32_t)instruction.number;
  }
  if (instruction.opcode != THIMBLE_WASM_END)
    reader->failed = true;
  return count == 1;
}

static void read_globals(struct wasm_module *module, struct wasm_reader *reader) {
  uint32_t count = wasm_read_unsigned(reader);
  for (uint32_t index = 0; index < count && !reader->failed; index++) {
    struct wasm_global global = {.type = wasm_read_byte(reader)};
    global.mutable = wasm_read_byte(reader) != 0;
    global.constant = read_constant(reader, &global.value);
    global.end = reader->position;
    module->globals = memory_grow(module->globals, module->global_count, sizeof *module->globals);
    module->globals[module->global_count++] = global;
  }
}

static void read_exports(struct wasm_module *module, struct wasm_reader *reader) {
  uint32_t count = wasm_read_unsigned(reader);
  for (uint32_t index = 0; index < count && !reader->failed; index++) {
    struct wasm_export export = {.name = wasm_read_bytes(reader)};
    export.kind = (enum thimble_wasm_kind)wasm_read_byte(reader);
    export.index = wasm_read_unsigned(reader);
    module->exports = memory_grow(module->exports, module->export_count, sizeof *module->exports);
    module->exports[module->export_count++] = export;
  }
}

static void read_start(struct wasm_module *module, struct wasm_reader *reader) {
  module->start = wasm_read_unsigned(reader);
}

static void refer(struct wasm_module *module, uint32_t function) {
  if (function < module->function_count)
    module->functions[function].referred = true;
}

/* Element segments of each of the eight kinds (section 5.5.12). */
static void read_segment(struct wasm_module *module, struct wasm_reader *reader) {
  uint32_t kind = wasm_read_unsigned(reader);
  uint32_t unused;
  if ((kind & 3) == 2)
    (void)wasm_read_unsigned(reader);
  if (!(kind & 1))
    (void)read_constant(reader, &unused);
  if (kind & 3)
    (void)wasm_read_byte(reader);
  uint32_t count = wasm_read_unsigned(reader);
  for (uint32_t index = 0; index < count && !reader->failed; index++) {
    struct wasm_instruction instruction = {.opcode = THIMBLE_WASM_END};
    if (!(kind & 4)) {
      refer(module, wasm_read_unsigned(reader));
      continue;
    }
    while (wasm_instruction_read(reader, &instruction) && instruction.opcode != THIMBLE_WASM_END)
      if (instruction.opcode == THIMBLE_WASM_REF_FUNC)
        refer(module, instruction.first);
  }
}

static void read_elements(struct wasm_module *module, struct wasm_reader *reader) {
  uint32_t count = wasm_read_unsigned(reader);
  for (uint32_t index = 0; index < count && !reader->failed; index++)
    read_segment(module, reader);
}

static void read_body(struct wasm_function *function, struct wasm_reader *reader) {
  uint32_t length = wasm_read_unsigned(reader);
  struct wasm_reader body = *reader;
  wasm_skip(reader, length);
  if (reader->failed)
    return;
  body.end = reader->position;
  function->start = body.position;
  function->end = body.end;
  uint32_t groups = wasm_read_unsigned(&body);
  for (uint32_t group = 0; group < groups && !body.failed; group++) {
    function->locals += wasm_read_unsigned(&body);
    (void)wasm_read_byte(&body);
  }
  function->code = body.position;
  reader->failed = body.failed;
}

static void read_code(struct wasm_module *module, struct wasm_reader *reader) {
  uint32_t count = wasm_read_unsigned(reader);
  if (count != module->function_count - module->imported_functions)
    reader->failed = true;
  for (uint32_t index = 0; index < count && !reader->failed; index++)
    read_body(&module->functions[module->imported_functions + index], reader);
}

/* Null: its content is not looked at. */
static void (*const readers[THIMBLE_WASM_SECTIONS])(struct wasm_module *, struct wasm_reader *) = {
    [THIMBLE_WASM_SECTION_TYPE] = read_types,         [THIMBLE_WASM_SECTION_IMPORT] = read_imports,
    [THIMBLE_WASM_SECTION_FUNCTION] = read_functions, [THIMBLE_WASM_SECTION_TABLE] = read_tables,
    [THIMBLE_WASM_SECTION_MEMORY] = read_memories,    [THIMBLE_WASM_SECTION_GLOBAL] = read_globals,
    [THIMBLE_WASM_SECTION_EXPORT] = read_exports,     [THIMBLE_WASM_SECTION_START] = read_start,
    [THIMBLE_WASM_SECTION_ELEMENT] = read_elements,   [THIMBLE_WASM_SECTION_CODE] = read_code,
};

/* A section that comes twice is malformed: its tables are made once. */
static void read_section(struct wasm_module *module, struct wasm_reader *reader) {
  uint8_t number = wasm_read_byte(reader);
  uint32_t length = wasm_read_unsigned(reader);
  struct wasm_reader content = *reader;
  wasm_skip(reader, length);
  content.end = reader->position;
  if (number == THIMBLE_WASM_SECTION_CUSTOM || reader->failed)
    return;
  if (number >= THIMBLE_WASM_SECTIONS || module->sections[number].start > 0) {
    reader->failed = true;
    return;
  }
  module->sections[number] = (struct wasm_section){content.position, content.end};
  if (readers[number])
    readers[number](module, &content);
  reader->failed = content.failed;
}

bool wasm_module_read(struct wasm_module *module, const uint8_t *bytes, uint32_t length) {
  static const uint8_t header[HEADER] = {0, 'a', 's', 'm', 1, 0, 0, 0};
  struct wasm_reader reader = {.bytes = bytes, .position = HEADER, .end = length};
  *module = (struct wasm_module){.bytes = bytes, .length = length, .start = WASM_NONE};
  if (length < HEADER || memcmp(bytes, header, HEADER) != 0)
    return false;
  while (reader.position < reader.end)
    read_section(module, &reader);
  if (module->function_count > module->imported_functions &&
      module->sections[THIMBLE_WASM_SECTION_CODE].start == 0)
    return false;
  if (!reader.failed)
    wasm_names_read(module);
  return !reader.failed;
}

void wasm_module_free(struct wasm_module *module) {
  free(module->types);
  free(module->imports);
  free(module->functions);
  free(module->globals);
  free(module->exports);
  *module = (struct wasm_module){0};
}
