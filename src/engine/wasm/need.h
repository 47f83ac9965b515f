/* SPDX-License-Identifier: Apache-2.0 */
/* need.h: where each array of a loaded module lies. */
#ifndef THIMBLE_WASM_NEED_H
#define THIMBLE_WASM_NEED_H

#include "engine/wasm/module.h"

/* Imports by enum thimble_wasm_kind. Together they are at most the items of the import section. */
struct thimble_wasm_import_counts {
  uint32_t of[4];
};

/* Distances from the state, in bytes, in the order of memory; multiples of 8. */
struct thimble_wasm_layout {
  struct thimble_wasm_import_counts imports;
  size_t globals;
  size_t types;
  size_t functions;
  size_t branches;
  size_t foreign_globals;
  size_t tables;     /* pointers */
  size_t own_tables; /* what those of the module itself point to */
  size_t dropped;
  size_t scratch; /* the same place as the entries: validation ends before they are filled */
  size_t entries;
  size_t memory;
  size_t end; /* SIZE_MAX: more than there can be; then the others mean nothing */
};

/* How many branches a module may have. */
uint32_t thimble_wasm_branch_limit(const struct thimble_wasm_bounds *bounds);

void thimble_wasm_lay_out(struct thimble_wasm_layout *layout,
                          const struct thimble_wasm_module *module,
                          const struct thimble_wasm_bounds *bounds);

#endif
