/* SPDX-License-Identifier: Apache-2.0 */
/* dwarf_lines.c: see dwarf_lines.h. Each table is a small program for a machine whose registers are
 * address, file and line; it writes a row at a time, and the rows of one function are a sequence.
 */
#include "cli/wasm/dwarf_lines.h"

#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"
#include "cli/wasm/reader.h"

#define OPERANDS_MAXIMUM 256u

enum standard_opcode {
  OPCODE_EXTENDED = 0,
  OPCODE_COPY = 1,
  OPCODE_ADVANCE_ADDRESS = 2,
  OPCODE_ADVANCE_LINE = 3,
  OPCODE_SET_FILE = 4,
  OPCODE_ADD_CONSTANT = 8,
  OPCODE_ADD_FIXED = 9,
};

enum extended_opcode {
  OPCODE_END_SEQUENCE = 1,
  OPCODE_SET_ADDRESS = 2,
};

struct table {
  struct dwarf_lines *lines;
  struct wasm_reader reader;
  uint32_t limit;
  uint8_t least_instruction;
  int8_t line_base;
  uint8_t line_range;
  uint8_t opcode_base;
  uint8_t operands[OPERANDS_MAXIMUM]; /* of standard opcodes */
  struct thimble_bytes *folders;
  size_t folder_count;
  size_t first_file; /* file 1 of this table in lines->files */
  size_t files;
  uint64_t address;
  uint64_t file;
  int64_t line;
  bool left_out; /* the sequence belongs to a function that is not there */
};

static void start_sequence(struct table *table) {
  table->address = 0;
  table->file = 1;
  table->line = 1;
  table->left_out = false;
}

static void read_folders(struct table *table) {
  struct thimble_bytes folder = wasm_read_text(&table->reader);
  while (folder.length > 0) {
    table->folders = memory_grow(table->folders, table->folder_count, sizeof *table->folders);
    table->folders[table->folder_count++] = folder;
    folder = wasm_read_text(&table->reader);
  }
}

static char *join(const struct table *table, struct thimble_bytes name, uint32_t folder) {
  if (folder == 0 || folder > table->folder_count || name.data[0] == '/')
    return memory_format("%.*s", (int)name.length, (const char *)name.data);
  const struct thimble_bytes *before = &table->folders[folder - 1];
  return memory_format("%.*s/%.*s", (int)before->length, (const char *)before->data,
                       (int)name.length, (const char *)name.data);
}

static void read_files(struct table *table) {
  struct dwarf_lines *lines = table->lines;
  struct thimble_bytes name = wasm_read_text(&table->reader);
  table->first_file = lines->file_count;
  while (name.length > 0) {
    uint32_t folder = wasm_read_unsigned(&table->reader);
    (void)wasm_read_unsigned(&table->reader);
    (void)wasm_read_unsigned(&table->reader);
    lines->files = memory_grow(lines->files, lines->file_count, sizeof *lines->files);
    lines->files[lines->file_count++] = join(table, name, folder);
    table->files++;
    name = wasm_read_text(&table->reader);
  }
}

/* False: nothing of the table can be read. */
static bool read_header(struct table *table) {
  struct wasm_reader *reader = &table->reader;
  uint64_t version = wasm_read_fixed(reader, 2);
  uint32_t length = (uint32_t)wasm_read_fixed(reader, 4);
  struct wasm_reader after = *reader;
  wasm_skip(&after, length);
  if (version < 2 || version > 4 || after.failed)
    return false;
  table->least_instruction = wasm_read_byte(reader);
  wasm_skip(reader, version == 4 ? 2 : 1);
  table->line_base = (int8_t)wasm_read_byte(reader);
  table->line_range = wasm_read_byte(reader);
  table->opcode_base = wasm_read_byte(reader);
  for (uint32_t opcode = 1; opcode < table->opcode_base; opcode++)
    table->operands[opcode] = wasm_read_byte(reader);
  read_folders(table);
  read_files(table);
  *reader = after;
  return table->line_range > 0 && table->opcode_base > 0;
}

static void add_row(struct table *table, bool end) {
  struct dwarf_lines *lines = table->lines;
  if (table->left_out || table->address >= table->limit)
    return;
  bool known = !end && table->file >= 1 && table->file <= table->files && table->line > 0 &&
               table->line <= UINT32_MAX;
  const struct dwarf_row row = {
      .address = (uint32_t)table->address,
      .line = known ? (uint32_t)table->line : 0,
      .file = known ? lines->files[table->first_file + (size_t)table->file - 1] : "",
  };
  lines->rows = memory_grow(lines->rows, lines->row_count, sizeof *lines->rows);
  lines->rows[lines->row_count++] = row;
}

