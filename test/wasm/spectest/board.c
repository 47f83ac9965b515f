/* SPDX-License-Identifier: Apache-2.0 */
/* board.c: executes, on a board, a script that wasm-spectest wrote on the computer. The setting
 * THIMBLE_SCRIPT names it. */
#include <stdio.h>

#include "board/board.h"
#include "wasm/spectest/execute.h"

#define SCRIPT_MAXIMUM (1u << 21)

static const struct thimble_wasm_bounds bounds = {
    .stack = 1u << 13,
    .memory = 8u << 16,
    .elements = 1u << 10,
    .scratch = 1u << 13,
};

int main(void) {
  static uint8_t script[SCRIPT_MAXIMUM];
  static struct tally tally;
  const char *path = board_setting("THIMBLE_SCRIPT");
  int32_t length = path == NULL ? -1 : board_file_read(path, script, sizeof script);
  if (length < 0 || (uint32_t)length == sizeof script) {
    fprintf(stdout, "THIMBLE_SCRIPT names no script, or one too long\n");
    return 1;
  }
  struct thimble_bytes all = {script, (uint32_t)length};
  return execute_script(all, &bounds, &tally) ? execute_summary(&tally) : 1;
}
