/* SPDX-License-Identifier: Apache-2.0 */
/* dwarf_lines.h: reads the line tables of `.debug_line` (DWARF 2 to 4, section 6.2). */
#ifndef THIMBLE_CLI_WASM_DWARF_LINES_H
#define THIMBLE_CLI_WASM_DWARF_LINES_H

#include <stddef.h>
#include <stdint.h>
#include <thimble/bytes.h>

/* From this address on, code came from this line; 0 is no line. */
struct dwarf_row {
  uint32_t address;
  uint32_t line;
  const char *file;
};

struct dwarf_lines {
  struct dwarf_row *rows; /* in ascending order of addresses */
  size_t row_count;
  char **files;
  size_t file_count;
};

/* Reads all tables. What is malformed, or of another version, gives no rows: this is for people
 * only. Functions that the linker has left out, which stand at addresses from `limit` on, are
 * skipped. dwarf_lines_free() is wanted. */
void dwarf_lines_read(struct dwarf_lines *lines, struct thimble_bytes section, uint32_t limit);

/* The last row with a line at or before the address, or null. */
const struct dwarf_row *dwarf_lines_find(const struct dwarf_lines *lines, uint32_t address);

void dwarf_lines_free(struct dwarf_lines *lines);

#endif
