/* SPDX-License-Identifier: Apache-2.0 */
/* program.h: what the builder of each engine gets, and what it makes. Nobody but the files here
 * includes it. */
#ifndef THIMBLE_CLI_BUILDER_PROGRAM_H
#define THIMBLE_CLI_BUILDER_PROGRAM_H

#include "cli/builder/image.h"
#include "cli/image/program.h"
#include "cli/image/program_lines.h"
#include "cli/project/project.h"

struct build_job {
  const struct build_options *options;
  const struct project *project;
  const char *sdk; /* the folder of thimble.h */
};

/* A program, whose parts belong to the builder that made it. */
struct build_program {
  struct image_program image;
  struct program_lines lines;
  thimble_grant_set grants; /* that it needs */
  uint32_t instructions;
  uint32_t stack;         /* bytes for all frames */
  uint32_t linear;        /* WebAssembly: bytes of linear memory, at first */
  const char *stack_why;  /* WebAssembly: why its own stack is a guess, or null */
  const char *memory_why; /* WebAssembly: why a ready module takes a page or more, or null */
};

#endif
