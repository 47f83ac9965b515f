/* SPDX-License-Identifier: Apache-2.0 */
/* instructions.c: the processor counts its instructions itself. */
#include "emulated/board.h"
#include "registers.h"

/* Not inlined, so that every call costs the same. */
__attribute__((noinline)) uint32_t thimble_board_instructions(void) {
  uint32_t count;
  CSR_READ(minstret, count);
  return count;
}
