/* SPDX-License-Identifier: Apache-2.0 */
/* wasm.h: from C, Rust or a ready module to a program for the WebAssembly engine. */
#ifndef THIMBLE_CLI_BUILDER_WASM_H
#define THIMBLE_CLI_BUILDER_WASM_H

#include "cli/builder/program.h"
#include "cli/builder/wasm_tools.h"
#include "cli/wasm/dwarf_lines.h"
#include "cli/wasm/rewrite.h"

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
