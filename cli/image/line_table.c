/* SPDX-License-Identifier: Apache-2.0 */
/* line_table.c: see line_table.h. */
#include "cli/image/line_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/cbor_write.h"
#include "cli/common/memory.h"
#include "cli/common/path.h"

struct table {
  const struct program_lines *program;
  const char *folder;
  const char **files; /* each name once */
  size_t file_count;
  uint8_t *rows;
  uint32_t row_length;
};

static uint32_t file_number(struct table *table, const char *name) {
  for (size_t index = 0; index < table->file_count; index++) {
    if (strcmp(table->files[index], name) == 0)
      return (uint32_t)index;
  }
  table->files = memory_grow(table->files, table->file_count, sizeof *table->files);
  table->files[table->file_count] = name;
  return (uint32_t)table->file_count++;
}

/* LEB128 (DWARF 5, section 7.6). */
static void put_number(struct table *table, uint64_t number) {
  do {
    uint8_t byte = number & 0x7f;
    number >>= 7;
    table->rows = memory_grow(table->rows, table->row_length, 1);
    table->rows[table->row_length++] = number > 0 ? byte | 0x80 : byte;
  } while (number > 0);
}

/* Zigzag: 0, -1, 1, -2, 2 … are written as 0, 1, 2, 3, 4 … */
static uint64_t zigzag(int64_t number) {
  return number < 0 ? (uint64_t)(-number) * 2 - 1 : (uint64_t)number * 2;
}

static void put_rows(struct table *table) {
  struct program_line previous = {0};
  const char *named = NULL;
  uint32_t file = 0;
  for (size_t index = 0; index < table->program->line_count; index++) {
    const struct program_line *line = &table->program->lines[index];
    if (line->line > 0 && line->file != named) { /* without a line the file does not matter */
      named = line->file;
      file = file_number(table, path_in_project(line->file, table->folder));
    }
    put_number(table, line->instruction - previous.instruction);
    put_number(table, file);
    put_number(table, zigzag((int64_t)line->line - previous.line));
    previous = *line;
  }
}

static void put_text(struct thimble_cbor_writer *writer, const char *text) {
  thimble_cbor_write_text(writer,
                          (struct thimble_bytes){(const uint8_t *)text, (uint32_t)strlen(text)});
}

static void put_table(struct thimble_cbor_writer *writer, const struct table *table) {
  const struct program_lines *program = table->program;
  thimble_cbor_write_array(writer, 3);
  thimble_cbor_write_array(writer, (uint32_t)table->file_count);
  for (size_t index = 0; index < table->file_count; index++)
    put_text(writer, table->files[index]);
  thimble_cbor_write_array(writer, (uint32_t)program->function_count);
  for (size_t index = 0; index < program->function_count; index++) {
    thimble_cbor_write_array(writer, 2);
    thimble_cbor_write_unsigned(writer, program->functions[index].start);
    put_text(writer, program->functions[index].name);
  }
  thimble_cbor_write_bytes(writer, (struct thimble_bytes){table->rows, table->row_length});
}

void line_table_write(struct file_bytes *bytes, const struct program_lines *program,
                      const char *folder) {
  struct table table = {.program = program, .folder = folder};
  struct thimble_cbor_writer writer;
  put_rows(&table);
  thimble_cbor_writer_start(&writer, NULL, 0);
  put_table(&writer, &table);
  bytes->length = writer.length;
  bytes->data = memory_get(bytes->length + 1u, 1);
  thimble_cbor_writer_start(&writer, bytes->data, bytes->length);
  put_table(&writer, &table);
  free(table.files);
  free(table.rows);
}
