/* SPDX-License-Identifier: Apache-2.0 */
/* line_walk.c: see line_walk.h. */
#include "cli/disasm/line_walk.h"

#include <inttypes.h>
#include <stdio.h>

#include "linux/escape.h"

void line_walk_start(struct line_walk *walk, const struct open_image *opened) {
  *walk = (struct line_walk){.lines = &opened->lines, .sources = {.beside = opened->path}};
  thimble_line_walk_start(&walk->rows, walk->lines);
  walk->more = thimble_line_next(&walk->rows) == THIMBLE_OK;
}

static void print_line(struct line_walk *walk, const struct thimble_line_row *row) {
  struct thimble_bytes file;
  if (row->line == 0 || thimble_lines_file(walk->lines, row->file, &file) != THIMBLE_OK)
    return;
  struct thimble_bytes text = source_line(&walk->sources, file, row->line);
  fputs("; ", stdout);
  thimble_linux_write_escaped(stdout, file);
  printf(":%" PRIu32, row->line);
  if (text.length > 0) {
    fputs("  ", stdout);
    thimble_linux_write_escaped(stdout, text);
  }
  putchar('\n');
}

void line_walk_print(struct line_walk *walk, uint32_t place) {
  struct thimble_line_row row = {0, 0, 0};
  while (walk->more && walk->rows.row.instruction <= place) {
    row = walk->rows.row;
    walk->more = thimble_line_next(&walk->rows) == THIMBLE_OK;
  }
  print_line(walk, &row);
}

void line_walk_free(struct line_walk *walk) {
  source_lines_free(&walk->sources);
}
