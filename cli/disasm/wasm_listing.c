/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_listing.c: see wasm_listing.h. The rows of line information and the instructions are both in
 * ascending order, so one pass over the code takes them along. */
#include "cli/disasm/wasm_listing.h"

#include <inttypes.h>
#include <stdio.h>

#include "cli/common/hex_dump.h"
#include "cli/disasm/line_walk.h"
#include "cli/image/describe.h"
#include "cli/wasm/describe.h"
#include "cli/wasm/import.h"
#include "linux/escape.h"

#define BYTES_SHOWN 6u /* of an instruction */
#define NESTING_SHOWN 30u

struct listing {
  const struct open_image *opened;
  const struct program_view *view;
  struct wasm_module module;
  struct line_walk lines;
};

static void print_text(const struct thimble_text *text) {
  thimble_linux_write_escaped(stdout,
                              (struct thimble_bytes){(const uint8_t *)text->bytes, text->length});
}

static void print_sections(const struct wasm_module *module) {
  printf("module: %" PRIu32 " bytes\n", module->length);
  for (uint32_t number = 1; number < THIMBLE_WASM_SECTIONS; number++) {
    const struct wasm_section *section = &module->sections[number];
    if (section->start > 0)
      printf("  %-10s bytes %" PRIu32 " to %" PRIu32 "\n", describe_wasm_section(number),
             section->start, section->end);
  }
  if (module->has_memory)
    printf("memory: %" PRIu64 " bytes, at most %" PRIu64 "\n",
           (uint64_t)module->memory.minimum << (module->memory.page_shift & 31),
           (uint64_t)module->memory.maximum << (module->memory.page_shift & 31));
}

static void print_imports(const struct wasm_module *module) {
  for (uint32_t index = 0; index < module->import_count; index++) {
    const struct wasm_import *import = &module->imports[index];
    char bytes[DESCRIPTION_MAXIMUM];
    struct thimble_text text;
    thimble_text_start(&text, bytes, sizeof bytes);
    thimble_text_append_bytes(&text, import->module);
    thimble_text_append(&text, ".");
    thimble_text_append_bytes(&text, import->name);
    if (import->kind == THIMBLE_WASM_KIND_FUNCTION && import->type < module->type_count) {
      thimble_text_append(&text, ": ");
      wasm_type_append(&text, &module->types[import->type]);
    }
    printf("import %" PRIu32 ": ", index);
    print_text(&text);
    putchar('\n');
  }
}

static void print_globals(const struct wasm_module *module) {
  for (uint32_t index = 0; index < module->global_count; index++) {
    const struct wasm_global *global = &module->globals[index];
    printf("global %" PRIu32 ":%s", module->imported_globals + index,
           global->mutable ? " mutable" : "");
    if (global->constant)
      printf(" %" PRIu32, global->value);
    putchar('\n');
  }
}

/* run: function 2, (i32, i32) -> i64, 5 locals */
static void print_head(const struct listing *listing, uint32_t function) {
  const struct wasm_type *type = wasm_function_type(&listing->module, function);
  struct thimble_origin origin;
  char bytes[DESCRIPTION_MAXIMUM];
  struct thimble_text text;
  thimble_text_start(&text, bytes, sizeof bytes);
  thimble_lines_find(&listing->opened->lines, listing->module.functions[function].start, &origin);
  thimble_text_append_bytes(&text, origin.function.length > 0
                                       ? origin.function
                                       : listing->module.functions[function].name);
  thimble_text_append(&text, text.length > 0 ? ": function " : "function ");
  thimble_text_append_unsigned(&text, function);
  if (type) {
    thimble_text_append(&text, ", ");
    wasm_type_append(&text, type);
  }
  thimble_text_append(&text, ", locals ");
  thimble_text_append_unsigned(&text, listing->module.functions[function].locals);
  if (function == listing->view->wasm_parameters.entry)
    thimble_text_append(&text, ", the entry");
  putchar('\n');
  print_text(&text);
  putchar('\n');
}

static void print_instruction(const struct listing *listing,
                              const struct wasm_instruction *instruction, uint32_t nesting) {
  char bytes[DESCRIPTION_MAXIMUM];
  struct thimble_text text;
  thimble_text_start(&text, bytes, sizeof bytes);
  (void)describe_wasm_instruction(&text, &listing->module, instruction->position);
  printf("%6" PRIu32 " ", instruction->position);
  for (uint32_t index = 0; index < BYTES_SHOWN; index++) {
    if (index < instruction->length)
      printf(" %02x", listing->module.bytes[instruction->position + index]);
    else
      fputs("   ", stdout);
  }
  fputs(instruction->length > BYTES_SHOWN ? "… " : "  ", stdout);
  printf("%*s", (int)(2 * (nesting < NESTING_SHOWN ? nesting : NESTING_SHOWN)), "");
  print_text(&text);
  putchar('\n');
}

static void print_function(struct listing *listing, uint32_t function) {
  struct wasm_reader code = wasm_function_code(&listing->module, function);
  struct wasm_instruction instruction;
  uint32_t nesting = 0;
  print_head(listing, function);
  while (code.position < code.end && wasm_instruction_read(&code, &instruction)) {
    bool closes = instruction.opcode == THIMBLE_WASM_END || instruction.opcode == THIMBLE_WASM_ELSE;
    if (closes && nesting > 0)
      nesting--;
    line_walk_print(&listing->lines, instruction.position);
    print_instruction(listing, &instruction, nesting);
    if (wasm_opens_block(&instruction) || instruction.opcode == THIMBLE_WASM_ELSE)
      nesting++;
  }
}

/* Element and data segments as they stand in the module. */
static void print_section_bytes(const struct wasm_module *module, uint32_t number) {
  const struct wasm_section *section = &module->sections[number];
  if (section->start == 0)
    return;
  printf("\n%s: bytes %" PRIu32 " to %" PRIu32 " of the module\n", describe_wasm_section(number),
         section->start, section->end);
  hex_dump((struct thimble_bytes){module->bytes + section->start, section->end - section->start},
           section->start);
}

void wasm_listing_print(const struct open_image *opened, const struct program_view *view) {
  struct listing listing = {.opened = opened, .view = view};
  bool whole = wasm_module_read(&listing.module, view->module.data, view->module.length);
  line_walk_start(&listing.lines, opened);
  print_sections(&listing.module);
  print_imports(&listing.module);
  print_globals(&listing.module);
  for (uint32_t function = listing.module.imported_functions;
       function < listing.module.function_count; function++)
    print_function(&listing, function);
  print_section_bytes(&listing.module, THIMBLE_WASM_SECTION_ELEMENT);
  print_section_bytes(&listing.module, THIMBLE_WASM_SECTION_DATA);
  if (!whole)
    puts("\nThe module is malformed; this is what can be read of it.");
  line_walk_free(&listing.lines);
  wasm_module_free(&listing.module);
}
