/* SPDX-License-Identifier: Apache-2.0 */
/* semihosting.c: the end of the run, the command line and files of the computer. */
#include "emulated/semihosting.h"
#include "emulated/board.h"

#include <string.h>

#define APPLICATION_EXIT 0x20026u /* the reason ADP_Stopped_ApplicationExit */
#define OPEN_BINARY_READ 1u

static char command_line[2048];
static uint32_t command_line_length;

void thimble_board_exit(int code) {
  uintptr_t block[] = {APPLICATION_EXIT, (uintptr_t)code};
  for (;;) {
    (void)thimble_semihosting_call(THIMBLE_SEMIHOSTING_EXIT_EXTENDED, block);
  }
}

/* The name of the program comes first, up to a space. */
static void fetch_command_line(void) {
  uintptr_t block[] = {(uintptr_t)command_line, sizeof command_line};
  if (thimble_semihosting_call(THIMBLE_SEMIHOSTING_GET_COMMAND_LINE, block) != 0)
    return;
  const char *arguments = memchr(command_line, ' ', block[1]);
  if (arguments != NULL) {
    command_line_length = (uint32_t)(block[1] - (uintptr_t)(arguments + 1 - command_line));
    memmove(command_line, arguments + 1, command_line_length);
  }
}

bool thimble_board_argument(uint32_t *position, struct thimble_bytes *item) {
  if (command_line_length == 0)
    fetch_command_line();
  if (*position >= command_line_length)
    return false;
  const char *start = command_line + *position;
  const char *end = memchr(start, ';', command_line_length - *position);
  item->data = (const uint8_t *)start;
  item->length = end == NULL ? command_line_length - *position : (uint32_t)(end - start);
  *position += item->length + 1;
  return true;
}

/* READ answers with the number of bytes it did NOT read. */
static int32_t read_open_file(uintptr_t file, uint8_t *bytes, uint32_t size) {
  uint32_t position = 0;
  while (position < size) {
    uintptr_t block[] = {file, (uintptr_t)(bytes + position), size - position};
    uint32_t missing = (uint32_t)thimble_semihosting_call(THIMBLE_SEMIHOSTING_READ, block);
    if (missing >= size - position)
      break; /* the end of the file, or an error */
    position = size - missing;
  }
  return (int32_t)position;
}

int32_t thimble_board_read_file(const char *path, uint8_t *bytes, uint32_t size) {
  uintptr_t open_block[] = {(uintptr_t)path, OPEN_BINARY_READ, strlen(path)};
  int32_t file = thimble_semihosting_call(THIMBLE_SEMIHOSTING_OPEN, open_block);
  if (file < 0)
    return -1;
  int32_t length = read_open_file((uintptr_t)file, bytes, size);
  uintptr_t close_block[] = {(uintptr_t)file};
  (void)thimble_semihosting_call(THIMBLE_SEMIHOSTING_CLOSE, close_block);
  return length;
}
