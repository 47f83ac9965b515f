/* SPDX-License-Identifier: Apache-2.0 */
/* link.h: what a module's imports are. A device links bindings only (link_device.c); the runner of
 * the official test suite brings a linker of its own, that knows more kinds. */
#ifndef THIMBLE_WASM_LINK_H
#define THIMBLE_WASM_LINK_H

#include "engine/wasm/state.h"

enum thimble_wasm_kind {
  THIMBLE_WASM_KIND_FUNCTION = 0,
  THIMBLE_WASM_KIND_TABLE = 1,
  THIMBLE_WASM_KIND_MEMORY = 2,
  THIMBLE_WASM_KIND_GLOBAL = 3,
};

/* The limits of a table or memory as the module writes them. */
struct thimble_wasm_limits {
  uint32_t minimum;
  uint32_t maximum; /* UINT32_MAX where none is stated; see has_maximum */
  bool has_maximum;
  uint8_t page_shift; /* memories: 16 or 0 */
};

struct thimble_wasm_import {
  struct thimble_bytes module;
  struct thimble_bytes name;
  enum thimble_wasm_kind kind;
  uint32_t index;                    /* among the imports of its kind */
  uint32_t type;                     /* function: index of its type, whose entry is complete */
  uint8_t value_type;                /* global: its type; table: of its elements */
  bool is_mutable;                   /* global */
  struct thimble_wasm_limits limits; /* table, memory */
};

struct thimble_wasm_linker {
  /* Resolves one import while the module is validated. A function: sets `code` of
   * state->functions[index]. Another kind: sets state->tables[index], state->memory or
   * state->foreign_globals[index]. `detail` is the number that the reason speaks of. */
  enum thimble_reason (*resolve)(struct thimble_wasm_state *state,
                                 const struct thimble_wasm_import *import, uint32_t *detail);

  /* Calls an import. The arguments are in `values`, where the results go: there is room for the
   * greater of both counts. It takes its fuel from state->fuel. A reason but NONE ends the run. */
  enum thimble_reason (*call)(struct thimble_wasm_state *state, uint32_t function,
                              union thimble_wasm_slot *values);

  /* Calls a function of another module by its reference, if it has the type; null on a device,
   * where there are no others. */
  enum thimble_reason (*call_reference)(struct thimble_wasm_state *state, uint32_t reference,
                                        uint32_t type, union thimble_wasm_slot *values);
};

extern const struct thimble_wasm_linker thimble_wasm_device_linker;

#endif
