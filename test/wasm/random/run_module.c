/* SPDX-License-Identifier: Apache-2.0 */
/* run_module.c: runs the exported functions of a module that take nothing, in their order, and
 * prints what they return, in the words of wabt's `wasm-interp --run-all-exports`:
 *
 *   run-module decimal|bits MODULE
 *   run-module verdict MODULE...      only whether each is valid, a line each
 *
 * Floats are printed as decimal numbers, as wasm-interp does, or as their bits. An import is a
 * function of the module `fuzzing-support` that takes a value and returns nothing: a call is
 * printed. Exit code 0 whatever the module does. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/wasm/module.h"
#include "engine/wasm/opcode.h"
#include "engine/wasm/reader.h"
#include "engine/wasm/run.h"

enum {
  STACK_SLOTS = 1 << 16,
  FUEL = 200000000
};

static const struct thimble_wasm_bounds bounds = {.stack = STACK_SLOTS,
                                                  .memory = 17 * 65536,
                                                  .elements = 4096,
                                                  .branches = 65535,
                                                  .scratch = 65536};

static bool in_bits, only_verdict;
static struct thimble_wasm_module module;
static struct thimble_wasm_state *state;
static union thimble_wasm_slot stack[STACK_SLOTS];

static void *allocate(size_t size) {
  void *block = malloc(size);
  if (block == NULL)
    abort();
  return block;
}

static void print_float(const char *type, double number, uint64_t bits, int digits) {
  if (number != number)
    printf("%s:nan", type);
  else if (in_bits)
    printf("%s:0x%0*" PRIx64, type, digits, bits);
  else
    printf("%s:%f", type, number);
}

static void print_value(uint8_t type, union thimble_wasm_slot slot) {
  float single;
  double number;
  memcpy(&single, &slot.word, sizeof single);
  memcpy(&number, &slot.wide, sizeof number);
  if (type == THIMBLE_WASM_I32)
    printf("i32:%" PRIu32, slot.word);
  else if (type == THIMBLE_WASM_I64)
    printf("i64:%" PRIu64, slot.wide);
  else if (type == THIMBLE_WASM_F32)
    print_float("f32", (double)single, slot.word, 8);
  else if (type == THIMBLE_WASM_F64)
    print_float("f64", number, slot.wide, 16);
  else
    printf("%s:%s", type == THIMBLE_WASM_FUNCREF ? "funcref" : "externref",
           slot.word == 0 ? "null" : "other");
}

/* The parameters of a function, or its results, which follow them. */
static struct thimble_bytes types_of(uint32_t function, bool results) {
  struct thimble_wasm_reader reader = {.end = module.bytes + module.length, .module = module.bytes};
  reader.position = reader.module + state->types[state->functions[function].type].position;
  struct thimble_bytes parameters =
      thimble_wasm_read_bytes(&reader, thimble_wasm_read_u32(&reader));
  return results ? thimble_wasm_read_bytes(&reader, thimble_wasm_read_u32(&reader)) : parameters;
}

static void print_values(struct thimble_bytes types, const union thimble_wasm_slot *values) {
  for (uint32_t i = 0; i < types.length; i++) {
    if (i > 0)
      printf(", ");
    print_value(types.data[i], values[i]);
  }
}

/* Any import, for a verdict: nothing will run. */
static void link_anything(struct thimble_wasm_state *linked,
                          const struct thimble_wasm_import *import) {
  static struct thimble_wasm_memory memory;
  static struct thimble_wasm_table table;
  static union thimble_wasm_slot global;
  table.type = import->value_type;
  if (import->kind == THIMBLE_WASM_KIND_TABLE)
    linked->tables[import->index] = &table;
  else if (import->kind == THIMBLE_WASM_KIND_MEMORY)
    linked->memory = &memory;
  else if (import->kind == THIMBLE_WASM_KIND_GLOBAL)
    linked->foreign_globals[import->index] = &global;
}

static enum thimble_reason resolve(struct thimble_wasm_state *linked,
                                   const struct thimble_wasm_import *import, uint32_t *detail) {
  (void)detail;
  if (only_verdict) {
    link_anything(linked, import);
    return THIMBLE_REASON_NONE;
  }
  bool is_ours = import->kind == THIMBLE_WASM_KIND_FUNCTION && import->module.length == 15 &&
                 memcmp(import->module.data, "fuzzing-support", 15) == 0;
  return is_ours ? THIMBLE_REASON_NONE : THIMBLE_REASON_WASM_IMPORT;
}

static bool find_import(uint32_t function, struct thimble_bytes *name) {
  struct thimble_wasm_reader reader;
  thimble_wasm_reader_start(&reader, &module, THIMBLE_WASM_SECTION_IMPORT);
  for (uint32_t i = 0; i <= function; i++) {
    (void)thimble_wasm_read_name(&reader);
    *name = thimble_wasm_read_name(&reader);
    (void)thimble_wasm_read_byte(&reader);
    (void)thimble_wasm_read_u32(&reader);
  }
  return thimble_wasm_reader_ok(&reader);
}

