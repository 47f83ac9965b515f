/* SPDX-License-Identifier: Apache-2.0 */
/* wasm.c: see wasm.h. Read it from the bottom: linked module, shipped module, what a
 * device must know of it. */
#include "cli/builder/wasm.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cli/builder/wasm_check.h"
#include "cli/builder/wasm_objects.h"
#include "cli/builder/wasm_room.h"
#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/common/path.h"
#include "cli/image/describe.h"
#include "cli/wasm/calls.h"
#include "cli/wasm/describe.h"
#include "cli/wasm/measure.h"

#define SLOT ((uint32_t)sizeof(union thimble_wasm_slot))
#define DEPTH_DEFAULT 16u /* calls that may be open at once, with recursion */

/* What becomes known one after the other. */
struct making {
  struct wasm_build *build;
  const struct project *project;
  struct wasm_stack stack;
  struct wasm_room room;
  struct wasm_measures measures;
  struct wasm_module module; /* what is shipped */
  thimble_grant_set grants;
  uint32_t entry;
  uint32_t slots;
};

static bool refuse_module(const char *path) {
  message_error_at(path, 0, "is no WebAssembly module that can be read; build it anew");
  return false;
}

static bool read_linked(struct making *making) {
  struct wasm_build *build = making->build;
  if (!wasm_module_read(&build->module, build->linked.data, build->linked.length))
    return refuse_module(making->project->path);
  const struct wasm_section *code = &build->module.sections[THIMBLE_WASM_SECTION_CODE];
  dwarf_lines_read(&build->rows, wasm_module_custom(&build->module, ".debug_line"),
                   code->end - code->start);
  return true;
}

static bool check(struct making *making) {
  const struct wasm_module *module = &making->build->module;
  if (!wasm_check_imports(&making->grants, module, &making->build->rows, making->project))
    return false;
  making->entry = wasm_check_entry(module, making->project);
  return making->entry != WASM_NONE;
}

static bool rewrite(struct making *making) {
  struct wasm_build *build = making->build;
  const struct wasm_type *entry = wasm_function_type(&build->module, making->entry);
  if (!wasm_room_find(&making->room, &build->module, entry, making->project))
    return false;
  return (wasm_rewrite(&build->final, &build->module, &making->room.limits) &&
          wasm_module_read(&making->module, build->final.bytes.data, build->final.bytes.length)) ||
         refuse_module(making->project->path);
}

static void list_lines(struct wasm_build *build) {
  uint32_t start = build->module.sections[THIMBLE_WASM_SECTION_CODE].start;
  for (size_t index = 0; index < build->rows.row_count; index++) {
    const struct dwarf_row *row = &build->rows.rows[index];
    uint32_t place = wasm_position_after(&build->final, start + row->address);
    if (place != WASM_NONE)
      program_line_add(&build->lines, place, row->file, row->line);
  }
}

/* Linker names of Rust end in `::h` and sixteen digits, and perhaps a remark of LLVM, which say
 * nothing to people. */
static uint32_t readable_length(struct thimble_bytes name) {
  static const uint32_t hash = 19;
  static const char remark[] = " (.llvm.";
  const uint8_t *found = memmem(name.data, name.length, remark, strlen(remark));
  uint32_t length = found ? (uint32_t)(found - name.data) : name.length;
  if (length <= hash || memcmp(name.data + length - hash, "::h", 3) != 0)
    return length;
  for (uint32_t index = length - hash + 3; index < length; index++) {
    if (!isxdigit(name.data[index]))
      return length;
  }
  return length - hash;
}

static void list_functions(struct wasm_build *build, const struct wasm_module *final) {
  const struct wasm_module *module = &build->module;
  build->names = memory_get(module->function_count + 1u, sizeof *build->names);
  for (uint32_t index = module->imported_functions; index < module->function_count; index++) {
    const struct thimble_bytes *name = &module->functions[index].name;
    build->names[index] = name->length > 0 ? memory_format("%.*s", (int)readable_length(*name),
                                                           (const char *)name->data)
                                           : memory_format("function %u", index);
    program_function_add(&build->lines, final->functions[index].start, build->names[index]);
  }
}

static bool refuse_code(const struct making *making, const struct wasm_module *module,
                        const struct thimble_wasm_error *error) {
  bool is_ours = module == &making->module;
  const struct program_line *line =
      is_ours ? program_line_at(&making->build->lines, error->position) : NULL;
  char bytes[DESCRIPTION_MAXIMUM];
  struct thimble_text text;
  thimble_text_start(&text, bytes, sizeof bytes);
  describe_wasm_place(&text, module, error->position);
  thimble_text_append(&text, ": ");
  describe_reason(&text, error->reason, error->detail);
  message_error_at(line ? path_as_given(line->file) : making->project->path, line ? line->line : 0,
                   "a device would refuse it: %s", bytes);
  return false;
}

