/* SPDX-License-Identifier: Apache-2.0 */
/* sequence.c: see sequence.h. Read it from the bottom: lock, table, the number, its line. */
#include "cli/sign/sequence.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "cli/common/file.h"
#include "cli/common/memory.h"
#include "cli/common/message.h"

#define FILE_MAXIMUM (1u << 20)

/* The file, and the component's line in it. */
struct table {
  const char *path;
  const char *component;
  struct file_bytes file; /* ends with a line feed, unless it is empty */
  size_t start, end;      /* of the line; equal when there is none yet */
  uint32_t last;          /* its number; 0: it has none */
};

/* Reads one line, which ends with a line feed. False: it is no line of ours. */
static bool read_line(struct table *table, const char *line, size_t start) {
  size_t name = strcspn(line, " \n");
  const char *digits = line + name + 1;
  char *end = NULL;
  if (name == 0 || line[name] != ' ' || *digits < '1' || *digits > '9')
    return false;
  errno = 0;
  unsigned long long number = strtoull(digits, &end, 10);
  if (*end != '\n' || errno != 0 || number > UINT32_MAX)
    return false;
  if (strlen(table->component) == name && memcmp(table->component, line, name) == 0 &&
      number > table->last) {
    table->start = start;
    table->end = start + (size_t)(end + 1 - line);
    table->last = (uint32_t)number;
  }
  return true;
}

static bool read_lines(struct table *table) {
  const char *text = (const char *)table->file.data;
  uint32_t number = 1;
  for (size_t start = 0; start < table->file.length; number++) {
    if (!read_line(table, text + start, start)) {
      message_error_at(table->path, number,
                       "is not of the form COMPONENT NUMBER; mend it, the number being one that no "
                       "manifest has reached");
      return false;
    }
    start += strcspn(text + start, "\n") + 1;
  }
  return true;
}

/* A file that a person has written may lack it. */
static void end_last_line(struct file_bytes *file) {
  uint8_t *text = memory_get(file->length + 2u, 1);
  memcpy(text, file->data, file->length);
  if (file->length > 0 && text[file->length - 1] != '\n')
    text[file->length++] = '\n';
  free(file->data);
  file->data = text;
}

static bool read_table(struct table *table) {
  if (access(table->path, F_OK) != 0 && errno == ENOENT)
    return true;
  if (!file_read(&table->file, table->path, FILE_MAXIMUM))
    return false;
  end_last_line(&table->file);
  return read_lines(table);
}

static bool choose(const struct table *table, uint32_t wanted, uint32_t *number) {
  if (wanted == 0 && table->last == UINT32_MAX) {
    message_error_at(table->path, 0, "%s has used up its numbers; sign with another key",
                     table->component);
    return false;
  }
  if (wanted != 0 && wanted <= table->last) {
    message_error_at(table->path, 0,
                     "%s has reached the sequence number %" PRIu32
                     "; a device takes none that is lower, so choose a higher one",
                     table->component, table->last);
    return false;
  }
  *number = wanted != 0 ? wanted : table->last + 1;
  return true;
}

/* That the name of the new file is in the folder is not sure before the folder is written. */
static bool synchronize_folder(const char *path) {
  char *copy = memory_text(path);
  int folder = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool synchronized = folder >= 0 && (fsync(folder) == 0 || errno == EINVAL);
  if (!synchronized)
    message_error_at(path, 0, "cannot be written: %s", strerror(errno));
  if (folder >= 0)
    close(folder);
  free(copy);
  return synchronized;
}

/* The component's line goes to the end. */
static bool write_table(const struct table *table, uint32_t number) {
  const char *old = table->file.data ? (const char *)table->file.data : "";
  char *text = memory_format("%.*s%s%s %" PRIu32 "\n", (int)table->start, old, old + table->end,
                             table->component, number);
  bool written = file_write(table->path, (const uint8_t *)text, (uint32_t)strlen(text)) &&
                 synchronize_folder(table->path);
  free(text);
  return written;
}

static bool take(const char *key, const char *component, uint32_t wanted, uint32_t *number) {
  char *path = memory_format("%s.sequence", key);
  struct table table = {.path = path, .component = component};
  bool taken = read_table(&table) && choose(&table, wanted, number) && write_table(&table, *number);
  file_free(&table.file);
  free(path);
  return taken;
}

/* The lock ends with the descriptor, so with the process at the latest. */
static int lock(const char *key) {
  int descriptor = open(key, O_RDONLY | O_CLOEXEC);
  while (descriptor >= 0 && flock(descriptor, LOCK_EX) != 0) {
    if (errno == EINTR)
      continue;
    close(descriptor);
    return -1;
  }
  return descriptor;
}

bool sequence_take(const char *key, const char *component, uint32_t wanted, uint32_t *number) {
  char *path = realpath(key, NULL); /* one file for all names that links give to the key */
  int locked = path ? lock(path) : -1;
  bool taken = locked >= 0 && take(path, component, wanted, number);
  if (locked < 0)
    message_error_at(key, 0, "cannot be locked: %s", strerror(errno));
  else
    close(locked);
  free(path);
  return taken;
}
