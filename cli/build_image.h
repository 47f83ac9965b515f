/* SPDX-License-Identifier: Apache-2.0 */
/* build_image.h: from C source to the bytes of an image, in memory.
 *
 * This is `thimble build` without its command line and its output file; `thimble run SOURCE` uses
 * it too. */
#ifndef THIMBLE_CLI_BUILD_IMAGE_H
#define THIMBLE_CLI_BUILD_IMAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <thimble/image.h>

struct build_options {
  const char *path;         /* a C file, or a folder with at least one */
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
  uint32_t frame_size;        /* bytes of stack for one function */
  uint32_t call_depth;        /* functions that may be open at once */
};

/* Builds an image. Returns an exit code; unless it is EXIT_CODE_OK the message is printed and there
 * is nothing to free. */
int build_image(const struct build_options *options, struct build_result *result);

void build_result_free(struct build_result *result);

#endif
