/* SPDX-License-Identifier: Apache-2.0 */
/* table.c: see table.h. */
#include "ebpf/conformance/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/board.h"
#include "ebpf/hex.h"
#include "unit.h"

enum {
  FIELDS = 6
};
enum {
  NAME,
  VERSION,
  GROUPS,
  PROGRAM,
  MEMORY,
  EXPECTED
};

/* A view of one field. */
struct field {
  const char *text;
  size_t length;
};

bool table_open(struct table *table) {
  static char text[256 * 1024];
  char path[1024];
  const char *folder = board_setting("THIMBLE_CONFORMANCE");
  if (folder == NULL || folder[0] == '\0')
    folder = THIMBLE_CONFORMANCE_DEFAULT;
  snprintf(path, sizeof path, "%s/bpf/rfc9669.tsv", folder);
  int32_t length = board_file_read(path, (uint8_t *)text, sizeof text);
  if (length < 0) {
    print_message(
        "skipped: no %s; THIMBLE_CONFORMANCE names the folder of the conformance tables\n", path);
    return false;
  }
  table->text = text;
  table->end = text + length;
  table->line = 0;
  return true;
}

/* Takes one line off the table, without its end. */
static struct field next_line(struct table *table) {
  const char *start = table->text;
  const char *newline = memchr(start, '\n', (size_t)(table->end - start));
  const char *end = newline != NULL ? newline : table->end;
  table->text = newline != NULL ? newline + 1 : table->end;
  table->line++;
  return (struct field){start, (size_t)(end - start)};
}

static bool split(struct field line, struct field fields[FIELDS]) {
  for (uint32_t i = 0; i < FIELDS; i++) {
    const char *tab = memchr(line.text, '\t', line.length);
    if ((tab == NULL) != (i == FIELDS - 1))
      return false;
    fields[i].text = line.text;
    fields[i].length = tab != NULL ? (size_t)(tab - line.text) : line.length;
    line.length -= fields[i].length + (tab != NULL ? 1 : 0);
    line.text += fields[i].length + (tab != NULL ? 1 : 0);
  }
  return true;
}

/* A number of at most 16 hexadecimal digits. */
static bool read_number(struct field field, uint64_t *number) {
  char digits[17] = "", *end;
  if (field.length == 0 || field.length >= sizeof digits)
    return false;
  memcpy(digits, field.text, field.length);
  *number = strtoull(digits, &end, 16);
  return *end == '\0';
}

static bool read_row(struct field line, struct row *row) {
  struct field fields[FIELDS];
  uint64_t groups;
  if (!split(line, fields) || fields[NAME].length >= sizeof row->name)
    return false;
  snprintf(row->name, sizeof row->name, "%.*s", (int)fields[NAME].length, fields[NAME].text);
  bool no_memory = fields[MEMORY].length == 1 && fields[MEMORY].text[0] == '-';
  if (no_memory)
    fields[MEMORY].length = 0;
  if (!read_number(fields[GROUPS], &groups) || !read_number(fields[EXPECTED], &row->expected))
    return false;
  row->groups = (uint32_t)groups;
  return hex_read(fields[PROGRAM].text, fields[PROGRAM].length, row->program, sizeof row->program,
                  &row->program_length) &&
         hex_read(fields[MEMORY].text, fields[MEMORY].length, row->memory, sizeof row->memory,
                  &row->memory_length);
}

bool table_next(struct table *table, struct row *row) {
  while (table->text < table->end) {
    struct field line = next_line(table);
    if (line.length == 0 || line.text[0] == '#')
      continue;
    if (read_row(line, row))
      return true;
    print_message("line %u of the conformance table is no row\n", (unsigned)table->line);
    exit(1);
  }
  return false;
}
