/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_check.c: see wasm_check.h. */
#include "cli/builder/wasm_check.h"

#include <string.h>

#include "cli/common/message.h"
#include "cli/common/path.h"
#include "cli/wasm/import.h"
#include "engine/wasm/types.h"

#define TEXT_MAXIMUM 512u

/* The linker gives an export this name when constructors are to run before it. */
#define CONSTRUCTING ".command_export"

static bool has_constructors(const struct wasm_module *module) {
  for (uint32_t index = 0; index < module->function_count; index++) {
    const struct thimble_bytes *name = &module->functions[index].name;
    if (name->length > strlen(CONSTRUCTING) &&
        memcmp(name->data + name->length - strlen(CONSTRUCTING), CONSTRUCTING,
               strlen(CONSTRUCTING)) == 0)
      return true;
  }
  return false;
}

static void refuse_type(const struct project *project, const struct wasm_type *type) {
  char bytes[TEXT_MAXIMUM];
  struct thimble_text text;
  thimble_text_start(&text, bytes, sizeof bytes);
  wasm_type_append(&text, type);
  message_error_at(
      project->path, 0,
      "the function '%s' has the type %s, and a hook calls (i32, i32) -> i64, or without "
      "arguments: 'int64_t %s(const struct thimble_context_timer *context, uint32_t "
      "size)'",
      project->entry, bytes, project->entry);
}

uint32_t wasm_check_entry(const struct wasm_module *module, const struct project *project) {
  const struct wasm_export *entry = wasm_find_export(module, project->entry);
  const struct wasm_type *type = entry ? wasm_function_type(module, entry->index) : NULL;
  if (has_constructors(module)) {
    message_error_at(project->path, 0,
                     "a constructor would never run; call the function from the entry function");
    return WASM_NONE;
  }
  if (!entry || entry->kind != THIMBLE_WASM_KIND_FUNCTION || !type) {
    message_error_at(project->path, 0,
                     "exports no function '%s' for the hook to call; export it, or name another as "
                     "entry in thimble.ini",
                     project->entry);
    return WASM_NONE;
  }
  if (thimble_wasm_is_entry_type(type->parameters, type->results))
    return entry->index;
  refuse_type(project, type);
  return WASM_NONE;
}

/* The line of the first call of the function, or null. */
static const struct dwarf_row *find_call(const struct wasm_module *module,
                                         const struct dwarf_lines *rows, uint32_t callee) {
  for (uint32_t function = 0; function < module->function_count; function++) {
    struct wasm_reader code = wasm_function_code(module, function);
    struct wasm_instruction instruction;
    while (code.position < code.end && wasm_instruction_read(&code, &instruction)) {
      bool calls =
          instruction.opcode == THIMBLE_WASM_CALL || instruction.opcode == THIMBLE_WASM_RETURN_CALL;
      if (calls && instruction.first == callee)
        return dwarf_lines_find(rows, instruction.position -
                                          module->sections[THIMBLE_WASM_SECTION_CODE].start);
    }
  }
  return NULL;
}

struct checking {
  const struct wasm_module *module;
  const struct dwarf_lines *rows;
  const struct project *project;
  thimble_grant_set grants;
};

static void refuse_import(const struct checking *checking, uint32_t function, const char *text) {
  const struct dwarf_row *row =
      function == WASM_NONE ? NULL : find_call(checking->module, checking->rows, function);
  if (row)
    message_error_at(path_as_given(row->file), row->line, "%s", text);
  else
    message_error_at(checking->project->path, 0, "%s", text);
}

static bool check_grant(struct checking *checking, const struct binding_name *binding,
                        uint32_t function) {
  char bytes[TEXT_MAXIMUM];
  struct thimble_text text;
  if (binding->grant == THIMBLE_GRANT_NONE)
    return true;
  checking->grants |= (thimble_grant_set)1 << binding->grant;
  if (!checking->project->grants_listed || (checking->project->grants.set >> binding->grant & 1))
    return true;
  thimble_text_start(&text, bytes, sizeof bytes);
  thimble_text_append(&text, binding->symbol);
  thimble_text_append(&text, " needs the grant '");
  thimble_text_append(&text, thimble_grant_name(binding->grant));
  thimble_text_append(&text, "', which is not asked for; add it to grants in ");
  thimble_text_append(&text, checking->project->path);
  refuse_import(checking, function, bytes);
  return false;
}

bool wasm_check_imports(thimble_grant_set *grants, const struct wasm_module *module,
                        const struct dwarf_lines *rows, const struct project *project) {
  struct checking checking = {module, rows, project, 0};
  uint32_t function = 0;
  for (uint32_t index = 0; index < module->import_count; index++) {
    const struct wasm_import *import = &module->imports[index];
    bool is_function = import->kind == THIMBLE_WASM_KIND_FUNCTION;
    char bytes[TEXT_MAXIMUM];
    struct thimble_text text;
    thimble_text_start(&text, bytes, sizeof bytes);
    if (!wasm_import_check(&text, module, import)) {
      refuse_import(&checking, is_function ? function : WASM_NONE, bytes);
      return false;
    }
    if (!check_grant(&checking, wasm_import_binding(import), function))
      return false;
    function += is_function;
  }
  *grants = checking.grants;
  return true;
}
