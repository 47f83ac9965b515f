/* SPDX-License-Identifier: Apache-2.0 */
/* describe.c: see describe.h. */
#include "cli/wasm/describe.h"

#include "cli/wasm/import.h"

static void append_number(struct thimble_text *text, const char *before, uint64_t number) {
  thimble_text_append(text, before);
  thimble_text_append_unsigned(text, number);
}

/* The name of a function in the module, or what an import is called. */
static void append_function(struct thimble_text *text, const struct wasm_module *module,
                            uint32_t function) {
  const struct wasm_import *import = wasm_function_import(module, function);
  if (import) {
    thimble_text_append(text, " ");
    thimble_text_append_bytes(text, import->module);
    thimble_text_append(text, ".");
    thimble_text_append_bytes(text, import->name);
  } else if (function < module->function_count && module->functions[function].name.length > 0) {
    thimble_text_append(text, " ");
    thimble_text_append_bytes(text, module->functions[function].name);
  }
}

/* -64 is no value; the other negative numbers are value types, and the rest are indices. */
static void append_block_type(struct thimble_text *text, int64_t number) {
  static const struct {
    int64_t number;
    const char *text;
  } types[] = {{-64, ""},    {-1, " i32"}, {-2, " i64"},
               {-3, " f32"}, {-4, " f64"}, {-16, " funcref"}};
  for (size_t index = 0; index < sizeof types / sizeof types[0]; index++) {
    if (types[index].number == number) {
      thimble_text_append(text, types[index].text);
      return;
    }
  }
  append_number(text, " type ", (uint64_t)number);
}

static void append_labels(struct thimble_text *text, const struct wasm_module *module,
                          const struct wasm_instruction *instruction) {
  struct wasm_reader labels = {.bytes = module->bytes,
                               .position = instruction->list,
                               .end = instruction->position + instruction->length};
  while (labels.position < labels.end)
    append_number(text, " ", wasm_read_unsigned(&labels));
}

static void append_float(struct thimble_text *text, const struct wasm_module *module,
                         const struct wasm_instruction *instruction, uint32_t size) {
  struct wasm_reader bits = {
      .bytes = module->bytes, .position = instruction->list, .end = instruction->list + size};
  thimble_text_append(text, " bits ");
  thimble_text_append_hex(text, wasm_read_fixed(&bits, size), size * 2);
}

static void append_constant(struct thimble_text *text, int64_t number) {
  thimble_text_append(text, " ");
  thimble_text_append_decimal(text, number);
}

static void append_immediate(struct thimble_text *text, const struct wasm_module *module,
                             const struct wasm_instruction *instruction) {
  switch (instruction->immediate) {
  case THIMBLE_WASM_IMMEDIATE_NONE:
  case THIMBLE_WASM_IMMEDIATE_PREFIX:
  case THIMBLE_WASM_IMMEDIATE_MEMORY:
  case THIMBLE_WASM_IMMEDIATE_MEMORY_MEMORY:
  case THIMBLE_WASM_IMMEDIATE_TYPES:
  case THIMBLE_WASM_IMMEDIATE_TYPE:
    break;
  case THIMBLE_WASM_IMMEDIATE_BLOCK:
    append_block_type(text, instruction->number);
    break;
  case THIMBLE_WASM_IMMEDIATE_I32:
  case THIMBLE_WASM_IMMEDIATE_I64:
    append_constant(text, instruction->number);
    break;
  case THIMBLE_WASM_IMMEDIATE_LABELS:
    append_labels(text, module, instruction);
    break;
  case THIMBLE_WASM_IMMEDIATE_F32:
    append_float(text, module, instruction, 4);
    break;
  case THIMBLE_WASM_IMMEDIATE_F64:
    append_float(text, module, instruction, 8);
    break;
  case THIMBLE_WASM_IMMEDIATE_INDEX:
  case THIMBLE_WASM_IMMEDIATE_SEGMENT_MEMORY:
    append_number(text, " ", instruction->first);
    break;
  case THIMBLE_WASM_IMMEDIATE_INDEX_INDEX:
    append_number(text, " ", instruction->first);
    append_number(text, " ", instruction->second);
    break;
  default:
    if (instruction->second > 0)
      append_number(text, " offset=", instruction->second);
  }
}

static bool names_function(const struct wasm_instruction *instruction) {
  return instruction->opcode == THIMBLE_WASM_CALL ||
         instruction->opcode == THIMBLE_WASM_RETURN_CALL ||
         instruction->opcode == THIMBLE_WASM_REF_FUNC;
}

uint32_t describe_wasm_instruction(struct thimble_text *text, const struct wasm_module *module,
                                   uint32_t place) {
  struct wasm_reader code = {.bytes = module->bytes, .position = place, .end = module->length};
  struct wasm_instruction instruction;
  if (place >= module->length || !wasm_instruction_read(&code, &instruction)) {
    thimble_text_append(text, "byte ");
    thimble_text_append_hex(text, place < module->length ? module->bytes[place] : 0, 2);
    return 1;
  }
  thimble_text_append(text, instruction.text);
  append_immediate(text, module, &instruction);
  if (names_function(&instruction))
    append_function(text, module, instruction.first);
  return instruction.length;
}

uint32_t describe_wasm_function(const struct wasm_module *module, uint32_t place) {
  for (uint32_t index = module->imported_functions; index < module->function_count; index++) {
    if (place >= module->functions[index].start && place < module->functions[index].end)
      return index;
  }
  return WASM_NONE;
}

const char *describe_wasm_section(uint32_t number) {
  static const char *const names[THIMBLE_WASM_SECTIONS] = {
      "custom", "type",  "import",  "function", "table", "memory",    "global",
      "export", "start", "element", "code",     "data",  "data count"};
  return number < THIMBLE_WASM_SECTIONS ? names[number] : "unknown";
}

static void append_section(struct thimble_text *text, const struct wasm_module *module,
                           uint32_t place) {
  for (uint32_t number = 1; number < THIMBLE_WASM_SECTIONS; number++) {
    const struct wasm_section *section = &module->sections[number];
    if (section->start == 0 || place < section->start || place >= section->end)
      continue;
    thimble_text_append(text, ", in the section ");
    thimble_text_append(text, describe_wasm_section(number));
  }
}

void describe_wasm_place(struct thimble_text *text, const struct wasm_module *module,
                         uint32_t place) {
  uint32_t function = describe_wasm_function(module, place);
  append_number(text, "byte ", place);
  if (function == WASM_NONE) {
    append_section(text, module, place);
    return;
  }
  append_number(text, ", in function ", function);
  thimble_text_append(text, " of the code section");
  if (place < module->functions[function].code)
    return;
  thimble_text_append(text, " (");
  (void)describe_wasm_instruction(text, module, place);
  thimble_text_append(text, ")");
}

bool describe_wasm_import(struct thimble_text *text, const struct wasm_module *module,
                          uint32_t place) {
  for (uint32_t index = 0; index < module->import_count; index++) {
    if (module->imports[index].position == place)
      return !wasm_import_check(text, module, &module->imports[index]);
  }
  return false;
}
