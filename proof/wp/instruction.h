/* SPDX-License-Identifier: Apache-2.0 */
/* instruction.h: what the fields of an instruction are, in the prover's words, and that the readers
 * of src/engine/ebpf/instruction.h return them. */
#ifndef THIMBLE_PROOF_WP_INSTRUCTION_H
#define THIMBLE_PROOF_WP_INSTRUCTION_H

#include "engine/ebpf/instruction.h"
#include "wp/bits.h"

/*@ logic uint8_t opcode_of(integer head) = (uint8_t)head;
  @ logic integer destination_of_head(integer head) = head / 0x100 % 16;
  @ logic integer source_of_head(integer head) = head / 0x1000 % 16;
  @ logic integer offset_of(integer head) = (int16_t)(head / 0x10000);
  @*/

/*@ terminates \true; exits \false; assigns \nothing;
  @ ensures \result == opcode_of(instruction.head);
  @*/
static inline uint8_t thimble_ebpf_opcode(struct thimble_ebpf_instruction instruction);

/*@ terminates \true; exits \false; assigns \nothing;
  @ ensures \result == destination_of_head(instruction.head);
  @*/
static inline uint32_t thimble_ebpf_destination(struct thimble_ebpf_instruction instruction);

/*@ terminates \true; exits \false; assigns \nothing;
  @ ensures \result == source_of_head(instruction.head);
  @*/
static inline uint32_t thimble_ebpf_source(struct thimble_ebpf_instruction instruction);

/*@ terminates \true; exits \false; assigns \nothing;
  @ ensures \result == offset_of(instruction.head);
  @*/
static inline int32_t thimble_ebpf_offset(struct thimble_ebpf_instruction instruction);

/*@ terminates \true; exits \false; assigns \nothing; */
static inline uint64_t thimble_ebpf_immediate(struct thimble_ebpf_instruction instruction);

/*@ terminates \true; exits \false; assigns \nothing;
  @ ensures opcode / 8 % 4 == 0 ==> \result == 4;
  @ ensures opcode / 8 % 4 == 1 ==> \result == 2;
  @ ensures opcode / 8 % 4 == 2 ==> \result == 1;
  @ ensures opcode / 8 % 4 == 3 ==> \result == 8;
  @*/
static inline uint32_t thimble_ebpf_width(uint8_t opcode);

#endif
