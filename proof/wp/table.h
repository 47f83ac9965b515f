/* SPDX-License-Identifier: Apache-2.0 */
/* table.h: what the proof of the verifier needs to know of the table of opcodes. */
#ifndef THIMBLE_PROOF_WP_TABLE_H
#define THIMBLE_PROOF_WP_TABLE_H

#include "engine/ebpf/opcode.h"
#include "wp/text.h"

/* Words of contracts: */
/* clang-format off */
#define HAS(uses, flag) (((uses)&flag) != 0)

#define ROW_HOLDS(opcode, uses)                                                           \
  (((opcode) == 0 ==> (uses) == 0) &&                                                      \
   ((uses) != 0 ==>                                                                        \
    ACCEPTED_OPCODE(opcode) && (WRITES_REGISTER(opcode) ==> HAS(uses, EBPF_WRITES)) &&     \
     ((opcode) == 0x18 || (opcode) == 0x85 || (opcode) == 0x06 || IS_BYTE_ORDER(opcode) ==> \
      HAS(uses, EBPF_SPECIAL)) &&                                                          \
     (IS_MOVE(opcode) ==> HAS(uses, EBPF_SPECIAL) || !HAS(uses, EBPF_OFFSET)) &&           \
     (IS_ATOMIC(opcode) ==> HAS(uses, EBPF_SPECIAL)) &&                                    \
     (IS_ATOMIC(opcode) ==> (opcode) == 0xc3 || (opcode) == 0xdb) &&                       \
     (JUMPS_BY_OFFSET(opcode) ==> HAS(uses, EBPF_JUMPS)) &&                                \
     (HAS(uses, EBPF_ENDS) ==> ENDS(opcode))))
/* clang-format on */

/*@ predicate table_holds{L} =
  @   \forall integer opcode; 0 <= opcode < 256 ==> ROW_HOLDS(opcode, thimble_ebpf_uses[opcode]);
  @*/

#endif
