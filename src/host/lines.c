/* SPDX-License-Identifier: Apache-2.0 */
/* lines.c: see lines.h. CBOR is read by base/cbor_read.h, LEB128 (DWARF 5, section 7.6) here. */
#include <thimble/lines.h>

#include "base/cbor_read.h"

#include <stddef.h>

enum {
  PARTS = 3,          /* items in the array: files, functions, rows */
  FUNCTION_ITEMS = 2, /* items of a function: start, name */
};

/* Makes `part` the bytes that the reader has passed since `start`. */
static void take_passed(struct thimble_bytes *part, const uint8_t *start,
                        const struct thimble_cbor_reader *reader) {
  part->data = start;
  part->length = (uint32_t)(reader->position - start);
}

static enum thimble_result read_function(struct thimble_cbor_reader *reader, uint32_t *start,
                                         struct thimble_bytes *name) {
  uint32_t items;
  enum thimble_result result = thimble_cbor_read_array(reader, &items);
  if (result == THIMBLE_OK && items != FUNCTION_ITEMS)
    return THIMBLE_ERROR_MALFORMED;
  if (result == THIMBLE_OK)
    result = thimble_cbor_read_unsigned(reader, start);
  if (result == THIMBLE_OK)
    result = thimble_cbor_read_text(reader, name);
  return result;
}

static enum thimble_result read_files(struct thimble_cbor_reader *reader,
                                      struct thimble_bytes *files) {
  uint32_t count;
  enum thimble_result result = thimble_cbor_read_array(reader, &count);
  const uint8_t *start = reader->position;
  struct thimble_bytes name;
  for (; result == THIMBLE_OK && count > 0; count--)
    result = thimble_cbor_read_text(reader, &name);
  take_passed(files, start, reader);
  return result;
}

static enum thimble_result read_functions(struct thimble_cbor_reader *reader,
                                          struct thimble_bytes *functions) {
  uint32_t count;
  enum thimble_result result = thimble_cbor_read_array(reader, &count);
  const uint8_t *begin = reader->position;
  uint32_t start;
  struct thimble_bytes name;
  for (; result == THIMBLE_OK && count > 0; count--)
    result = read_function(reader, &start, &name);
  take_passed(functions, begin, reader);
  return result;
}

static enum thimble_result read_parts(struct thimble_cbor_reader *reader,
                                      struct thimble_lines *lines) {
  uint32_t parts;
  enum thimble_result result = thimble_cbor_read_array(reader, &parts);
  if (result == THIMBLE_OK && parts != PARTS)
    return THIMBLE_ERROR_MALFORMED;
  if (result == THIMBLE_OK)
    result = read_files(reader, &lines->files);
  if (result == THIMBLE_OK)
    result = read_functions(reader, &lines->functions);
  if (result == THIMBLE_OK)
    result = thimble_cbor_read_bytes(reader, &lines->rows);
  if (result == THIMBLE_OK && !thimble_cbor_at_end(reader))
    result = THIMBLE_ERROR_MALFORMED;
  return result;
}

enum thimble_result thimble_lines_read(struct thimble_lines *lines, struct thimble_bytes bytes) {
  const struct thimble_lines empty = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
  struct thimble_cbor_reader reader;
  *lines = empty;
  if (bytes.length == 0)
    return THIMBLE_ERROR_NOT_FOUND;
  thimble_cbor_reader_start(&reader, bytes);
  enum thimble_result result = read_parts(&reader, lines);
  if (result != THIMBLE_OK)
    *lines = empty;
  return result;
}

enum thimble_result thimble_lines_file(const struct thimble_lines *lines, uint32_t number,
                                       struct thimble_bytes *name) {
  struct thimble_cbor_reader reader;
  thimble_cbor_reader_start(&reader, lines->files);
  while (!thimble_cbor_at_end(&reader)) {
    if (thimble_cbor_read_text(&reader, name) != THIMBLE_OK)
      break;
    if (number == 0)
      return THIMBLE_OK;
    number--;
  }
  return THIMBLE_ERROR_NOT_FOUND;
}

