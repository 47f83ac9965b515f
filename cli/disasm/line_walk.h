/* SPDX-License-Identifier: Apache-2.0 */
/* line_walk.h: the source lines of an image in the order of its places, for listings. */
#ifndef THIMBLE_CLI_DISASM_LINE_WALK_H
#define THIMBLE_CLI_DISASM_LINE_WALK_H

#include "cli/builder/open_image.h"
#include "cli/disasm/source_lines.h"

struct line_walk {
  const struct thimble_lines *lines;
  struct source_lines sources;
  struct thimble_line_walk rows;
  bool more; /* the walk stands on a row that has not been printed */
};

void line_walk_start(struct line_walk *walk, const struct open_image *opened);

/* Prints the line that begins at this place or, since the last call, before it; of several the last
 * one: `; temperature.c:14  int32_t now = read();` */
void line_walk_print(struct line_walk *walk, uint32_t place);

void line_walk_free(struct line_walk *walk);

#endif
