/* SPDX-License-Identifier: Apache-2.0 */
/* link.h: from relocatable objects to the program of one eBPF image (SPEC.md).
 *
 * What the entry function does not reach is left out. What a container cannot do is refused with
 * the name and the source line. */
#ifndef THIMBLE_CLI_LINK_LINK_H
#define THIMBLE_CLI_LINK_LINK_H

#include <thimble/grant.h>

#include "cli/elf/object.h"
#include "cli/image/program_lines.h"

struct link_options {
  const char *path;   /* the project's file, or what is being built: names it in messages */
  const char *entry;  /* the function that the hook calls */
  bool grants_listed; /* whether only `grants` may be needed */
  thimble_grant_set grants;
  uint32_t call_depth; /* frames, or 0 to count them in the call graph */
};

/* Texts belong to the objects, everything else to the output. */
struct link_output {
  uint8_t *program; /* text, read-only bytes, initial data */
  uint32_t text_length, read_only_length, data_length;
  uint32_t zero_length;
  uint32_t entry; /* in eight-byte slots */
  uint32_t frame_size;
  uint32_t call_depth;
  uint32_t instructions;
  thimble_grant_set grants; /* that the program needs */
  struct program_lines lines;
};

/* Links. False: the message is printed. link_free() is wanted in either case. */
bool link_program(struct link_output *output, const struct elf *elf,
                  const struct link_options *options);

void link_free(struct link_output *output);

#endif
