/* SPDX-License-Identifier: Apache-2.0 */
/* file.h: whole files in and out of memory. */
#ifndef THIMBLE_CLI_COMMON_FILE_H
#define THIMBLE_CLI_COMMON_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct file_bytes {
  uint8_t *data; /* aligned for any type, one NUL beyond `length`; file_free() gives it back */
  uint32_t length;
};

/* Reads a file of at most `maximum` bytes. False: the message is printed, nothing to free. */
bool file_read(struct file_bytes *bytes, const char *path, uint32_t maximum);

/* Reads to the end of an open file, which may be a pipe, and stops soon after `maximum` bytes,
 * which the caller compares with `length`. False: an error of reading or memory, and file_free() is
 * still wanted. */
bool file_read_stream(struct file_bytes *bytes, FILE *stream, uint32_t maximum);

void file_free(struct file_bytes *bytes);

/* Writes a file so that `path` holds the old bytes or the new ones, never a part (a device or a
 * pipe is written to). False: the message is printed and nothing is left behind. */
bool file_write(const char *path, const uint8_t *data, uint32_t length);

/* The same, and only the owner of the file can read it. */
bool file_write_private(const char *path, const uint8_t *data, uint32_t length);

/* Makes an empty file where there was none, which nobody else can have done then: the way to write
 * something without overwriting anything. False: the message is printed. */
bool file_reserve(const char *path);

#endif