/* A module that came from elsewhere may be invalid; then places are those of its own bytes. What
 * has too much memory is told later, in words of its own. */
static bool is_valid(const struct making *making) {
  struct wasm_measures measures;
  struct thimble_wasm_error error = {0};
  bool valid = wasm_measure(&measures, &making->build->module, THIMBLE_MEMORY_MAXIMUM, &error) ||
               error.reason == THIMBLE_REASON_WASM_MEMORY_SIZE;
  free(measures.frames);
  return valid || refuse_code(making, &making->build->module, &error);
}

/* The operand stack for the deepest chain of calls, or what the project says of recursion. */
static void find_slots(struct making *making) {
  const struct wasm_type *entry = wasm_function_type(&making->module, making->entry);
  uint32_t depth = making->project->depth > 0 ? making->project->depth : DEPTH_DEFAULT;
  struct wasm_calls calls;
  struct wasm_calls start;
  wasm_calls_walk(&calls, &making->module, making->measures.frames, making->entry);
  wasm_calls_walk(&start, &making->module, making->measures.frames, making->module.start);
  uint64_t slots = calls.recursive ? (uint64_t)calls.greatest * depth : calls.total;
  uint64_t other = start.recursive ? (uint64_t)start.greatest * depth : start.total;
  slots += entry->parameters.length;
  if (slots < other)
    slots = other;
  if (calls.recursive && making->project->depth == 0)
    making->stack.why = "functions call themselves, and depth is not given: 16";
  making->slots = slots > THIMBLE_MEMORY_MAXIMUM ? THIMBLE_MEMORY_MAXIMUM : (uint32_t)slots;
}

static bool measure(struct making *making) {
  struct thimble_wasm_error error = {0};
  if (!wasm_measure(&making->measures, &making->module, making->room.memory, &error))
    return refuse_code(making, &making->module, &error);
  find_slots(making);
  uint64_t memory = (uint64_t)making->slots * SLOT + making->room.memory +
                    (uint64_t)making->module.elements * sizeof(uint32_t);
  if (memory <= THIMBLE_MEMORY_MAXIMUM)
    return true;
  message_error_at(
      making->project->path, 0,
      "needs %llu bytes of memory (stack %llu, linear memory %u), more than %u; make it "
      "smaller",
      (unsigned long long)memory, (unsigned long long)making->slots * SLOT, making->room.memory,
      THIMBLE_MEMORY_MAXIMUM);
  return false;
}

static uint32_t count_instructions(const struct wasm_module *module) {
  uint32_t count = 0;
  for (uint32_t function = 0; function < module->function_count; function++) {
    struct wasm_reader code = wasm_function_code(module, function);
    struct wasm_instruction instruction;
    while (code.position < code.end && wasm_instruction_read(&code, &instruction))
      count++;
  }
  return count;
}

static void give(struct build_program *program, const struct making *making) {
  const struct wasm_build *build = making->build;
  *program = (struct build_program){
      .image = {.engine = THIMBLE_ENGINE_WASM,
                .bytes = build->final.bytes.data,
                .length = build->final.bytes.length,
                .parameters = {making->entry, making->slots, making->room.memory,
                               making->module.elements, making->measures.branches,
                               making->measures.scratch, making->room.context},
                .parameter_count = 7,
                .memory = making->slots * SLOT + making->room.memory +
                          making->module.elements * (uint32_t)sizeof(uint32_t)},
      .lines = build->lines,
      .grants = making->grants,
      .instructions = count_instructions(&making->module),
      .stack = making->slots * SLOT,
      .linear = making->room.initial,
      .stack_why = making->stack.why,
      .memory_why = making->room.why,
  };
}

bool build_wasm(struct build_program *program, struct wasm_build *build,
                const struct build_job *job) {
  struct making making = {.build = build, .project = job->project};
  *build = (struct wasm_build){0};
  bool made = wasm_objects_link(&build->linked, &making.stack, &build->folder, job) &&
              read_linked(&making) && check(&making) && is_valid(&making) && rewrite(&making);
  if (made) {
    list_lines(build);
    list_functions(build, &making.module);
    made = measure(&making);
  }
  if (made)
    give(program, &making);
  free(making.measures.frames);
  wasm_module_free(&making.module);
  return made;
}

void build_wasm_free(struct wasm_build *build) {
  for (uint32_t index = 0; build->names && index < build->module.function_count; index++)
    free(build->names[index]);
  free(build->names);
  wasm_folder_remove(&build->folder);
  file_free(&build->linked);
  wasm_module_free(&build->module);
  dwarf_lines_free(&build->rows);
  wasm_rewritten_free(&build->final);
  program_lines_free(&build->lines);
  *build = (struct wasm_build){0};
}
