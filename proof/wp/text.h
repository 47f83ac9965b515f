/* SPDX-License-Identifier: Apache-2.0 */
/* text.h: what a verified program is, slot by slot: all that a step relies on. */
#ifndef THIMBLE_PROOF_WP_TEXT_H
#define THIMBLE_PROOF_WP_TEXT_H

#include <thimble/binding.h>

#include "engine/ebpf/verify.h"
#include "wp/instruction.h"

typedef struct thimble_ebpf_instruction wp_instruction;
typedef struct thimble_binding_table wp_bindings;

/* Words of contracts: */
/* clang-format off */
/* Kinds of opcodes: macros, since the prover computes with numbers but does not open predicates. */
#define IS_ARITHMETIC(opcode) ((opcode) % 8 == 4 || (opcode) % 8 == 7)
#define IS_JUMP(opcode) ((opcode) % 8 == 5 || (opcode) % 8 == 6)
#define JUMPS_BY_OFFSET(opcode) \
  (IS_JUMP(opcode) && (opcode) != 0x06 && (opcode) != 0x85 && (opcode) != 0x95)
#define WRITES_REGISTER(opcode) \
  ((opcode) % 8 == 0 || (opcode) % 8 == 1 || IS_ARITHMETIC(opcode))
#define ENDS(opcode) ((opcode) == 0x05 || (opcode) == 0x06 || (opcode) == 0x95)
#define IS_BYTE_ORDER(opcode) (IS_ARITHMETIC(opcode) && (opcode) / 16 == 0xd)
#define IS_MOVE(opcode) (IS_ARITHMETIC(opcode) && (opcode) / 16 == 0xb)
#define IS_ATOMIC(opcode) ((opcode) % 8 == 3 && (opcode) / 32 == 6)
/* There are no other wide instructions, no sign-extending load of 64 bits, and immediates are stored
 * in one mode. */
#define ACCEPTED_OPCODE(opcode)                 \
  (((opcode) % 8 == 0 ==> (opcode) == 0x18) && \
   ((opcode) % 8 == 2 ==> (opcode) / 32 == 3) &&   \
   ((opcode) % 8 == 1 && (opcode) / 32 == 4 ==> (opcode) / 8 % 4 != 3))
/* clang-format on */

/*@
  @ predicate fetches(integer operation) =
  @   operation == 0x01 || operation == 0x41 || operation == 0x51 || operation == 0xa1 ||
  @   operation == 0xe1;
  @ predicate fetches_not(integer operation) =
  @   operation == 0x00 || operation == 0x40 || operation == 0x50 || operation == 0xa0 ||
  @   operation == 0xf1;
  @*/

/* The text that is verified and runs: any number of slots that the verifier takes, with anything in
 * them. What memory holds is compared with it; so no write can change what is said of it. */
#define WP_SLOTS (THIMBLE_IMAGE_MAXIMUM / THIMBLE_EBPF_SLOT)
/*@ axiomatic Text {
  @   logic integer text_length;
  @   logic integer head_at(integer place);
  @   logic integer immediate_at(integer place);
  @   axiom text_length_fits: 1 <= text_length <= WP_SLOTS;
  @   // The table of bindings, in the same way, and what the program is granted.
  @   logic integer table_count;
  @   logic integer granted_set;
  @   logic integer grant_of(integer number);
  @   predicate has_function(integer number);
  @   axiom grants_fit: \forall integer number; 0 <= grant_of(number) <= 31;
  @ }
  @ predicate is_text(wp_instruction *program) =
  @   \forall integer i; 0 <= i < text_length ==>
  @   program[i].head == head_at(i) && program[i].immediate == immediate_at(i);
  @*/

