/* SPDX-License-Identifier: Apache-2.0 */
/* text.h: what a verified program is, slot by slot: all that a step relies on. */
#ifndef THIMBLE_PROOF_WP_TEXT_H
#define THIMBLE_PROOF_WP_TEXT_H

#include <thimble/binding.h>

#include "engine/ebpf/verify.h"
#include "wp/instruction.h"

typedef struct thimble_ebpf_instruction wp_instruction;
typedef struct thimble_binding_table wp_bindings;

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
/* There are no other wide instructions, and no sign-extending load of 64 bits. */
#define ACCEPTED_OPCODE(opcode)                 \
  (((opcode) % 8 == 0 ==> (opcode) == 0x18) && \
   ((opcode) % 8 == 1 && (opcode) / 32 == 4 ==> (opcode) / 8 % 4 != 3))

/*@
  @ predicate fetches(integer operation) =
  @   operation == 0x01 || operation == 0x41 || operation == 0x51 || operation == 0xa1 ||
  @   operation == 0xe1;
  @ predicate fetches_not(integer operation) =
  @   operation == 0x00 || operation == 0x40 || operation == 0x50 || operation == 0xa0 ||
  @   operation == 0xf1;
  @*/

/* The program: a slot starts an instruction, and one that is accepted keeps control on starts. */
/*@ predicate starts(wp_instruction *program, integer length, integer place) =
  @   0 <= place < length && opcode_of(program[place].head) != 0;
  @ logic integer target_of(integer place, integer distance) =
  @   (uint32_t)(place + 1 + (uint32_t)distance);
  @
  @ predicate callable(wp_bindings *bindings, integer granted, integer number) =
  @   0 <= number < bindings->count && bindings->bindings[number].function != \null &&
  @   ((granted >> bindings->bindings[number].grant) & 1) != 0;
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
  @ predicate accepted_jump(wp_instruction *program, integer length, integer place) =
  @   JUMPS_BY_OFFSET(opcode_of(program[place].head)) ==>
  @   starts(program, length, target_of(place, offset_of(program[place].head)));
  @ predicate accepted_far(wp_instruction *program, integer length, integer place) =
  @   opcode_of(program[place].head) == 0x06 ==>
  @   starts(program, length, target_of(place, program[place].immediate));
  @ predicate accepted_local(wp_instruction *program, integer length, integer place) =
  @   opcode_of(program[place].head) == 0x85 && source_of_head(program[place].head) == 1 ==>
  @   starts(program, length, target_of(place, program[place].immediate));
  @
  @ predicate accepted_second(wp_instruction *program, integer place) =
  @   opcode_of(program[place].head) == 0 ==>
  @   place > 0 && opcode_of(program[place - 1].head) == 0x18;
  @
  @ predicate accepted_first(integer head, integer immediate) =
  @   opcode_of(head) != 0 ==>
  @   ACCEPTED_OPCODE(opcode_of(head)) && accepted_fields(head) &&
  @   accepted_variant(head, immediate) &&
  @   (IS_ATOMIC(opcode_of(head)) ==> accepted_atomic(head, immediate)) &&
  @   (opcode_of(head) == 0x85 ==> source_of_head(head) <= 1);
  @
  @ predicate accepted_wide(wp_instruction *program, integer place) =
  @   opcode_of(program[place].head) == 0x18 ==> program[place + 1].head == 0;
  @ predicate accepted_end(wp_instruction *program, integer length, integer place) =
  @   opcode_of(program[place].head) != 0 && !ENDS(opcode_of(program[place].head)) ==>
  @   place + (opcode_of(program[place].head) == 0x18 ? 2 : 1) < length;
  @
  @ predicate accepted(wp_instruction *program, integer length, integer place) =
  @   accepted_second(program, place) &&
  @   accepted_first(program[place].head, program[place].immediate) &&
  @   accepted_wide(program, place) && accepted_end(program, length, place) &&
  @   accepted_jump(program, length, place) && accepted_far(program, length, place) &&
  @   accepted_local(program, length, place);
  @
  @ predicate calls_binding(wp_instruction *program, integer place) =
  @   opcode_of(program[place].head) == 0x85 && source_of_head(program[place].head) == 0;
  @
  @ predicate accepted_binding(wp_instruction *program, wp_bindings *bindings, integer granted,
  @                            integer place) =
  @   calls_binding(program, place) ==>
  @   callable(bindings, granted, (uint32_t)program[place].immediate);
  @
  @ predicate verified(wp_instruction *program, integer length) =
  @   \forall integer i; 0 <= i < length ==> accepted(program, length, i);
  @ predicate permitted(wp_instruction *program, integer length, wp_bindings *bindings,
  @                     integer granted) =
  @   \forall integer i; 0 <= i < length ==> accepted_binding(program, bindings, granted, i);
  @*/

/* The memory of a program and of the table of bindings. */
#define WP_SLOTS (THIMBLE_IMAGE_MAXIMUM / THIMBLE_EBPF_SLOT)
/*@ predicate valid_program(wp_instruction *program, integer length) =
  @   1 <= length <= WP_SLOTS && \valid_read(program + (0 .. length - 1));
  @ predicate valid_bindings(wp_bindings *bindings) =
  @   \valid_read(bindings) && \valid_read(bindings->bindings + (0 .. bindings->count - 1)) &&
  @   (\forall integer i; 0 <= i < bindings->count ==> bindings->bindings[i].grant <= 31);
  @*/

#endif
