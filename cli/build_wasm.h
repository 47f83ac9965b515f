/* SPDX-License-Identifier: Apache-2.0 */
/* build_wasm.h: from C, Rust or a ready module to a program for the WebAssembly engine. */
#ifndef THIMBLE_CLI_BUILD_WASM_H
#define THIMBLE_CLI_BUILD_WASM_H

#include "build_program.h"
#include "dwarf_lines.h"
#include "wasm_rewrite.h"
#include "wasm_tools.h"

struct wasm_build {
  struct wasm_folder folder;
  struct file_bytes linked;
  struct wasm_module module;   /* the linked one */
  struct dwarf_lines rows;     /* of the linked one */
  struct wasm_rewritten final; /* what is shipped */
  struct program_lines lines;  /* of what is shipped */
  char **names;                /* of its functions */
};

/* Builds. False: the message is printed; build_wasm_free() is wanted in either case, when `program`
 * is no longer used. */
bool build_wasm(struct build_program *program, struct wasm_build *build,
                const struct build_job *job);

void build_wasm_free(struct wasm_build *build);

#endif
