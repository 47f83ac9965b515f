/* SPDX-License-Identifier: Apache-2.0 */
/* types.h: reads types and what is described by them (core specification, sections 5.3 and 5.5.5),
 * and finds the values of a function type again. */
#ifndef THIMBLE_WASM_TYPES_H
#define THIMBLE_WASM_TYPES_H

#include "engine/wasm/opcode.h"
#include "engine/wasm/reader.h"

#define THIMBLE_WASM_BLOCK_EMPTY 0x40u
#define THIMBLE_WASM_FUNCTION_TYPE 0x60u

static inline bool thimble_wasm_type_is_reference(uint8_t type) {
  return type == THIMBLE_WASM_FUNCREF || type == THIMBLE_WASM_EXTERNREF;
}

/* Reads a value type that this build has. */
uint8_t thimble_wasm_read_value_type(struct thimble_wasm_reader *reader);

uint8_t thimble_wasm_read_reference_type(struct thimble_wasm_reader *reader);

/* Whether a hook can call a function of such parameters and results: () or (i32, i32) to (), i32 or
 * i64. */
bool thimble_wasm_is_entry_type(struct thimble_bytes parameters, struct thimble_bytes results);

/* Flags of limits (section 5.3.7, and the proposal of custom page sizes). */
enum {
  THIMBLE_WASM_LIMITS_MAXIMUM = 1,
  THIMBLE_WASM_LIMITS_PAGE_SIZE = 8,
};

/* Read the type of a table, of a memory or of a global into the fields that speak of it. */
void thimble_wasm_read_table_type(struct thimble_wasm_reader *reader,
                                  struct thimble_wasm_import *import);
void thimble_wasm_read_memory_type(struct thimble_wasm_reader *reader,
                                   struct thimble_wasm_import *import);
void thimble_wasm_read_global_type(struct thimble_wasm_reader *reader,
                                   struct thimble_wasm_import *import);

/* Reads an import, all but its index among its kind. A function's type is not compared with how
 * many there are. */
void thimble_wasm_read_import(struct thimble_wasm_reader *reader,
                              struct thimble_wasm_import *import);

/* Reads a function type and completes state->types[index]. Returns how many values it compared with
 * those of other types, and some more for each. */
uint32_t thimble_wasm_read_function_type(struct thimble_wasm_reader *reader,
                                         struct thimble_wasm_state *state, uint32_t index);

/* Views of value types in the module, of a type that is complete. */
struct thimble_bytes thimble_wasm_type_parameters(const struct thimble_wasm_state *state,
                                                  uint32_t type);
struct thimble_bytes thimble_wasm_type_results(const struct thimble_wasm_state *state,
                                               uint32_t type);

#endif
