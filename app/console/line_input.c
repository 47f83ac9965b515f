/* SPDX-License-Identifier: Apache-2.0 */
/* line_input.c: see line_input.h. */
#include "line_input.h"

#include <stdbool.h>

#include "emulated/board.h"
#include "emulated/print.h"

#define LINE_MAXIMUM 120
#define SLEEP_MS 10 /* the serial line has no interrupt: this often it is looked at */
#define BACKSPACE 0x08
#define DELETE 0x7F

static uint8_t line[LINE_MAXIMUM];
static uint32_t length;

static int wait_for_character(void) {
  int character;
  while ((character = thimble_board_read()) < 0)
    thimble_board_sleep(SLEEP_MS);
  return character;
}

static void take_back(void) {
  if (length > 0) {
    length--;
    thimble_print("\b \b");
  }
}

static void append(char character) {
  if (length < LINE_MAXIMUM) {
    line[length++] = (uint8_t)character;
    thimble_board_write(&character, 1);
  }
}

struct thimble_bytes line_input(void) {
  length = 0;
  for (;;) {
    int character = wait_for_character();
    if (character == '\r' || character == '\n')
      break;
    if (character == BACKSPACE || character == DELETE)
      take_back();
    else if (character >= ' ' && character <= '~')
      append((char)character);
  }
  thimble_print("\n");
  return (struct thimble_bytes){line, length};
}
