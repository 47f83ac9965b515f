/* SPDX-License-Identifier: Apache-2.0 */
/* describe.c: see describe.h. */
#include "cli/image/describe.h"

#include <string.h>

#include "cli/common/grant_text.h"
#include "cli/wasm/describe.h"
#include "engine/ebpf/disassemble.h"
#include "engine/ebpf/state.h"

void describe_reason(struct thimble_text *text, enum thimble_reason reason, uint64_t number) {
  const char *words = thimble_reason_text(reason);
  const char *mark = strchr(words, '#');
  if (!mark) {
    thimble_text_append(text, words);
    return;
  }
  struct thimble_bytes front = {(const uint8_t *)words, (uint32_t)(mark - words)};
  thimble_text_append_bytes(text, front);
  if (reason == THIMBLE_REASON_OPCODE || reason == THIMBLE_REASON_WASM_OPCODE ||
      reason == THIMBLE_REASON_WASM_CONSTANT)
    thimble_text_append_hex(text, number, 2);
  else
    thimble_text_append_unsigned(text, number);
  thimble_text_append(text, mark + 1);
}

void describe_place(struct thimble_text *text, const struct thimble_lines *lines,
                    uint32_t instruction) {
  struct thimble_origin origin;
  thimble_lines_find(lines, instruction, &origin);
  if (origin.function.length == 0 && origin.line == 0)
    return;
  thimble_text_append(text, ",");
  if (origin.function.length > 0) {
    thimble_text_append(text, " in ");
    thimble_text_append_bytes(text, origin.function);
    thimble_text_append(text, "()");
  }
  if (origin.line > 0) {
    thimble_text_append(text, " at ");
    thimble_text_append_bytes(text, origin.file);
    thimble_text_append(text, ":");
    thimble_text_append_unsigned(text, origin.line);
  }
}

bool describe_region(struct thimble_text *text, uint64_t address) {
  static const char *const names[THIMBLE_EBPF_REGIONS] = {
      [THIMBLE_EBPF_REGION_STACK] = "stack",
      [THIMBLE_EBPF_REGION_DATA] = "data",
      [THIMBLE_EBPF_REGION_READ_ONLY] = "read-only data",
      [THIMBLE_EBPF_REGION_CONTEXT] = "context",
  };
  uint64_t number = address >> 32;
  if (number >= THIMBLE_EBPF_REGIONS || !names[number])
    return false;
  thimble_text_append(text, names[number]);
  thimble_text_append(text, " + ");
  thimble_text_append_unsigned(text, (uint32_t)address);
  return true;
}

void describe_address(struct thimble_text *text, uint64_t address) {
  thimble_text_append_hex(text, address, 1);
  thimble_text_append(text, " (");
  if (!describe_region(text, address))
    thimble_text_append(text, "in no region");
  thimble_text_append(text, ")");
}

/* The name of the binding that an instruction calls, or null. */
static const char *binding_called(struct thimble_ebpf_instruction instruction) {
  uint32_t number = (uint32_t)instruction.immediate;
  if (thimble_ebpf_opcode(instruction) != THIMBLE_EBPF_OPCODE_CALL ||
      thimble_ebpf_source(instruction) != THIMBLE_EBPF_CALL_BINDING ||
      number >= thimble_bindings.count)
    return NULL;
  return thimble_bindings.bindings[number].name;
}

/* Tables of a module are for a moment only: messages are few. */
static uint32_t describe_in_module(struct thimble_text *text, const struct program_view *view,
                                   uint32_t place) {
  struct wasm_module module;
  (void)wasm_module_read(&module, view->module.data, view->module.length);
  uint32_t bytes = describe_wasm_instruction(text, &module, place);
  wasm_module_free(&module);
  return bytes;
}

uint32_t describe_instruction(struct thimble_text *text, const struct program_view *view,
                              uint32_t instruction) {
  if (view->wasm)
    return describe_in_module(text, view, instruction);
  const char *name = binding_called(view->text[instruction]);
  if (!name)
    return thimble_ebpf_disassemble(text, view->text, view->length, instruction);
  thimble_text_append(text, "call thimble_");
  thimble_text_append(text, name);
  return 1;
}

bool reason_has_place(enum thimble_reason reason) {
  switch (reason) {
  case THIMBLE_REASON_NONE:
  case THIMBLE_REASON_NO_ENGINE:
  case THIMBLE_REASON_PARAMETERS:
  case THIMBLE_REASON_MEMORY_LIMIT:
  case THIMBLE_REASON_PROGRAM_LENGTH:
  case THIMBLE_REASON_FRAME_SIZE:
  case THIMBLE_REASON_CALL_DEPTH:
  case THIMBLE_REASON_ENTRY:
    return false;
  default:
    return true;
  }
}

/* The engine says which import; names and types say more. */
static bool is_about_import(enum thimble_reason reason) {
  return reason == THIMBLE_REASON_WASM_IMPORT || reason == THIMBLE_REASON_WASM_IMPORT_TYPE;
}

static void describe_module_refusal(struct thimble_text *text,
                                    const struct thimble_program_refusal *refusal,
                                    const struct program_view *view,
                                    const struct thimble_lines *lines) {
  struct wasm_module module;
  (void)wasm_module_read(&module, view->module.data, view->module.length);
  describe_wasm_place(text, &module, refusal->place);
  thimble_text_append(text, ": ");
  if (!is_about_import(refusal->reason) || !describe_wasm_import(text, &module, refusal->place))
    describe_reason(text, refusal->reason, refusal->detail);
  if (describe_wasm_function(&module, refusal->place) != WASM_NONE)
    describe_place(text, lines, refusal->place);
  wasm_module_free(&module);
}

void describe_refusal(struct thimble_text *text, const struct thimble_program_refusal *refusal,
                      const struct program_view *view, const struct thimble_lines *lines) {
  bool has_place = reason_has_place(refusal->reason) && refusal->place < view->length;
  if (view->wasm && has_place) {
    describe_module_refusal(text, refusal, view, lines);
    return;
  }
  if (has_place) {
    thimble_text_append(text, "instruction ");
    thimble_text_append_unsigned(text, refusal->place);
    thimble_text_append(text, " (");
    describe_instruction(text, view, refusal->place);
    thimble_text_append(text, "): ");
  }
  describe_reason(text, refusal->reason, refusal->detail);
  if (has_place)
    describe_place(text, lines, refusal->place);
}

void describe_binding_grant(struct thimble_text *text, uint64_t number,
                            const struct thimble_scope *scope) {
  if (number >= thimble_bindings.count || !thimble_bindings.bindings[number].name)
    return;
  thimble_text_append(text, "thimble_");
  thimble_text_append(text, thimble_bindings.bindings[number].name);
  thimble_text_append(text, "() has the grant ");
  grant_append(text, thimble_bindings.bindings[number].grant, scope);
}
