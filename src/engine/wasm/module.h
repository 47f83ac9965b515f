/* SPDX-License-Identifier: Apache-2.0 */
/* module.h: the sections of a module, found but not yet validated, and how much memory the module
 * needs. Short-lived: made on the stack of whoever loads, and again where a segment is looked for.
 *
 *   open (sections, counts) -> need -> load (validate, link) -> instantiate -> run */
#ifndef THIMBLE_WASM_MODULE_H
#define THIMBLE_WASM_MODULE_H

#include "engine/wasm/link.h"

/* Sections by their number in the binary format (core specification, section 5.5). */
enum thimble_wasm_section_number {
  THIMBLE_WASM_SECTION_CUSTOM = 0,
  THIMBLE_WASM_SECTION_TYPE = 1,
  THIMBLE_WASM_SECTION_IMPORT = 2,
  THIMBLE_WASM_SECTION_FUNCTION = 3,
  THIMBLE_WASM_SECTION_TABLE = 4,
  THIMBLE_WASM_SECTION_MEMORY = 5,
  THIMBLE_WASM_SECTION_GLOBAL = 6,
  THIMBLE_WASM_SECTION_EXPORT = 7,
  THIMBLE_WASM_SECTION_START = 8,
  THIMBLE_WASM_SECTION_ELEMENT = 9,
  THIMBLE_WASM_SECTION_CODE = 10,
  THIMBLE_WASM_SECTION_DATA = 11,
  THIMBLE_WASM_SECTION_DATA_COUNT = 12,
  THIMBLE_WASM_SECTIONS = 13,
};

/* Where a section's content is; `start` = `end` = 0: it is missing. */
struct thimble_wasm_section {
  uint32_t start; /* behind the count, or at the one number of start and data count */
  uint32_t end;
  uint32_t
      count; /* items; of the start section the function, of the data count section its number */
};

struct thimble_wasm_module {
  const uint8_t *bytes;
  uint32_t length;
  struct thimble_wasm_section sections[THIMBLE_WASM_SECTIONS];
};

/* What validation took of its bounds, for the author's tool to state. How high the operands of a
 * function go is in its `frame`. */
struct thimble_wasm_use {
  uint32_t branches;
  uint32_t scratch;
};

/* A refusal of a module, or why it could not be instantiated. */
struct thimble_wasm_error {
  enum thimble_reason reason;
  uint32_t position; /* in the module */
  uint32_t detail;
  struct thimble_wasm_use use;
};

/* What a module may take: from its image's parameters, or from whoever tests. All are checked
 * against the module; none is trusted. */
struct thimble_wasm_bounds {
  uint32_t stack;    /* slots of 8 bytes: locals, records and operands of all open functions */
  uint32_t memory;   /* bytes of linear memory, grown as far as it may */
  uint32_t elements; /* entries of all tables, grown as far as they may */
  uint32_t branches; /* entries of the side table */
  uint32_t scratch; /* bytes that validation may use at once beside the module's own; they lie where
                       linear memory will be, and are free again before anything runs */
};

/* Finds the sections: their order, lengths and counts. A count is never more than the bytes of its
 * section; those of functions and code, and of data and the data count, are equal. */
enum thimble_reason thimble_wasm_open(struct thimble_wasm_module *module, const uint8_t *bytes,
                                      uint32_t length, struct thimble_wasm_error *error);

/* Bytes that a state with all its arrays takes, for load; of `bounds->stack` * 8 bytes for the
 * stack it speaks not. SIZE_MAX: more than there can be. */
size_t thimble_wasm_need(const struct thimble_wasm_module *module,
                         const struct thimble_wasm_bounds *bounds);

/* Validates the module and makes types, functions and branches behind `state`, where there are
 * thimble_wasm_need() bytes, its own included, aligned to 8. Sizes, maxima and capacities of memory
 * and tables are set; what they and the globals hold is not filled yet. The caller has set
 * `reference`, `source`, `caller`, `stack` and `stack_slots`. All other fields are set here,
 * `start` too; `entry`, `fuel_limit` and the context are the caller's to set afterwards.
 * `error->use` is set when all is well. On an error nothing is to be used. */
enum thimble_reason thimble_wasm_load(struct thimble_wasm_state *state,
                                      const struct thimble_wasm_module *module,
                                      const struct thimble_wasm_bounds *bounds,
                                      const struct thimble_wasm_linker *linker,
                                      struct thimble_wasm_error *error);

/* Fills globals, tables and memory as the module says: after load, and after a run that failed. */
enum thimble_reason thimble_wasm_instantiate(struct thimble_wasm_state *state,
                                             struct thimble_wasm_error *error);

#endif
