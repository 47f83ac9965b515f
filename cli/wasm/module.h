/* SPDX-License-Identifier: Apache-2.0 */
/* module.h: the tables of a WebAssembly module, read for the builder and the listings.
 *
 * Indices in them have not been checked: the engine's own validation does that. Those who look up
 * what an index names use the functions below, which bear any. Nothing is copied but names and
 * tables. */
#ifndef THIMBLE_CLI_WASM_MODULE_H
#define THIMBLE_CLI_WASM_MODULE_H

#include <stddef.h>

#include "cli/wasm/instruction.h"
#include "engine/wasm/link.h"
#include "engine/wasm/module.h"

#define WASM_NONE UINT32_MAX

struct wasm_type {
  struct thimble_bytes parameters; /* value types, a byte each */
  struct thimble_bytes results;
};

struct wasm_import {
  struct thimble_bytes module;
  struct thimble_bytes name;
  enum thimble_wasm_kind kind;
  uint32_t type;     /* of a function */
  uint32_t position; /* in the module */
};

/* Imports come first; they have no body. */
struct wasm_function {
  uint32_t type;
  uint32_t start; /* of its body: the locals */
  uint32_t code;  /* its first instruction */
  uint32_t end;
  uint32_t locals;
  bool referred;             /* an element segment holds it */
  struct thimble_bytes name; /* out of the name section, or empty */
};

/* An initial value that is one constant of 32 bits; `constant` says whether it is. */
struct wasm_global {
  uint8_t type;
  bool mutable;
  bool constant;
  uint32_t value;
  uint32_t end; /* where its expression ends in the module */
};

struct wasm_export {
  struct thimble_bytes name;
  enum thimble_wasm_kind kind;
  uint32_t index;
};

struct wasm_section {
  uint32_t start; /* of the content; both 0: there is none */
  uint32_t end;
};

struct wasm_module {
  const uint8_t *bytes;
  uint32_t length;
  struct wasm_section sections[THIMBLE_WASM_SECTIONS]; /* that of custom ones is empty */
  struct wasm_type *types;
  struct wasm_import *imports;
  struct wasm_function *functions;
  struct wasm_global *globals; /* without imports */
  struct wasm_export *exports;
  uint32_t type_count, import_count, function_count, global_count, export_count;
  uint32_t imported_functions, imported_globals;
  uint32_t elements; /* entries of all tables, at first */
  uint32_t start;    /* function, or WASM_NONE */
  bool has_memory;
  struct thimble_wasm_limits memory;
};

/* Reads a module. False: it is malformed; wasm_module_free() is wanted in either case. */
bool wasm_module_read(struct wasm_module *module, const uint8_t *bytes, uint32_t length);

void wasm_module_free(struct wasm_module *module);

/* The content of a custom section, empty when there is none of that name. */
struct thimble_bytes wasm_module_custom(const struct wasm_module *module, const char *name);

/* Null when there is no such thing. */
const struct wasm_export *wasm_find_export(const struct wasm_module *module, const char *name);
const struct wasm_type *wasm_function_type(const struct wasm_module *module, uint32_t function);
const struct wasm_import *wasm_function_import(const struct wasm_module *module, uint32_t function);

/* A reader of the function's instructions; empty for an import. */
struct wasm_reader wasm_function_code(const struct wasm_module *module, uint32_t function);

#endif