/* A slot starts an instruction, and one that is accepted keeps control on starts. */
/*@ predicate starts(integer place) =
  @   0 <= place < text_length && opcode_of(head_at(place)) != 0;
  @ logic integer target_of(integer place, integer distance) =
  @   (uint32_t)((uint32_t)distance + (uint32_t)(place + 1));
  @
  @ predicate callable(integer number) =
  @   0 <= number < table_count && has_function(number) &&
  @   ((granted_set >> grant_of(number)) & 1) != 0;
  @
  @ predicate accepted_fields(integer head) =
  @   destination_of_head(head) <= 10 && source_of_head(head) <= 10 &&
  @   (WRITES_REGISTER(opcode_of(head)) ==> destination_of_head(head) != 10);
  @
  @ predicate accepted_variant(integer head, integer immediate) =
  @   (IS_BYTE_ORDER(opcode_of(head)) ==> immediate == 16 || immediate == 32 || immediate == 64) &&
  @   (IS_MOVE(opcode_of(head)) ==> head / 0x10000 == 0 || head / 0x10000 == 8 ||
  @                                 head / 0x10000 == 16 || head / 0x10000 == 32);
  @
  @ predicate accepted_atomic(integer head, integer immediate) =
  @   fetches_not((uint32_t)immediate) ||
  @   (fetches((uint32_t)immediate) && source_of_head(head) != 10);
  @
  @ predicate accepted_jump(integer place) =
  @   JUMPS_BY_OFFSET(opcode_of(head_at(place))) ==>
  @   starts(target_of(place, offset_of(head_at(place))));
  @ predicate accepted_far(integer place) =
  @   opcode_of(head_at(place)) == 0x06 ==>
  @   starts(target_of(place, immediate_at(place)));
  @ predicate accepted_local(integer place) =
  @   opcode_of(head_at(place)) == 0x85 && source_of_head(head_at(place)) == 1 ==>
  @   starts(target_of(place, immediate_at(place)));
  @
  @ predicate accepted_second(integer place) =
  @   opcode_of(head_at(place)) == 0 ==>
  @   place > 0 && opcode_of(head_at(place - 1)) == 0x18;
  @
  @ predicate accepted_first(integer head, integer immediate) =
  @   opcode_of(head) != 0 ==>
  @   ACCEPTED_OPCODE(opcode_of(head)) && accepted_fields(head) &&
  @   accepted_variant(head, immediate) &&
  @   (IS_ATOMIC(opcode_of(head)) ==> accepted_atomic(head, immediate)) &&
  @   (opcode_of(head) == 0x85 ==> source_of_head(head) <= 1);
  @
  @ predicate accepted_wide(integer place) =
  @   opcode_of(head_at(place)) == 0x18 ==> head_at(place + 1) == 0;
  @ predicate accepted_end(integer place) =
  @   opcode_of(head_at(place)) != 0 && !ENDS(opcode_of(head_at(place))) ==>
  @   place + (opcode_of(head_at(place)) == 0x18 ? 2 : 1) < text_length;
  @
  @ predicate accepted(integer place) =
  @   accepted_second(place) &&
  @   accepted_first(head_at(place), immediate_at(place)) &&
  @   accepted_wide(place) && accepted_end(place) &&
  @   accepted_jump(place) && accepted_far(place) &&
  @   accepted_local(place);
  @
  @ predicate calls_binding(integer place) =
  @   opcode_of(head_at(place)) == 0x85 && source_of_head(head_at(place)) == 0;
  @
  @ predicate accepted_binding(integer place) =
  @   calls_binding(place) ==> callable((uint32_t)immediate_at(place));
  @
  @ predicate verified = \forall integer i; 0 <= i < text_length ==> accepted(i);
  @ predicate permitted = \forall integer i; 0 <= i < text_length ==> accepted_binding(i);
  @*/

/*@ predicate is_table(wp_bindings *bindings) =
  @   bindings->count == table_count &&
  @   (\forall integer i; 0 <= i < table_count ==>
  @    bindings->bindings[i].grant == grant_of(i) &&
  @    (bindings->bindings[i].function != \null <==> has_function(i)));
  @ predicate valid_program(wp_instruction *program) =
  @   \valid_read(program + (0 .. text_length - 1)) && is_text(program);
  @ predicate valid_bindings(wp_bindings *bindings) =
  @   \valid_read(bindings) && \valid_read(bindings->bindings + (0 .. table_count - 1)) &&
  @   is_table(bindings);
  @*/

#endif
