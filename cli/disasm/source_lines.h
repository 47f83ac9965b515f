/* SPDX-License-Identifier: Apache-2.0 */
/* source_lines.h: lines of source files, for listings.
 *
 * The names come out of an image that nobody may have checked, so only regular files are opened,
 * and only their beginning is read. A file that is not there is no error: there is no line then. */
#ifndef THIMBLE_CLI_DISASM_SOURCE_LINES_H
#define THIMBLE_CLI_DISASM_SOURCE_LINES_H

#include <stddef.h>
#include <thimble/bytes.h>

#include "cli/common/file.h"

struct source_file;

struct source_lines {
  const char *beside; /* names are looked for beside this path too */
  struct source_file *files;
  size_t count;
};

/* Line `number` (from 1) of a file without its end and without the blanks in front; empty when it
 * cannot be had. It lasts as long as `sources`. */
struct thimble_bytes source_line(struct source_lines *sources, struct thimble_bytes name,
                                 uint32_t number);

void source_lines_free(struct source_lines *sources);

#endif
