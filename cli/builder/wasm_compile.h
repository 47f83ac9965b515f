/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_compile.h: one source to one object for wasm-ld: a C file by clang, the crate of a Rust file
 * by rustc. Their messages are those of the compilers. */
#ifndef THIMBLE_CLI_BUILDER_WASM_COMPILE_H
#define THIMBLE_CLI_BUILDER_WASM_COMPILE_H

#include "cli/compile/compile.h"

/* Compiles C to the file `object`. False: the messages are printed. */
bool wasm_compile_c(const struct compile_job *job, const char *object);

struct rust_job {
  const char *rustc;
  const char *source;       /* the crate's root */
  const char *folder;       /* paths in the object are relative to it */
  const char *object;       /* the archive that is made */
  const char *library;      /* the compiled crate `thimble`; null: it is this one that is made */
  const char *flags;        /* of the project, separated by spaces, or null */
  const char *optimization; /* as behind -O of C */
  bool verbose;             /* print the command line to standard error */
};

/* Compiles Rust. False: the messages are printed. */
bool wasm_compile_rust(const struct rust_job *job);

#endif
