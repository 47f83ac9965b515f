/* SPDX-License-Identifier: Apache-2.0 */
/* source_lines.c: see source_lines.h. */
#include "cli/disasm/source_lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/common/memory.h"

enum {
  SOURCE_MAXIMUM = 4 << 20
}; /* bytes */

struct source_file {
  struct thimble_bytes name;
  struct file_bytes bytes; /* empty when the file cannot be read */
  uint32_t *starts;        /* offset of each line */
  size_t lines;
};

/* Messages would disturb a listing, hence not file_read(). A pipe must not be opened: it waits. */
static bool read_regular(struct file_bytes *bytes, const char *path) {
  struct stat status;
  if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
    return false;
  FILE *stream = fopen(path, "rb");
  if (!stream)
    return false;
  bool read = file_read_stream(bytes, stream, SOURCE_MAXIMUM);
  fclose(stream);
  if (!read)
    file_free(bytes);
  return read;
}

/* The folder that `beside` stands in, or is. */
static int folder_length(const char *beside) {
  struct stat status;
  if (stat(beside, &status) == 0 && S_ISDIR(status.st_mode))
    return (int)strlen(beside);
  const char *slash = strrchr(beside, '/');
  return slash ? (int)(slash - beside) : 0;
}

/* The builder names files from the project's folder on; the working folder is the second guess. */
static void read_source(struct source_file *file, const char *beside) {
  char *name = memory_format("%.*s", (int)file->name.length, (const char *)file->name.data);
  int length = name[0] == '/' ? 0 : folder_length(beside);
  char *path = memory_format("%.*s%s%s", length, beside, length > 0 ? "/" : "", name);
  if (!read_regular(&file->bytes, path) && length > 0)
    (void)read_regular(&file->bytes, name);
  free(path);
  free(name);
}

static void append_start(struct source_file *file, uint32_t start) {
  file->starts = memory_grow(file->starts, file->lines, sizeof(*file->starts));
  file->starts[file->lines++] = start;
}

static void find_starts(struct source_file *file) {
  if (file->bytes.length > 0)
    append_start(file, 0);
  for (uint32_t i = 0; i + 1 < file->bytes.length; i++)
    if (file->bytes.data[i] == '\n')
      append_start(file, i + 1);
}

static struct source_file *find_file(struct source_lines *sources, struct thimble_bytes name) {
  for (size_t i = 0; i < sources->count; i++) {
    const struct thimble_bytes *known = &sources->files[i].name;
    if (known->length == name.length &&
        (name.length == 0 || memcmp(known->data, name.data, name.length) == 0))
      return &sources->files[i];
  }
  sources->files = memory_grow(sources->files, sources->count, sizeof(*sources->files));
  struct source_file *file = &sources->files[sources->count++];
  *file = (struct source_file){.name = name};
  read_source(file, sources->beside);
  find_starts(file);
  return file;
}

struct thimble_bytes source_line(struct source_lines *sources, struct thimble_bytes name,
                                 uint32_t number) {
  const struct source_file *file = find_file(sources, name);
  struct thimble_bytes line = {NULL, 0};
  if (number == 0 || number > file->lines)
    return line;
  const uint8_t *bytes = file->bytes.data;
  uint32_t start = file->starts[number - 1];
  while (start < file->bytes.length && (bytes[start] == ' ' || bytes[start] == '\t'))
    start++;
  uint32_t end = start;
  while (end < file->bytes.length && bytes[end] != '\n')
    end++;
  if (end > start && bytes[end - 1] == '\r')
    end--;
  line.data = bytes + start;
  line.length = end - start;
  return line;
}

void source_lines_free(struct source_lines *sources) {
  for (size_t i = 0; i < sources->count; i++) {
    file_free(&sources->files[i].bytes);
    free(sources->files[i].starts);
  }
  free(sources->files);
  sources->files = NULL;
  sources->count = 0;
}
