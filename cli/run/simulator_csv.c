/* SPDX-License-Identifier: Apache-2.0 */
/* simulator_csv.c: see simulator_csv.h. */
#include "cli/run/simulator_csv.h"

#include <stdlib.h>
#include <string.h>
#include <thimble/bytes.h>

#include "cli/common/file.h"
#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "cli/run/simulator_decimal.h"

enum {
  FILE_MAXIMUM = 16 << 20, /* bytes: some hundred thousand readings */
};

struct csv {
  const char *path;
  const char *wanted;
  uint32_t number; /* of the column, from 0 */
  int8_t scale;
  uint32_t line;    /* of the file, from 1 */
  bool header_done; /* a first line with content was read */
  struct csv_column *column;
};

/* strchr() would find the NUL at the end of `separators` too. */
static bool separates(uint8_t byte, const char *separators) {
  return byte != '\0' && strchr(separators, byte) != NULL;
}

/* Splits off the part of `rest` before the first of `separators`, which is dropped. Returns whether
 * there was one. */
static bool take_part(struct thimble_bytes *rest, const char *separators,
                      struct thimble_bytes *part) {
  *part = (struct thimble_bytes){rest->data, 0};
  while (part->length < rest->length && !separates(rest->data[part->length], separators))
    part->length++;
  bool separated = part->length < rest->length;
  uint32_t used = separated ? part->length + 1 : part->length;
  rest->data += used;
  rest->length -= used;
  return separated;
}

static bool take_cell(struct thimble_bytes *line, struct thimble_bytes *cell) {
  return take_part(line, ",;\t", cell);
}

static bool is_blank(uint8_t byte) {
  return byte == ' ' || byte == '\r' || byte == '"';
}

/* Takes blanks and quotes off both ends. */
static struct thimble_bytes trim(struct thimble_bytes cell) {
  while (cell.length > 0 && is_blank(cell.data[0])) {
    cell.data++;
    cell.length--;
  }
  while (cell.length > 0 && is_blank(cell.data[cell.length - 1]))
    cell.length--;
  return cell;
}

/* The cell of a line by its number. False: the line has fewer. */
static bool find_cell(struct thimble_bytes line, uint32_t number, struct thimble_bytes *cell) {
  bool more = true;
  for (uint32_t i = 0; more && i <= number; i++) {
    more = take_cell(&line, cell);
    if (i == number) {
      *cell = trim(*cell);
      return true;
    }
  }
  return false;
}

static bool equals(struct thimble_bytes bytes, const char *string) {
  return bytes.length == strlen(string) && memcmp(bytes.data, string, bytes.length) == 0;
}

/* Finds the wanted column in the header by its name. */
static bool find_name(struct csv *csv, struct thimble_bytes header) {
  struct thimble_bytes cell;
  bool more = true;
  for (uint32_t number = 0; more; number++) {
    more = take_cell(&header, &cell);
    if (equals(trim(cell), csv->wanted)) {
      csv->number = number;
      return true;
    }
  }
  message_error_at(csv->path, csv->line,
                   "no column is named %s; name one of the header's, or give a number",
                   csv->wanted);
  return false;
}

static void append(struct csv_column *column, struct csv_reading reading) {
  column->readings = memory_grow(column->readings, column->count, sizeof(*column->readings));
  column->readings[column->count++] = reading;
}

/* A line with values. The first one may turn out to be a header. */
static bool read_values(struct csv *csv, struct thimble_bytes line, bool first) {
  struct thimble_bytes cell;
  struct csv_reading reading = {0, false};
  if (!find_cell(line, csv->number, &cell)) {
    message_error_at(csv->path, csv->line,
                     "the line has no column %u; mend the line or choose another column",
                     csv->number + 1);
    return false;
  }
  reading.missing = cell.length == 0;
  if (reading.missing || decimal_read(cell, csv->scale, &reading.value)) {
    append(csv->column, reading);
    return true;
  }
  if (first)
    return true;
  message_error_at(csv->path, csv->line,
                   "%.*s is not a number that a reading can hold; write it like 21.53",
                   (int)cell.length, (const char *)cell.data);
  return false;
}

static bool read_line(struct csv *csv, struct thimble_bytes line) {
  csv->line++;
  if (trim(line).length == 0 || line.data[0] == '#')
    return true;
  bool first = !csv->header_done;
  csv->header_done = true;
  if (first && csv->wanted)
    return find_name(csv, line);
  return read_values(csv, line, first);
}

/* Spreadsheets like to put a byte order mark in front. */
static void skip_mark(struct thimble_bytes *bytes) {
  if (bytes->length >= 3 && memcmp(bytes->data, "\xef\xbb\xbf", 3) == 0) {
    bytes->data += 3;
    bytes->length -= 3;
  }
}

static bool read_lines(struct csv *csv, struct thimble_bytes bytes) {
  skip_mark(&bytes);
  struct thimble_bytes line;
  while (bytes.length > 0) {
    (void)take_part(&bytes, "\n", &line);
    if (!read_line(csv, line))
      return false;
  }
  if (csv->column->count > 0)
    return true;
  message_error_at(csv->path, csv->line,
                   "there is no reading in the file; write one number a line");
  return false;
}

/* A column that is a number is not looked for in the header. */
static void choose_column(struct csv *csv, const char *wanted) {
  csv->wanted = wanted;
  if (!wanted)
    return;
  char *end = NULL;
  unsigned long number = strtoul(wanted, &end, 10);
  if (wanted[0] < '0' || wanted[0] > '9' || *end != '\0' || number < 1 || number > FILE_MAXIMUM)
    return;
  csv->wanted = NULL;
  csv->number = (uint32_t)number - 1;
}

int csv_read(struct csv_column *column, const char *path, const char *wanted, int8_t scale) {
  struct csv csv = {.path = path, .scale = scale, .column = column};
  struct file_bytes file;
  *column = (struct csv_column){NULL, 0};
  if (!file_read(&file, path, FILE_MAXIMUM))
    return EXIT_CODE_FAILURE;
  choose_column(&csv, wanted);
  bool read = read_lines(&csv, (struct thimble_bytes){file.data, file.length});
  file_free(&file);
  if (!read)
    csv_free(column);
  return read ? EXIT_CODE_OK : EXIT_CODE_FAILURE;
}

void csv_free(struct csv_column *column) {
  free(column->readings);
  *column = (struct csv_column){NULL, 0};
}
