/* SPDX-License-Identifier: Apache-2.0 */
/* image.h: from source to the bytes of an image, in memory.
 *
 * This is `thimble build` without its command line and its output file; `thimble run SOURCE` uses
 * it too. */
#ifndef THIMBLE_CLI_BUILDER_IMAGE_H
#define THIMBLE_CLI_BUILDER_IMAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <thimble/image.h>

struct build_options {
  const char *path;         /* a source, or a folder with at least one */
  uint32_t engine;          /* 0: what the project says, or its sources */
  const char *cpu;          /* "v3", "v4", or null: the newest that the compiler knows */
  const char *optimization; /* what follows -O, or null for "2" */
  bool strip;               /* leave the line information out */
  bool verbose;             /* print the compiler's command lines to standard error */
};

struct build_result {
  uint8_t *bytes; /* the image; build_result_free() gives it back */
  uint32_t length;
  char name[THIMBLE_NAME_MAXIMUM + 1];
  struct thimble_image image; /* views into `bytes` */
  uint32_t instructions;      /* as executed: a wide one counts once */
  uint32_t stack;             /* bytes for all frames */
  uint32_t linear;            /* WebAssembly: bytes of linear memory, at first */
  const char *stack_why;      /* WebAssembly: why its part for the C stack is a guess, or null */
  const char *memory_why;     /* WebAssembly: why a ready module takes a page or more, or null */
};

/* Builds an image. Returns an exit code; unless it is EXIT_CODE_OK the message is printed and there
 * is nothing to free. */
int build_image(const struct build_options *options, struct build_result *result);

void build_result_free(struct build_result *result);

#endif
