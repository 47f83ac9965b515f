/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_tools.h: the programs that make WebAssembly of sources, and a folder for what they pass to
 * each other. */
#ifndef THIMBLE_CLI_BUILDER_WASM_TOOLS_H
#define THIMBLE_CLI_BUILDER_WASM_TOOLS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/common/file.h"

/* Finds the linker: the one that THIMBLE_WASM_LD names, else the best in PATH. The name lasts for
 * ever. Null: the message is printed. */
const char *wasm_linker_find(void);

/* Finds a rustc that has the target: the one that THIMBLE_RUSTC names, else one in PATH or where
 * Debian puts it. Null: the message is printed. */
const char *wasm_rustc_find(void);

/* The end of the name of a compiled crate that others use; the linker does not want it. */
#define WASM_LIBRARY_SUFFIX ".rlib"

/* What lies in the folder, and which source each object was made from. */
struct wasm_folder {
  char *path;
  char **objects;
  char **sources;
  size_t count;
};

/* Makes an empty folder. False: the message is printed; wasm_folder_remove() is wanted in either
 * case. */
bool wasm_folder_make(struct wasm_folder *folder);

/* The path of a new object that is to be made from `source`. */
const char *wasm_folder_add(struct wasm_folder *folder, const char *source, const char *suffix);

/* Removes it with all that was added. */
void wasm_folder_remove(struct wasm_folder *folder);

#endif
