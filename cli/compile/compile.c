/* SPDX-License-Identifier: Apache-2.0 */
/* compile.c: see compile.h. Clang runs twice, from C to optimised intermediate code and from there
 * to the object: see memory.h for what happens between. */
#include "cli/compile/compile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/compile/error.h"
#include "cli/compile/memory.h"

static void print_command(const struct argument_list *arguments) {
  for (size_t index = 0; index < arguments->count; index++)
    fprintf(stderr, "%s%s", index > 0 ? " " : "", arguments->texts[index]);
  putc('\n', stderr);
}

static void add_format(struct argument_list *arguments, const char *before, const char *text) {
  char *argument = memory_format("%s%s", before, text);
  argument_add(arguments, argument);
  free(argument);
}

static void add_target(struct argument_list *arguments, const struct compile_job *job) {
  argument_add(arguments, job->clang->program);
  argument_add_words(arguments, "-target bpf -fno-crash-diagnostics");
  add_format(arguments, "-mcpu=", job->clang->cpu);
  add_format(arguments, "-O", job->optimization);
}

/* A table of contexts in the project's folder is included by a header of the SDK, hence -iquote.
 * File names in the debug information are relative to where they were named, so that they do not
 * depend on the folder of the whole. -nostdlibinc leaves clang's own <stdint.h> and <stddef.h> and
 * no C library. Sections, debug information and stack sizes are what the linker works with. */
static void add_source(struct argument_list *arguments, const struct compile_job *job) {
  char *map = memory_format("-fmacro-prefix-map=%s/=", job->folder);
  argument_add_words(arguments, "-std=gnu11 -g -fdebug-compilation-dir=. -Wall -Werror=vla");
  argument_add(arguments, map);
  argument_add_words(arguments, "-nostdlibinc -isystem");
  argument_add(arguments, job->sdk);
  argument_add(arguments, "-iquote");
  argument_add(arguments, job->folder);
  if (job->runtime)
    argument_add(arguments, "-fno-builtin");
  if (job->flags)
    argument_add_words(arguments, job->flags);
  argument_add_words(arguments, "-S -emit-llvm -o - -x c --");
  argument_add(arguments, job->source);
  free(map);
}

static void add_generation(struct argument_list *arguments, const struct compile_job *job) {
  argument_add_words(arguments, "-Xclang -disable-llvm-passes -Wno-override-module");
  argument_add_words(arguments, "-ffunction-sections -fdata-sections -fstack-size-section");
  if (job->clang->version >= CLANG_WITH_LARGE_STACK)
    argument_add_words(arguments, "-mllvm -bpf-stack-size=1048576"); /* the linker limits it */
  argument_add_words(arguments, "-c -o - -x ir -");
}

static int run_clang(const struct argument_list *arguments, const struct compile_job *job,
                     const struct process_streams *streams) {
  if (job->verbose)
    print_command(arguments);
  int code = process_run(arguments, streams);
  if (code < 0)
    message_error("%s cannot be run: %s; install it, or name a clang in THIMBLE_CLANG",
                  job->clang->program, strerror(errno));
  return code;
}

/* Clang prints the errors of the language itself, as its users know them. */
static bool compile_to_code(struct file_bytes *code, const struct compile_job *job) {
  struct argument_list arguments = {0};
  add_target(&arguments, job);
  add_source(&arguments, job);
  const struct process_streams streams = {.output = code};
  int status = run_clang(&arguments, job, &streams);
  argument_list_free(&arguments);
  if (status != 0)
    file_free(code);
  return status == 0;
}

static bool generate_object(struct file_bytes *object, const struct file_bytes *code,
                            const struct compile_job *job) {
  struct argument_list arguments = {0};
  struct file_bytes errors = {0};
  add_target(&arguments, job);
  add_generation(&arguments, job);
  const struct process_streams streams = {.input = code, .output = object, .errors = &errors};
  int status = run_clang(&arguments, job, &streams);
  if (errors.length > 0)
    compile_error_print(job->source, (const char *)errors.data, (const char *)code->data);
  if (status != 0)
    file_free(object);
  file_free(&errors);
  argument_list_free(&arguments);
  return status == 0;
}

bool compile_source(struct file_bytes *object, const struct compile_job *job) {
  struct file_bytes code = {0};
  if (!compile_to_code(&code, job))
    return false;
  compile_memory(&code);
  bool compiled = generate_object(object, &code, job);
  file_free(&code);
  return compiled;
}
