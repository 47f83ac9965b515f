/* SPDX-License-Identifier: Apache-2.0 */
/* rewrite.c: see rewrite.h. */
#include "cli/wasm/rewrite.h"

#include <stdlib.h>

#include "cli/common/memory.h"
#include "cli/wasm/writer.h"

/* An entry's `after` counts from the start of the code section's content until that is in place. */
static void add_position(struct wasm_rewritten *rewritten, uint32_t before, uint32_t after) {
  rewritten->positions =
      memory_grow(rewritten->positions, rewritten->position_count, sizeof *rewritten->positions);
  rewritten->positions[rewritten->position_count++] = (struct wasm_position){before, after};
}

static void put_labels(struct file_bytes *output, const struct wasm_module *module,
                       const struct wasm_instruction *instruction) {
  struct wasm_reader labels = {.bytes = module->bytes,
                               .position = instruction->list,
                               .end = instruction->position + instruction->length};
  wasm_write_unsigned(output, instruction->first);
  while (labels.position < labels.end)
    wasm_write_unsigned(output, wasm_read_unsigned(&labels));
}

static void put_list(struct file_bytes *output, const struct wasm_module *module,
                     const struct wasm_instruction *instruction) {
  wasm_write_bytes(output, module->bytes + instruction->list,
                   instruction->position + instruction->length - instruction->list);
}

static void put_immediate(struct file_bytes *output, const struct wasm_module *module,
                          const struct wasm_instruction *instruction) {
  switch (instruction->immediate) {
  case THIMBLE_WASM_IMMEDIATE_NONE:
  case THIMBLE_WASM_IMMEDIATE_PREFIX:
    break;
  case THIMBLE_WASM_IMMEDIATE_BLOCK:
  case THIMBLE_WASM_IMMEDIATE_I32:
  case THIMBLE_WASM_IMMEDIATE_I64:
    wasm_write_signed(output, instruction->number);
    break;
  case THIMBLE_WASM_IMMEDIATE_LABELS:
    put_labels(output, module, instruction);
    break;
  case THIMBLE_WASM_IMMEDIATE_TYPES:
    wasm_write_unsigned(output, instruction->first);
    put_list(output, module, instruction);
    break;
  case THIMBLE_WASM_IMMEDIATE_F32:
  case THIMBLE_WASM_IMMEDIATE_F64:
    put_list(output, module, instruction);
    break;
  case THIMBLE_WASM_IMMEDIATE_INDEX:
  case THIMBLE_WASM_IMMEDIATE_TYPE:
  case THIMBLE_WASM_IMMEDIATE_MEMORY:
    wasm_write_unsigned(output, instruction->first);
    break;
  default:
    wasm_write_unsigned(output, instruction->first);
    wasm_write_unsigned(output, instruction->second);
  }
}

static void put_instruction(struct file_bytes *output, const struct wasm_module *module,
                            const struct wasm_instruction *instruction) {
  wasm_write_byte(output, instruction->opcode);
  if (instruction->opcode == THIMBLE_WASM_PREFIX)
    wasm_write_unsigned(output, instruction->prefixed);
  put_immediate(output, module, instruction);
}

/* Writes the body; positions count from its start. */
static bool put_body(struct file_bytes *body, struct wasm_rewritten *rewritten,
                     const struct wasm_module *module, uint32_t number) {
  const struct wasm_function *function = &module->functions[number];
  struct wasm_reader reader = wasm_function_code(module, number);
  struct wasm_instruction instruction;
  add_position(rewritten, function->start, 0);
  wasm_write_bytes(body, module->bytes + function->start, function->code - function->start);
  while (reader.position < reader.end) {
    if (!wasm_instruction_read(&reader, &instruction))
      return false;
    add_position(rewritten, instruction.position, body->length);
    put_instruction(body, module, &instruction);
  }
  return true;
}

static bool put_code(struct file_bytes *content, struct wasm_rewritten *rewritten,
                     const struct wasm_module *module) {
  wasm_write_unsigned(content, module->function_count - module->imported_functions);
  for (uint32_t number = module->imported_functions; number < module->function_count; number++) {
    struct file_bytes body = {0};
    uint32_t first = rewritten->position_count;
    bool known = put_body(&body, rewritten, module, number);
    wasm_write_unsigned(content, body.length);
    for (uint32_t index = first; index < rewritten->position_count; index++)
      rewritten->positions[index].after += content->length;
    wasm_write_bytes(content, body.data, body.length);
    file_free(&body);
    if (!known)
      return false;
  }
  return true;
}

static void put_memory(struct file_bytes *content, const struct thimble_wasm_limits *limits) {
  bool custom = limits->page_shift != 16;
  wasm_write_unsigned(content, 1);
  wasm_write_byte(content, (uint8_t)(limits->has_maximum | custom << 3));
  wasm_write_unsigned(content, limits->minimum);
  if (limits->has_maximum)
    wasm_write_unsigned(content, limits->maximum);
  if (custom)
    wasm_write_unsigned(content, limits->page_shift);
}

/* How many globals stay: up to the last one that an instruction uses. Expressions outside the code
 * can use imported ones only, and those stay. */
static uint32_t used_globals(const struct wasm_module *module) {
  uint32_t used = 0;
  for (uint32_t number = module->imported_functions; number < module->function_count; number++) {
    struct wasm_reader reader = wasm_function_code(module, number);
    struct wasm_instruction instruction;
    while (reader.position < reader.end && wasm_instruction_read(&reader, &instruction)) {
      bool uses = instruction.opcode == THIMBLE_WASM_GLOBAL_GET ||
                  instruction.opcode == THIMBLE_WASM_GLOBAL_SET;
      if (uses && instruction.first >= module->imported_globals + used)
        used = instruction.first - module->imported_globals + 1;
    }
  }
  return used < module->global_count ? used : module->global_count;
}

