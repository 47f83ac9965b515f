/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_compile.c: see wasm_compile.h. Copies and fills become instructions (bulk memory), and line
 * tables are in the one form that cli/wasm/dwarf_lines.h reads. */
#include "cli/builder/wasm_compile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"

static bool run(const struct argument_list *arguments, bool verbose, const char *remedy) {
  const struct process_streams streams = {0};
  for (size_t index = 0; verbose && index < arguments->count; index++)
    fprintf(stderr, "%s%s", arguments->texts[index], index + 1 < arguments->count ? " " : "\n");
  int code = process_run(arguments, &streams);
  if (code < 0)
    message_error("%s cannot be run: %s; %s", arguments->texts[0], strerror(errno), remedy);
  return code == 0;
}

static void add_pair(struct argument_list *arguments, const char *before, const char *text) {
  char *argument = memory_format("%s%s", before, text);
  argument_add(arguments, argument);
  free(argument);
}

bool wasm_compile_c(const struct compile_job *job, const char *object) {
  struct argument_list arguments = {0};
  char *map = memory_format("-fmacro-prefix-map=%s/=", job->folder);
  argument_add(&arguments, job->clang->program);
  argument_add_words(&arguments, "--target=wasm32 -mbulk-memory -msign-ext -mnontrapping-fptoint "
                                 "-mmutable-globals -fno-crash-diagnostics");
  add_pair(&arguments, "-O", job->optimization);
  argument_add_words(&arguments, "-std=gnu11 -gline-tables-only -gdwarf-4 "
                                 "-fdebug-compilation-dir=. -Wall -Werror=vla");
  argument_add(&arguments, map);
  argument_add_words(&arguments, "-ffunction-sections -fdata-sections -nostdlibinc -isystem");
  argument_add(&arguments, job->sdk);
  argument_add(&arguments, "-iquote");
  argument_add(&arguments, job->folder);
  if (job->runtime)
    argument_add(&arguments, "-fno-builtin");
  if (job->flags)
    argument_add_words(&arguments, job->flags);
  argument_add_words(&arguments, "-fno-common -c -o"); /* the object format has no common symbols */
  argument_add(&arguments, object);
  argument_add_words(&arguments, "-x c --");
  argument_add(&arguments, job->source);
  bool compiled = run(&arguments, job->verbose, "install it, or name a clang in THIMBLE_CLANG");
  free(map);
  argument_list_free(&arguments);
  return compiled;
}

/* The crate of the SDK is what others use; a container is all that it needs, in one archive,
 * optimised as a whole: without that, a panic that can be brings all that formats its message.
 * Paths in the module are relative, so that it does not depend on where its sources lie. */
static void add_crate(struct argument_list *arguments, const struct rust_job *job) {
  char *map = memory_format("%s/=", job->folder);
  if (job->library) {
    argument_add_words(arguments, "--crate-type staticlib -C lto=fat --extern");
    add_pair(arguments, "thimble=", job->library);
  } else {
    argument_add_words(arguments, "--crate-type rlib --crate-name thimble -C embed-bitcode=yes");
  }
  argument_add(arguments, "--remap-path-prefix");
  argument_add(arguments, map);
  free(map);
}

bool wasm_compile_rust(const struct rust_job *job) {
  struct argument_list arguments = {0};
  argument_add(&arguments, job->rustc);
  argument_add_words(&arguments, "--edition 2021 --target wasm32-unknown-unknown");
  add_crate(&arguments, job);
  argument_add_words(&arguments,
                     "-C panic=abort -C codegen-units=1 -C debuginfo=1 -C overflow-checks=off "
                     "-C target-feature=+bulk-memory,+mutable-globals,+nontrapping-fptoint");
  add_pair(&arguments, "-Copt-level=", job->optimization);
  if (job->flags && job->library)
    argument_add_words(&arguments, job->flags);
  argument_add(&arguments, "-o");
  argument_add(&arguments, job->object);
  argument_add(&arguments, job->source);
  bool compiled = run(&arguments, job->verbose, "install rustc, or name another in THIMBLE_RUSTC");
  argument_list_free(&arguments);
  return compiled;
}
