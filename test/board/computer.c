/* SPDX-License-Identifier: Apache-2.0 */
/* computer.c: board.h on the computer itself. */
#include "board/board.h"

#include <stdio.h>
#include <stdlib.h>

int32_t board_file_read(const char *path, uint8_t *bytes, uint32_t size) {
  FILE *file = fopen(path, "rb");
  if (file == NULL)
    return -1;
  size_t length = fread(bytes, 1, size, file);
  fclose(file);
  return (int32_t)length;
}

const char *board_setting(const char *name) {
  return getenv(name);
}
