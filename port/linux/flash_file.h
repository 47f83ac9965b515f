/* SPDX-License-Identifier: Apache-2.0 */
/* flash_file.h: flash in a file.
 *
 * It behaves like NOR flash: programming makes bits zero and never one. The file has the bytes of
 * the flash and behind them 64 bytes that name its geometry; it is mapped for reading, so a stray
 * write ends the process and not the contents. One process at a time has it open (flock). What
 * `sync` has confirmed is on the disk; before that a power cut leaves anything of what was
 * written. */
#ifndef THIMBLE_LINUX_FLASH_FILE_H
#define THIMBLE_LINUX_FLASH_FILE_H

#include <thimble/flash.h>

struct thimble_flash_file {
  struct thimble_flash flash; /* block_size, block_count and program_size are the caller's */
  int descriptor;
  const char *problem; /* why opening failed, as the end of a sentence that begins with the path */
};

/* Opens the file, or makes a new one, all erased, if there is none. The struct must not move while
 * it is open. A crash while it is made leaves a file called PATH.XXXXXX behind, and no PATH.
 * Errors: INVALID (no such flash can be, or the file has another geometry or is something else),
 * BUSY (another process has it), INPUT, OUTPUT (errno says more). */
enum thimble_result thimble_linux_flash_open(struct thimble_flash_file *file, const char *path);

void thimble_linux_flash_close(struct thimble_flash_file *file);

#endif
