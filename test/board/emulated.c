/* SPDX-License-Identifier: Apache-2.0 */
/* emulated.c: board.h on an emulated board, which reaches the computer through semihosting. */
#include "board/board.h"

#include <stdbool.h>
#include <string.h>

#include "emulated/board.h"

int32_t board_file_read(const char *path, uint8_t *bytes, uint32_t size) {
  return thimble_board_read_file(path, bytes, size);
}

/* The settings are items NAME=VALUE of the command line. */
static bool is_setting(struct thimble_bytes item, const char *name, uint32_t name_length) {
  return item.length > name_length && item.data[name_length] == '=' &&
         memcmp(item.data, name, name_length) == 0;
}

const char *board_setting(const char *name) {
  static char value[1024];
  uint32_t name_length = (uint32_t)strlen(name);
  uint32_t position = 0;
  struct thimble_bytes item;
  while (thimble_board_argument(&position, &item)) {
    uint32_t length = item.length - name_length - 1;
    if (is_setting(item, name, name_length) && length < sizeof value) {
      memcpy(value, item.data + name_length + 1, length);
      value[length] = '\0';
      return value;
    }
  }
  return NULL;
}
