/* SPDX-License-Identifier: Apache-2.0 */
/* console_output.c: a firmware that prints; expect.sh compares. */
#include <stdint.h>
#include <string.h>

#include "emulated/board.h"
#include "emulated/print.h"

static void log_line(enum thimble_log_level level, const char *container, const char *text) {
  struct thimble_bytes name = {(const uint8_t *)container, (uint32_t)strlen(container)};
  struct thimble_bytes line = {(const uint8_t *)text, (uint32_t)strlen(text)};
  thimble_board_port.log(thimble_board_port.device, level, name, line);
}

static void print_numbers(void) {
  static const int64_t numbers[] = {0, 9, 10, -1, UINT32_MAX, INT64_MAX, INT64_MIN};
  for (uint32_t index = 0; index < sizeof numbers / sizeof numbers[0]; index++) {
    thimble_print_decimal(numbers[index]);
    thimble_print(" ");
    thimble_print_hexadecimal((uint64_t)numbers[index]);
    thimble_print("\n");
  }
}

int main(void) {
  print_numbers();
  log_line(THIMBLE_LOG_ERROR, "one", "plain text ~");
  log_line(THIMBLE_LOG_WARNING, "two", "");
  log_line(THIMBLE_LOG_INFO, "three", "a line\nthree: info: forged \x1b[31mred\x7f");
  log_line(THIMBLE_LOG_DEBUG, "na\rme", "back\\slash \xc3\xa9");
  log_line((enum thimble_log_level)7, "five", "x");
  return 42;
}
