/* SPDX-License-Identifier: Apache-2.0 */
/* table.c: the shipped table of opcodes is what the proof of the verifier (verify.c) takes it for:
 * each of its 256 rows. */
#include "wp/table.h"

#include "engine/ebpf/opcode.c"

#define ROW(opcode) ROW_HOLDS(opcode, thimble_ebpf_uses[opcode])
#define ROWS(first)                                                                     \
  ROW(first) && ROW(first + 1) && ROW(first + 2) && ROW(first + 3) && ROW(first + 4) && \
      ROW(first + 5) && ROW(first + 6) && ROW(first + 7)
#define BLOCK(first) ROWS(first) && ROWS(first + 8) && ROWS(first + 16) && ROWS(first + 24)

/*@ terminates \true; exits \false; assigns \nothing;
  @ ensures BLOCK(0); ensures BLOCK(32); ensures BLOCK(64); ensures BLOCK(96);
  @ ensures BLOCK(128); ensures BLOCK(160); ensures BLOCK(192); ensures BLOCK(224);
  @*/
static void table_is_right(void) {
}