/* `called host fuzzing-support.log-i32(i32:5) =>` */
static enum thimble_reason call(struct thimble_wasm_state *running, uint32_t function,
                                union thimble_wasm_slot *values) {
  struct thimble_bytes name;
  (void)running;
  if (!find_import(function, &name))
    abort();
  printf("called host fuzzing-support.%.*s(", (int)name.length, (const char *)name.data);
  print_values(types_of(function, false), values);
  printf(") =>\n");
  return THIMBLE_REASON_NONE;
}

static const struct thimble_wasm_linker linker = {resolve, call, NULL};

/* Reasons that other engines tell apart less finely. */
static const char *kind_of(enum thimble_reason reason) {
  switch (reason) {
  case THIMBLE_REASON_UNREACHABLE:
    return "unreachable";
  case THIMBLE_REASON_MEMORY_ACCESS:
    return "memory";
  case THIMBLE_REASON_TABLE_ACCESS:
    return "table";
  case THIMBLE_REASON_NO_FUNCTION:
  case THIMBLE_REASON_FUNCTION_TYPE:
    return "call";
  case THIMBLE_REASON_DIVISION:
  case THIMBLE_REASON_OVERFLOW:
  case THIMBLE_REASON_CONVERSION:
    return "number";
  case THIMBLE_REASON_STACK:
    return "stack";
  default:
    return thimble_reason_text(reason);
  }
}

static enum thimble_reason run(uint32_t function) {
  state->fuel = FUEL;
  enum thimble_reason reason = thimble_wasm_enter(state, function);
  return reason == THIMBLE_REASON_NONE ? thimble_wasm_run(state) : reason;
}

static void run_export(struct thimble_bytes name, uint32_t function) {
  enum thimble_reason reason = run(function);
  printf("%.*s() =>", (int)name.length, (const char *)name.data);
  if (reason != THIMBLE_REASON_NONE) {
    printf(" error: %s\n", kind_of(reason));
    return;
  }
  struct thimble_bytes results = types_of(function, true);
  if (results.length > 0)
    printf(" ");
  print_values(results, state->stack);
  printf("\n");
}

static void run_exports(void) {
  struct thimble_wasm_reader reader;
  thimble_wasm_reader_start(&reader, &module, THIMBLE_WASM_SECTION_EXPORT);
  for (uint32_t i = 0; i < module.sections[THIMBLE_WASM_SECTION_EXPORT].count; i++) {
    struct thimble_bytes name = thimble_wasm_read_name(&reader);
    uint8_t kind = thimble_wasm_read_byte(&reader);
    uint32_t index = thimble_wasm_read_u32(&reader);
    if (kind == THIMBLE_WASM_KIND_FUNCTION && state->functions[index].parameters == 0)
      run_export(name, index);
  }
}

/* False: the module is refused; why is printed. */
static bool load(const uint8_t *bytes, uint32_t length) {
  struct thimble_wasm_error error = {.reason = THIMBLE_REASON_NONE};
  if (thimble_wasm_open(&module, bytes, length, &error) == THIMBLE_REASON_NONE) {
    state = allocate(thimble_wasm_need(&module, &bounds));
    state->reference = 1;
    (void)thimble_wasm_load(state, &module, &bounds, &linker, &error);
  }
  if (error.reason != THIMBLE_REASON_NONE)
    printf("invalid: %s (byte %" PRIu32 ", %" PRIu32 ")\n", thimble_reason_text(error.reason),
           error.position, error.detail);
  return error.reason == THIMBLE_REASON_NONE;
}

/* False: the module cannot be instantiated; that is printed. */
static bool start(void) {
  struct thimble_wasm_error error = {.reason = THIMBLE_REASON_NONE};
  state->stack = stack;
  state->stack_slots = STACK_SLOTS;
  if (thimble_wasm_instantiate(state, &error) != THIMBLE_REASON_NONE ||
      (state->start != UINT32_MAX && run(state->start) != THIMBLE_REASON_NONE)) {
    printf("not instantiated\n");
    return false;
  }
  return true;
}

/* False: it cannot be read. The bytes lie in a block of exactly their size, until free(). */
static bool read_file(const char *path, uint8_t **bytes, uint32_t *length) {
  static uint8_t buffer[1 << 20];
  FILE *file = fopen(path, "rb");
  if (file == NULL)
    return false;
  *length = (uint32_t)fread(buffer, 1, sizeof buffer, file);
  (void)fclose(file);
  *bytes = allocate(*length);
  memcpy(*bytes, buffer, *length);
  return true;
}

int main(int argc, char **argv) {
  only_verdict = argc > 1 && strcmp(argv[1], "verdict") == 0;
  in_bits = argc > 1 && strcmp(argv[1], "bits") == 0;
  for (int i = 2; i < argc; i++) {
    uint8_t *bytes;
    uint32_t length;
    if (!read_file(argv[i], &bytes, &length)) {
      fprintf(stderr, "run-module: %s cannot be read\n", argv[i]);
      return 1;
    }
    state = NULL;
    bool valid = load(bytes, length);
    if (valid && only_verdict)
      puts("valid");
    else if (valid && start())
      run_exports();
    free(state);
    free(bytes);
  }
  return 0;
}