/* Whether an instruction or a segment has to do with tables. Linkers make one in any case. */
static bool uses_tables(const struct wasm_module *module) {
  if (module->sections[THIMBLE_WASM_SECTION_ELEMENT].start > 0)
    return true;
  for (uint32_t number = module->imported_functions; number < module->function_count; number++) {
    struct wasm_reader reader = wasm_function_code(module, number);
    struct wasm_instruction instruction;
    while (reader.position < reader.end && wasm_instruction_read(&reader, &instruction)) {
      bool prefixed = instruction.opcode == THIMBLE_WASM_PREFIX &&
                      instruction.prefixed >= THIMBLE_WASM_TABLE_INIT;
      if (prefixed || instruction.opcode == THIMBLE_WASM_CALL_INDIRECT ||
          instruction.opcode == THIMBLE_WASM_RETURN_CALL_INDIRECT ||
          instruction.opcode == THIMBLE_WASM_TABLE_GET ||
          instruction.opcode == THIMBLE_WASM_TABLE_SET)
        return true;
    }
  }
  return false;
}

static void put_globals(struct file_bytes *content, const struct wasm_module *module) {
  const struct wasm_section *section = &module->sections[THIMBLE_WASM_SECTION_GLOBAL];
  struct wasm_reader reader = {
      .bytes = module->bytes, .position = section->start, .end = section->end};
  uint32_t used = used_globals(module);
  (void)wasm_read_unsigned(&reader);
  if (used == 0)
    return;
  wasm_write_unsigned(content, used);
  wasm_write_bytes(content, module->bytes + reader.position,
                   module->globals[used - 1].end - reader.position);
}

static void put_exports(struct file_bytes *content, const struct wasm_module *module) {
  uint32_t count = 0;
  for (uint32_t index = 0; index < module->export_count; index++)
    count += module->exports[index].kind == THIMBLE_WASM_KIND_FUNCTION;
  if (count == 0)
    return;
  wasm_write_unsigned(content, count);
  for (uint32_t index = 0; index < module->export_count; index++) {
    const struct wasm_export *export = &module->exports[index];
    if (export->kind != THIMBLE_WASM_KIND_FUNCTION)
      continue;
    wasm_write_unsigned(content, export->name.length);
    wasm_write_bytes(content, export->name.data, export->name.length);
    wasm_write_byte(content, THIMBLE_WASM_KIND_FUNCTION);
    wasm_write_unsigned(content, export->index);
  }
}

static void put_section(struct file_bytes *content, const struct wasm_module *module,
                        uint8_t number) {
  const struct wasm_section *section = &module->sections[number];
  wasm_write_bytes(content, module->bytes + section->start, section->end - section->start);
}

static bool put_content(struct file_bytes *content, struct wasm_rewritten *rewritten,
                        const struct wasm_module *module, uint8_t number,
                        const struct thimble_wasm_limits *memory) {
  if (module->sections[number].start == 0)
    return true;
  switch (number) {
  case THIMBLE_WASM_SECTION_TABLE:
    if (uses_tables(module))
      put_section(content, module, number);
    return true;
  case THIMBLE_WASM_SECTION_MEMORY:
    put_memory(content, memory);
    return true;
  case THIMBLE_WASM_SECTION_GLOBAL:
    put_globals(content, module);
    return true;
  case THIMBLE_WASM_SECTION_EXPORT:
    put_exports(content, module);
    return true;
  case THIMBLE_WASM_SECTION_CODE:
    return put_code(content, rewritten, module);
  default:
    put_section(content, module, number);
    return true;
  }
}

bool wasm_rewrite(struct wasm_rewritten *rewritten, const struct wasm_module *module,
                  const struct thimble_wasm_limits *memory) {
  static const uint8_t order[] = {1,
                                  2,
                                  3,
                                  4,
                                  5,
                                  6,
                                  7,
                                  8,
                                  9,
                                  THIMBLE_WASM_SECTION_DATA_COUNT,
                                  THIMBLE_WASM_SECTION_CODE,
                                  THIMBLE_WASM_SECTION_DATA};
  *rewritten = (struct wasm_rewritten){0};
  wasm_write_bytes(&rewritten->bytes, module->bytes, 8);
  for (size_t index = 0; index < sizeof order; index++) {
    struct file_bytes content = {0};
    bool known = put_content(&content, rewritten, module, order[index], memory);
    wasm_write_section(&rewritten->bytes, order[index], content.data, content.length);
    uint32_t start = rewritten->bytes.length - content.length;
    file_free(&content);
    if (!known)
      return false;
    if (order[index] != THIMBLE_WASM_SECTION_CODE)
      continue;
    for (uint32_t entry = 0; entry < rewritten->position_count; entry++)
      rewritten->positions[entry].after += start;
  }
  return true;
}

uint32_t wasm_position_after(const struct wasm_rewritten *rewritten, uint32_t before) {
  uint32_t low = 0;
  uint32_t high = rewritten->position_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (rewritten->positions[middle].before < before)
      low = middle + 1;
    else
      high = middle;
  }
  return low < rewritten->position_count ? rewritten->positions[low].after : WASM_NONE;
}

void wasm_rewritten_free(struct wasm_rewritten *rewritten) {
  file_free(&rewritten->bytes);
  free(rewritten->positions);
  *rewritten = (struct wasm_rewritten){0};
}