/* Reads one LEB128 number of at most 32 bits and advances past it. */
static enum thimble_result read_number(struct thimble_bytes *left, uint32_t *number) {
  uint64_t value = 0;
  for (uint32_t shift = 0; shift < 35; shift += 7) {
    if (left->length == 0)
      return THIMBLE_ERROR_TRUNCATED;
    uint8_t byte = *left->data;
    left->data++;
    left->length--;
    value |= (uint64_t)(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) {
      *number = (uint32_t)value;
      return value <= UINT32_MAX ? THIMBLE_OK : THIMBLE_ERROR_MALFORMED;
    }
  }
  return THIMBLE_ERROR_MALFORMED;
}

/* Zigzag: 0, -1, 1, -2, 2 … are written as 0, 1, 2, 3, 4 … */
static int64_t from_zigzag(uint32_t number) {
  int64_t half = number / 2;
  return number % 2 == 0 ? half : -half - 1;
}

void thimble_line_walk_start(struct thimble_line_walk *walk, const struct thimble_lines *lines) {
  walk->row = (struct thimble_line_row){0, 0, 0};
  walk->left = lines->rows;
}

enum thimble_result thimble_line_next(struct thimble_line_walk *walk) {
  struct thimble_bytes left = walk->left;
  uint32_t numbers[3];
  if (left.length == 0)
    return THIMBLE_ERROR_NOT_FOUND;
  for (uint32_t i = 0; i < 3; i++) {
    enum thimble_result result = read_number(&left, &numbers[i]);
    if (result != THIMBLE_OK)
      return result;
  }
  int64_t line = walk->row.line + from_zigzag(numbers[2]);
  if (numbers[0] > UINT32_MAX - walk->row.instruction || line < 0 || line > UINT32_MAX)
    return THIMBLE_ERROR_MALFORMED;
  walk->row.instruction += numbers[0];
  walk->row.file = numbers[1];
  walk->row.line = (uint32_t)line;
  walk->left = left;
  return THIMBLE_OK;
}

void thimble_function_walk_start(struct thimble_function_walk *walk,
                                 const struct thimble_lines *lines) {
  walk->start = 0;
  walk->name = (struct thimble_bytes){NULL, 0};
  walk->left = lines->functions;
}

enum thimble_result thimble_function_next(struct thimble_function_walk *walk) {
  struct thimble_cbor_reader reader;
  uint32_t start;
  struct thimble_bytes name;
  if (walk->left.length == 0)
    return THIMBLE_ERROR_NOT_FOUND;
  thimble_cbor_reader_start(&reader, walk->left);
  enum thimble_result result = read_function(&reader, &start, &name);
  if (result == THIMBLE_OK && start < walk->start)
    result = THIMBLE_ERROR_MALFORMED;
  if (result != THIMBLE_OK)
    return result;
  walk->start = start;
  walk->name = name;
  walk->left.data = reader.position;
  walk->left.length = (uint32_t)(reader.end - reader.position);
  return THIMBLE_OK;
}

static void find_function(const struct thimble_lines *lines, uint32_t instruction,
                          struct thimble_bytes *name) {
  struct thimble_function_walk walk;
  thimble_function_walk_start(&walk, lines);
  while (thimble_function_next(&walk) == THIMBLE_OK && walk.start <= instruction)
    *name = walk.name;
}

/* The last row at or before the instruction holds. */
static void find_line(const struct thimble_lines *lines, uint32_t instruction,
                      struct thimble_origin *origin) {
  struct thimble_line_walk walk;
  struct thimble_line_row row = {0, 0, 0};
  thimble_line_walk_start(&walk, lines);
  while (thimble_line_next(&walk) == THIMBLE_OK && walk.row.instruction <= instruction)
    row = walk.row;
  if (row.line > 0 && thimble_lines_file(lines, row.file, &origin->file) == THIMBLE_OK)
    origin->line = row.line;
  else
    origin->file = (struct thimble_bytes){NULL, 0};
}

void thimble_lines_find(const struct thimble_lines *lines, uint32_t instruction,
                        struct thimble_origin *origin) {
  *origin = (struct thimble_origin){{NULL, 0}, {NULL, 0}, 0};
  find_function(lines, instruction, &origin->function);
  find_line(lines, instruction, origin);
}
