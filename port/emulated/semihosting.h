/* SPDX-License-Identifier: Apache-2.0 */
/* semihosting.h: calls from the firmware to the debugger or emulator (Arm "Semihosting for AArch32
 * and AArch64"; "RISC-V Semihosting" takes its operations over). Only the port uses this. */
#ifndef THIMBLE_EMULATED_SEMIHOSTING_H
#define THIMBLE_EMULATED_SEMIHOSTING_H

#include <stdint.h>

enum thimble_semihosting_operation {
  THIMBLE_SEMIHOSTING_OPEN = 0x01,
  THIMBLE_SEMIHOSTING_CLOSE = 0x02,
  THIMBLE_SEMIHOSTING_READ = 0x06,
  THIMBLE_SEMIHOSTING_GET_COMMAND_LINE = 0x15,
  THIMBLE_SEMIHOSTING_EXIT_EXTENDED = 0x20,
};

/* Makes the call: `block` is the operation's block of arguments. Each board has its own. */
int32_t thimble_semihosting_call(enum thimble_semihosting_operation operation, uintptr_t *block);

#endif
