/* SPDX-License-Identifier: Apache-2.0 */
/* main.c: the console firmware. Commands come from QEMU's command line (script/qemu --command), and
 * then it ends, with exit code 1 when one of them failed; without any it talks on the serial line.
 */
#include "command.h"
#include "device.h"
#include "emulated/board.h"
#include "emulated/print.h"
#include "line_input.h"
#include "observer.h"

/* Sets `failed` when a command failed. False: there was no command. */
static bool run_arguments(bool *failed) {
  uint32_t position = 0;
  struct thimble_bytes item;
  bool is_any = false;
  while (thimble_board_argument(&position, &item)) {
    is_any = true;
    thimble_print("> ");
    thimble_print_escaped(item);
    thimble_print("\n");
    if (!command_run(item))
      *failed = true;
  }
  return is_any;
}

int main(void) {
  bool failed = false;
  if (!device_start())
    return 1;
  device_install_images();
  observer_is_telling = true;
  if (run_arguments(&failed))
    return failed ? 1 : 0;
  thimble_print("Thimble console; help lists the commands\n");
  for (;;) {
    thimble_print("> ");
    (void)command_run(line_input());
  }
}
