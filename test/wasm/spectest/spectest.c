/* SPDX-License-Identifier: Apache-2.0 */
/* spectest.c: see spectest.h. */
#include "wasm/spectest/spectest.h"

#include <string.h>

#include "engine/wasm/opcode.h"

#define PAGE 65536u

static uint8_t memory_bytes[2 * PAGE];
static uint32_t table_entries[20];
static struct thimble_wasm_memory memory;
static struct thimble_wasm_table table;

/* 666 and 666.6, the floats as their bits. */
static const struct {
  const char *name;
  uint8_t type;
  uint64_t bits;
} global_list[] = {
    {"global_i32", THIMBLE_WASM_I32, 666},
    {"global_i64", THIMBLE_WASM_I64, 666},
    {"global_f32", THIMBLE_WASM_F32, 0x4426a666},
    {"global_f64", THIMBLE_WASM_F64, 0x4084d4cccccccccd},
};
#define GLOBALS (sizeof global_list / sizeof global_list[0])
static union thimble_wasm_slot globals[GLOBALS];

static const struct {
  const char *name;
  uint8_t parameters[2];
  uint32_t count;
} functions[SPECTEST_FUNCTIONS] = {
    {"print", {0}, 0},
    {"print_i32", {THIMBLE_WASM_I32}, 1},
    {"print_i64", {THIMBLE_WASM_I64}, 1},
    {"print_f32", {THIMBLE_WASM_F32}, 1},
    {"print_f64", {THIMBLE_WASM_F64}, 1},
    {"print_i32_f32", {THIMBLE_WASM_I32, THIMBLE_WASM_F32}, 2},
    {"print_f64_f64", {THIMBLE_WASM_F64, THIMBLE_WASM_F64}, 2},
};

void spectest_start(void) {
  memset(memory_bytes, 0, sizeof memory_bytes);
  memset(table_entries, 0, sizeof table_entries);
  memory = (struct thimble_wasm_memory){
      .data = memory_bytes,
      .size = PAGE,
      .capacity = sizeof memory_bytes,
      .maximum = 2,
      .page_shift = 16,
  };
  table = (struct thimble_wasm_table){
      .entries = table_entries,
      .size = 10,
      .capacity = 20,
      .maximum = 20,
      .type = THIMBLE_WASM_FUNCREF,
  };
  for (size_t i = 0; i < GLOBALS; i++) {
    globals[i].wide = global_list[i].bits;
    if (global_list[i].type == THIMBLE_WASM_I32 || global_list[i].type == THIMBLE_WASM_F32)
      globals[i].word = (uint32_t)global_list[i].bits;
  }
}

static bool is(struct thimble_bytes name, const char *text) {
  return name.length == strlen(text) && memcmp(name.data, text, name.length) == 0;
}

static bool find_function(struct thimble_bytes name, struct external *external) {
  for (uint32_t i = 0; i < SPECTEST_FUNCTIONS; i++)
    if (is(name, functions[i].name)) {
      *external = (struct external){.kind = THIMBLE_WASM_KIND_FUNCTION, .reference = i + 1};
      return true;
    }
  return false;
}

static bool find_global(struct thimble_bytes name, struct external *external) {
  for (size_t i = 0; i < GLOBALS; i++)
    if (is(name, global_list[i].name)) {
      *external = (struct external){.kind = THIMBLE_WASM_KIND_GLOBAL,
                                    .global = &globals[i],
                                    .global_type = {global_list[i].type, false}};
      return true;
    }
  return false;
}

bool spectest_find(struct thimble_bytes name, struct external *external) {
  if (is(name, "memory")) {
    *external = (struct external){.kind = THIMBLE_WASM_KIND_MEMORY, .memory = &memory};
    return true;
  }
  if (is(name, "table")) {
    *external = (struct external){.kind = THIMBLE_WASM_KIND_TABLE, .table = &table};
    return true;
  }
  return find_function(name, external) || find_global(name, external);
}

struct function_type spectest_type(uint32_t reference) {
  return (struct function_type){
      .parameters = {functions[reference - 1].parameters, functions[reference - 1].count}};
}
