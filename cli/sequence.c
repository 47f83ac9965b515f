/* SPDX-License-Identifier: Apache-2.0 */
/* sequence.c: see sequence.h. Read it from the bottom: lock, table, the number, its line. */
#include "sequence.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "file.h"
#include "memory.h"
#include "message.h"

#define FILE_MAXIMUM (1u << 20)

/* The lines of the file, without the one of the component. */
struct table {
  const char *path;
  const char *component;
  char *others;  /* whole lines */
  uint32_t last; /* the component's number; 0: it has none */
};

/* Reads one line, which ends with a NUL. False: it is no line of ours. */
static bool read_line(struct table *table, const char *line) {
  const char *space = strchr(line, ' ');
  char *end = NULL;
  errno = 0;
  unsigned long long number = space ? strtoull(space + 1, &end, 10) : 0;
  if (!space || space == line || space[1] < '1' || space[1] > '9' || *end != '\0' || errno != 0 ||
      number > UINT32_MAX)
    return false;
  size_t length = (size_t)(space - line);
  if (strlen(table->component) == length && memcmp(table->component, line, length) == 0) {
    table->last = (uint32_t)number;
    return true;
  }
  char *longer = memory_format("%s%s\n", table->others, line);
  free(table->others);
  table->others = longer;
  return true;
}

static bool read_lines(struct table *table, char *text) {
  uint32_t number = 1;
  for (char *line = text, *end; *line; line = end, number++) {
    end = line + strcspn(line, "\n");
    if (*end)
      *end++ = '\0';
    if (!read_line(table, line)) {
      message_error_at(table->path, number,
                       "is not of the form COMPONENT NUMBER; mend it, the number being one that no "
                       "manifest has reached");
      return false;
    }
  }
  return true;
}

static bool read_table(struct table *table) {
  struct file_bytes file;
  table->others = memory_text("");
  if (access(table->path, F_OK) != 0 && errno == ENOENT)
    return true;
  if (!file_read(&file, table->path, FILE_MAXIMUM))
    return false;
  bool read = read_lines(table, (char *)file.data);
  file_free(&file);
  return read;
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

static bool write_table(const struct table *table, uint32_t number) {
  char *text = memory_format("%s%s %" PRIu32 "\n", table->others, table->component, number);
  bool written = file_write(table->path, (const uint8_t *)text, (uint32_t)strlen(text)) &&
                 synchronize_folder(table->path);
  free(text);
  return written;
}

static bool take(const char *key, const char *component, uint32_t wanted, uint32_t *number) {
  char *path = memory_format("%s.sequence", key);
  struct table table = {.path = path, .component = component};
  bool taken = read_table(&table) && choose(&table, wanted, number) && write_table(&table, *number);
  free(table.others);
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
