/* SPDX-License-Identifier: Apache-2.0 */
/* compile.h: one C file to one BPF object, by clang. */
#ifndef THIMBLE_CLI_COMPILE_COMPILE_H
#define THIMBLE_CLI_COMPILE_COMPILE_H

#include "cli/compile/clang.h"
#include "cli/compile/process.h"

struct compile_job {
  const struct clang *clang;
  const char *source;       /* as clang's messages are to name it */
  const char *folder;       /* the project's; __FILE__ is relative to it */
  const char *sdk;          /* the folder of thimble.h */
  const char *flags;        /* of the project, separated by spaces, or null */
  const char *optimization; /* what follows -O */
  bool runtime;             /* the source is the SDK's own runtime */
  bool verbose;             /* print the command lines to standard error */
};

/* Compiles. False: the messages are printed and `object` needs no file_free(). */
bool compile_source(struct file_bytes *object, const struct compile_job *job);

#endif
