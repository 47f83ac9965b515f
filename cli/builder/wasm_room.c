/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_room.c: see wasm_room.h. Compilers declare pages of 64 KiB and export where what they use
 * ends; with pages of one byte a container takes no more. A module that asks for its size or grows
 * counts in the pages that it was compiled for: one that was linked here knows that they are bytes,
 * any other one keeps its own. */
#include "cli/builder/wasm_room.h"

#include "cli/builder/wasm_link.h"
#include "cli/common/event_context.h"
#include "cli/common/message.h"

#define HEAP_BASE "__heap_base"
#define PAGE 65536u
#define CONTEXT_DEFAULT 64u /* for a hook that is in no table */
#define ALIGNMENT 8u        /* of the context */

static uint64_t round_up(uint64_t bytes, uint32_t unit) {
  return (bytes + unit - 1) / unit * unit;
}

static bool counts_pages(const struct wasm_module *module) {
  for (uint32_t function = 0; function < module->function_count; function++) {
    struct wasm_reader code = wasm_function_code(module, function);
    struct wasm_instruction instruction;
    while (code.position < code.end && wasm_instruction_read(&code, &instruction)) {
      if (instruction.opcode == THIMBLE_WASM_MEMORY_SIZE ||
          instruction.opcode == THIMBLE_WASM_MEMORY_GROW)
        return true;
    }
  }
  return false;
}

/* The value of an exported global that is a constant. */
static bool find_constant(const struct wasm_module *module, const char *name, uint32_t *value) {
  const struct wasm_export *export = wasm_find_export(module, name);
  if (!export || export->kind != THIMBLE_WASM_KIND_GLOBAL ||
      export->index < module->imported_globals ||
      export->index - module->imported_globals >= module->global_count)
    return false;
  const struct wasm_global *global = &module->globals[export->index - module->imported_globals];
  *value = global->value;
  return global->constant;
}

/* Where what the module's code uses without asking ends, if the module says so. */
static bool find_end(const struct wasm_module *module, uint32_t *end) {
  return find_constant(module, HEAP_BASE, end) || find_constant(module, WASM_DATA_END, end);
}

static uint64_t used_bytes(const struct wasm_module *module) {
  uint64_t declared = (uint64_t)module->memory.minimum << module->memory.page_shift;
  uint32_t end;
  return find_end(module, &end) && end < declared ? end : declared;
}

/* Why a module from elsewhere takes so much. */
static const char *explain(const struct wasm_module *module, bool keeps_pages) {
  uint32_t end;
  if (keeps_pages)
    return "memory is in pages of 64 KiB: the module asks for its size or grows";
  if (!find_end(module, &end))
    return "memory is as large as declared: the module does not export " HEAP_BASE;
  return "memory is large: the module was linked with a stack or data of that size";
}

/* An entry without parameters gets no context. */
static uint32_t context_room(const struct wasm_type *entry, const struct project *project) {
  uint32_t size = event_context_size(project->hook);
  if (!entry || entry->parameters.length == 0)
    return 0;
  if (project->context != PROJECT_UNKNOWN)
    size = project->context;
  else if (size == 0)
    size = CONTEXT_DEFAULT;
  return (uint32_t)round_up(size, ALIGNMENT);
}

bool wasm_room_find(struct wasm_room *room, const struct wasm_module *module,
                    const struct wasm_type *entry, const struct project *project) {
  *room = (struct wasm_room){0};
  if (!module->has_memory)
    return true;
  bool keeps_pages =
      project->language == PROJECT_WASM && module->memory.page_shift == 16 && counts_pages(module);
  uint32_t page = keeps_pages ? PAGE : 1;
  uint64_t used = keeps_pages ? (uint64_t)module->memory.minimum * PAGE : used_bytes(module);
  room->context = context_room(entry, project);
  uint64_t initial = round_up(round_up(used, ALIGNMENT) + room->context, page);
  uint64_t memory = round_up(initial + project->heap, page);
  if (memory > THIMBLE_MEMORY_MAXIMUM) {
    message_error_at(project->path, 0, "needs %llu bytes of linear memory, more than %u; %s",
                     (unsigned long long)memory, THIMBLE_MEMORY_MAXIMUM,
                     project->language == PROJECT_WASM
                         ? "link it with a small stack, and export " HEAP_BASE
                         : "make it smaller");
    return false;
  }
  room->initial = (uint32_t)initial;
  room->memory = (uint32_t)memory;
  if (project->language == PROJECT_WASM && initial >= PAGE)
    room->why = explain(module, keeps_pages);
  room->limits = (struct thimble_wasm_limits){
      .minimum = (uint32_t)(initial / page),
      .maximum = (uint32_t)(memory / page),
      .has_maximum = true,
      .page_shift = keeps_pages ? 16 : 0,
  };
  return true;
}
