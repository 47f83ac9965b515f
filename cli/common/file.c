/* SPDX-License-Identifier: Apache-2.0 */
/* file.c: see file.h. */
#include "cli/common/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"

bool file_read_stream(struct file_bytes *bytes, FILE *stream, uint32_t maximum) {
  *bytes = (struct file_bytes){0};
  size_t capacity = 0;
  size_t length = 0;
  do {
    capacity = capacity ? 2 * capacity : 4096;
    uint8_t *data = realloc(bytes->data, capacity + 1);
    if (!data) {
      return false;
    }
    bytes->data = data;
    length += fread(data + length, 1, capacity - length, stream);
  } while (length == capacity && length <= maximum);
  bytes->data[length] = 0;
  bytes->length = (uint32_t)length;
  return !ferror(stream);
}

bool file_read(struct file_bytes *bytes, const char *path, uint32_t maximum) {
  *bytes = (struct file_bytes){0};
  FILE *stream = fopen(path, "rb");
  if (!stream) {
    message_error_at(path, 0, "cannot be opened: %s", strerror(errno));
    return false;
  }
  errno = 0;
  bool read = file_read_stream(bytes, stream, maximum);
  if (!read) {
    message_error_at(path, 0, "cannot be read: %s", strerror(errno));
  } else if (bytes->length > maximum) {
    message_error_at(path, 0, "is larger than %u bytes, the most that can be used here", maximum);
    read = false;
  }
  fclose(stream);
  if (!read) {
    file_free(bytes);
  }
  return read;
}

void file_free(struct file_bytes *bytes) {
  free(bytes->data);
  *bytes = (struct file_bytes){0};
}

static bool write_descriptor(int descriptor, const uint8_t *data, uint32_t length) {
  FILE *stream = fdopen(descriptor, "wb");
  if (!stream) {
    close(descriptor);
    return false;
  }
  bool written = fwrite(data, 1, length, stream) == length && fflush(stream) == 0 &&
                 (fsync(descriptor) == 0 || errno == EINVAL); /* devices know no fsync() */
  return fclose(stream) == 0 && written;
}

/* mkstemp() makes a private file; the mode that open() would have given is wanted. */
static bool set_default_mode(const char *path) {
  mode_t mask = umask(0);
  umask(mask);
  return chmod(path, (mode_t)(0666 & ~mask)) == 0;
}

/* By way of a file beside it, which takes its name at the end. */
static bool replace(const char *path, const uint8_t *data, uint32_t length, bool private) {
  char *temporary = memory_format("%s.XXXXXX", path);
  int descriptor = mkstemp(temporary);
  bool written = descriptor >= 0 && write_descriptor(descriptor, data, length) &&
                 (private || set_default_mode(temporary)) && rename(temporary, path) == 0;
  int error = errno;
  if (!written && descriptor >= 0)
    unlink(temporary);
  free(temporary);
  errno = error;
  return written;
}

/* A device or a pipe, which nothing may take the place of. */
static bool write_through(const char *path, const uint8_t *data, uint32_t length) {
  int descriptor = open(path, O_WRONLY | O_CLOEXEC);
  return descriptor >= 0 && write_descriptor(descriptor, data, length);
}

static bool write_file(const char *path, const uint8_t *data, uint32_t length, bool private) {
  struct stat status;
  char *target = realpath(path, NULL); /* a link stays a link */
  bool written = stat(path, &status) == 0 && !S_ISREG(status.st_mode)
                     ? write_through(path, data, length)
                     : replace(target ? target : path, data, length, private);
  free(target);
  if (!written)
    message_error_at(path, 0, "cannot be written: %s", strerror(errno));
  return written;
}

bool file_write(const char *path, const uint8_t *data, uint32_t length) {
  return write_file(path, data, length, false);
}

bool file_write_private(const char *path, const uint8_t *data, uint32_t length) {
  return write_file(path, data, length, true);
}

bool file_reserve(const char *path) {
  int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor >= 0)
    close(descriptor);
  else if (errno == EEXIST)
    message_error_at(path, 0, "is there already; choose another name, or say --force");
  else
    message_error_at(path, 0, "cannot be written: %s", strerror(errno));
  return descriptor >= 0;
}