static void step_extended(struct table *table) {
  uint32_t length = wasm_read_unsigned(&table->reader);
  struct wasm_reader content = table->reader;
  wasm_skip(&table->reader, length);
  uint8_t opcode = wasm_read_byte(&content);
  if (opcode == OPCODE_END_SEQUENCE) {
    add_row(table, true);
    start_sequence(table);
  } else if (opcode == OPCODE_SET_ADDRESS && length >= 1 && length <= 9) {
    table->address = wasm_read_fixed(&content, length - 1);
    table->left_out = table->address == 0 || table->address >= table->limit;
  }
}

static void step_special(struct table *table, uint8_t opcode) {
  uint8_t adjusted = (uint8_t)(opcode - table->opcode_base);
  table->address += (uint64_t)(adjusted / table->line_range) * table->least_instruction;
  table->line += table->line_base + adjusted % table->line_range;
  add_row(table, false);
}

static void step_standard(struct table *table, uint8_t opcode) {
  switch (opcode) {
  case OPCODE_COPY:
    add_row(table, false);
    break;
  case OPCODE_ADVANCE_ADDRESS:
    table->address += (uint64_t)wasm_read_unsigned(&table->reader) * table->least_instruction;
    break;
  case OPCODE_ADVANCE_LINE:
    table->line += (int32_t)wasm_read_signed(&table->reader);
    break;
  case OPCODE_SET_FILE:
    table->file = wasm_read_unsigned(&table->reader);
    break;
  case OPCODE_ADD_CONSTANT:
    table->address +=
        (uint64_t)((255 - table->opcode_base) / table->line_range) * table->least_instruction;
    break;
  case OPCODE_ADD_FIXED:
    table->address += wasm_read_fixed(&table->reader, 2);
    break;
  default:
    for (uint8_t operand = 0; operand < table->operands[opcode]; operand++)
      (void)wasm_read_unsigned(&table->reader);
  }
}

static void run(struct table *table) {
  start_sequence(table);
  while (table->reader.position < table->reader.end) {
    uint8_t opcode = wasm_read_byte(&table->reader);
    if (opcode >= table->opcode_base)
      step_special(table, opcode);
    else if (opcode == OPCODE_EXTENDED)
      step_extended(table);
    else
      step_standard(table, opcode);
  }
}

/* Rows for one address stay in the order in which they were written: the sort is stable. */
static int compare(const void *left, const void *right) {
  const struct dwarf_row *a = left;
  const struct dwarf_row *b = right;
  return (a->address > b->address) - (a->address < b->address);
}

static void sort(struct dwarf_lines *lines) {
  for (size_t index = 1; index < lines->row_count; index++) {
    struct dwarf_row row = lines->rows[index];
    size_t place = index;
    for (; place > 0 && compare(&lines->rows[place - 1], &row) > 0; place--)
      lines->rows[place] = lines->rows[place - 1];
    lines->rows[place] = row;
  }
}

void dwarf_lines_read(struct dwarf_lines *lines, struct thimble_bytes section, uint32_t limit) {
  struct wasm_reader reader = {.bytes = section.data, .end = section.length};
  *lines = (struct dwarf_lines){0};
  while (reader.position < reader.end) {
    uint32_t length = (uint32_t)wasm_read_fixed(&reader, 4);
    struct table table = {.lines = lines, .reader = reader, .limit = limit};
    wasm_skip(&reader, length);
    table.reader.end = reader.position;
    if (!reader.failed && read_header(&table))
      run(&table);
    free(table.folders);
  }
  sort(lines);
}

const struct dwarf_row *dwarf_lines_find(const struct dwarf_lines *lines, uint32_t address) {
  const struct dwarf_row *found = NULL;
  for (size_t index = 0; index < lines->row_count && lines->rows[index].address <= address; index++)
    if (lines->rows[index].line > 0)
      found = &lines->rows[index];
  return found;
}

void dwarf_lines_free(struct dwarf_lines *lines) {
  for (size_t index = 0; index < lines->file_count; index++)
    free(lines->files[index]);
  free(lines->files);
  free(lines->rows);
  *lines = (struct dwarf_lines){0};
}
