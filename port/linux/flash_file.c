/* SPDX-License-Identifier: Apache-2.0 */
/* flash_file.c: see flash_file.h. */
#include "linux/flash_file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  CHUNK = 4096,
  TRAILER = 64
};

static uint32_t size_of(const struct thimble_flash *flash) {
  return flash->block_size * flash->block_count;
}

static bool is_power_of_two(uint32_t number) {
  return number != 0 && (number & (number - 1)) == 0;
}

static bool is_possible(const struct thimble_flash *flash) {
  return is_power_of_two(flash->program_size) && is_power_of_two(flash->block_size) &&
         flash->program_size <= THIMBLE_PROGRAM_SIZE_MAXIMUM &&
         flash->program_size <= flash->block_size && flash->block_count > 0 &&
         (uint64_t)flash->block_size * flash->block_count <= UINT32_MAX;
}

static void write_trailer(const struct thimble_flash *flash, char trailer[TRAILER]) {
  memset(trailer, 0, TRAILER);
  snprintf(trailer, TRAILER, "\nthimble flash 1: %u x %u, %u\n", (unsigned)flash->block_count,
           (unsigned)flash->block_size, (unsigned)flash->program_size);
}

static bool write_at(int descriptor, const void *bytes, size_t length, off_t offset) {
  const uint8_t *next = bytes;
  while (length > 0) {
    ssize_t written = pwrite(descriptor, next, length, offset);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return false;
    next += written;
    offset += written;
    length -= (size_t)written;
  }
  return true;
}

/* thimble_flash.read */
static enum thimble_result read_flash(void *device, uint32_t address, uint8_t *bytes,
                                      uint32_t length) {
  const struct thimble_flash_file *file = device;
  memcpy(bytes, file->flash.mapped + address, length);
  return THIMBLE_OK;
}

/* thimble_flash.program */
static enum thimble_result program_flash(void *device, uint32_t address, const uint8_t *bytes,
                                         uint32_t length) {
  const struct thimble_flash_file *file = device;
  uint8_t chunk[CHUNK];
  for (uint32_t done = 0; done < length; done += CHUNK) {
    uint32_t count = length - done < CHUNK ? length - done : CHUNK;
    for (uint32_t i = 0; i < count; i++)
      chunk[i] = file->flash.mapped[address + done + i] & bytes[done + i];
    if (!write_at(file->descriptor, chunk, count, (off_t)address + done))
      return THIMBLE_ERROR_OUTPUT;
  }
  return THIMBLE_OK;
}

static bool fill(int descriptor, off_t offset, uint32_t length) {
  uint8_t chunk[CHUNK];
  memset(chunk, 0xff, sizeof chunk);
  for (uint32_t done = 0; done < length; done += CHUNK) {
    uint32_t count = length - done < CHUNK ? length - done : CHUNK;
    if (!write_at(descriptor, chunk, count, offset + done))
      return false;
  }
  return true;
}

/* thimble_flash.erase */
static enum thimble_result erase_flash(void *device, uint32_t address) {
  const struct thimble_flash_file *file = device;
  return fill(file->descriptor, address, file->flash.block_size) ? THIMBLE_OK
                                                                 : THIMBLE_ERROR_OUTPUT;
}

/* thimble_flash.sync */
static enum thimble_result sync_flash(void *device) {
  const struct thimble_flash_file *file = device;
  return fdatasync(file->descriptor) == 0 ? THIMBLE_OK : THIMBLE_ERROR_OUTPUT;
}

/* The name of a file lasts when its folder is synchronized. */
static bool sync_folder(const char *path) {
  char copy[PATH_MAX];
  snprintf(copy, sizeof copy, "%s", path);
  int folder = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0)
    return false;
  bool done = fsync(folder) == 0;
  close(folder);
  return done;
}

static bool write_new(const struct thimble_flash *flash, int descriptor) {
  char trailer[TRAILER];
  write_trailer(flash, trailer);
  return fill(descriptor, 0, size_of(flash)) &&
         write_at(descriptor, trailer, sizeof trailer, size_of(flash)) && fsync(descriptor) == 0;
}

/* The file gets its name when it is whole. If another process was faster, that one's counts. */
static bool create(const struct thimble_flash *flash, const char *path) {
  char temporary[PATH_MAX];
  int length = snprintf(temporary, sizeof temporary, "%s.XXXXXX", path);
  if (length < 0 || (size_t)length >= sizeof temporary) {
    errno = ENAMETOOLONG;
    return false;
  }
  int descriptor = mkostemp(temporary, O_CLOEXEC);
  if (descriptor < 0)
    return false;
  bool done = write_new(flash, descriptor) && (link(temporary, path) == 0 || errno == EEXIST);
  int error = errno;
  unlink(temporary);
  close(descriptor);
  errno = error;
  return done && sync_folder(path);
}

static enum thimble_result refuse(struct thimble_flash_file *file, const char *problem,
                                  enum thimble_result result) {
  file->problem = problem;
  return result;
}

/* Looks at what was opened, and maps it. */
static enum thimble_result check_and_map(struct thimble_flash_file *file) {
  char expected[TRAILER], trailer[TRAILER];
  uint32_t size = size_of(&file->flash);
  struct stat status;
  if (flock(file->descriptor, LOCK_EX | LOCK_NB) != 0)
    return refuse(file, "is in use by another process", THIMBLE_ERROR_BUSY);
  if (fstat(file->descriptor, &status) != 0)
    return refuse(file, "cannot be examined", THIMBLE_ERROR_INPUT);
  write_trailer(&file->flash, expected);
  if (!S_ISREG(status.st_mode) || status.st_size < TRAILER ||
      pread(file->descriptor, trailer, TRAILER, status.st_size - TRAILER) != TRAILER ||
      memcmp(trailer, expected, strlen("\nthimble flash 1:")) != 0)
    return refuse(file, "is not flash in a file", THIMBLE_ERROR_INVALID);
  if (status.st_size != (off_t)size + TRAILER || memcmp(trailer, expected, TRAILER) != 0)
    return refuse(file, "is flash of another geometry", THIMBLE_ERROR_INVALID);
  void *mapping = mmap(NULL, size, PROT_READ, MAP_SHARED, file->descriptor, 0);
  if (mapping == MAP_FAILED)
    return refuse(file, "cannot be mapped into memory", THIMBLE_ERROR_INPUT);
  file->flash.mapped = mapping;
  return THIMBLE_OK;
}

static int open_or_create(const struct thimble_flash *flash, const char *path) {
  int descriptor = open(path, O_RDWR | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT && create(flash, path))
    descriptor = open(path, O_RDWR | O_CLOEXEC);
  return descriptor;
}

enum thimble_result thimble_linux_flash_open(struct thimble_flash_file *file, const char *path) {
  if (!is_possible(&file->flash))
    return refuse(file, "cannot be flash of that geometry", THIMBLE_ERROR_INVALID);
  file->descriptor = open_or_create(&file->flash, path);
  if (file->descriptor < 0)
    return refuse(file, "cannot be opened or created", THIMBLE_ERROR_OUTPUT);
  enum thimble_result result = check_and_map(file);
  if (result != THIMBLE_OK) {
    close(file->descriptor);
    return result;
  }
  file->flash.device = file;
  file->flash.read = read_flash;
  file->flash.program = program_flash;
  file->flash.erase = erase_flash;
  file->flash.sync = sync_flash;
  return THIMBLE_OK;
}

void thimble_linux_flash_close(struct thimble_flash_file *file) {
  munmap((void *)file->flash.mapped, size_of(&file->flash));
  close(file->descriptor);
}
