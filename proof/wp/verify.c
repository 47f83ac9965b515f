/* SPDX-License-Identifier: Apache-2.0 */
/* verify.c: a program that the shipped verifier accepts is one that steps can rely on, and the
 * verifier is safe on any bytes of any length, ends, and writes its two results only. */
#include "wp/table.h"

typedef struct thimble_ebpf_text wp_text;

/*@ predicate valid_text(wp_text *text) =
  @   \valid_read(text) && valid_program(text->program, text->length) &&
  @   valid_bindings(text->bindings);
  @ predicate checkable(wp_text *text, integer place) =
  @   valid_text(text) && 0 <= place < text->length;
  @
  @ // What the loop has found so far.
  @ predicate second_slots_hold(wp_text *text, integer count) =
  @   \forall integer i; 0 <= i < count ==> accepted_second(text->program, i);
  @ predicate first_slots_hold(wp_text *text, integer count) =
  @   \forall integer i; 0 <= i < count ==>
  @   accepted_first(text->program[i].head, text->program[i].immediate);
  @ predicate wide_slots_hold(wp_text *text, integer count) =
  @   \forall integer i; 0 <= i < count ==> accepted_wide(text->program, i);
  @ predicate ends_hold(wp_text *text, integer count) =
  @   \forall integer i; 0 <= i < count ==> accepted_end(text->program, text->length, i);
  @ predicate jumps_hold(wp_text *text, integer count) =
  @   \forall integer i; 0 <= i < count ==> accepted_jump(text->program, text->length, i);
  @ predicate far_jumps_hold(wp_text *text, integer count) =
  @   \forall integer i; 0 <= i < count ==> accepted_far(text->program, text->length, i);
  @ predicate local_calls_hold(wp_text *text, integer count) =
  @   \forall integer i; 0 <= i < count ==> accepted_local(text->program, text->length, i);
  @ predicate bindings_hold(wp_text *text, integer count) =
  @   \forall integer i; 0 <= i < count ==>
  @   accepted_binding(text->program, text->bindings, text->granted, i);
  @*/

/*@ requires checkable(text, place);
  @ terminates \true; exits \false; assigns *detail;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(starts(text->program, text->length, target_of(place, distance)), Pre);
  @*/
static enum thimble_reason check_target(const struct thimble_ebpf_text *text, uint32_t place,
                                        int32_t distance, uint32_t *detail);

/*@ requires valid_text(text); terminates \true; exits \false; assigns \nothing;
  @ ensures \result == THIMBLE_REASON_NONE ==> \at(callable(text->bindings, text->granted, number), Pre);
  @*/
static enum thimble_reason check_binding(const struct thimble_ebpf_text *text, uint32_t number);

/*@ requires checkable(text, place);
  @ terminates \true; exits \false; assigns *detail;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(source_of_head(text->program[place].head) <= 1, Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==> \at(accepted_local(text->program, text->length, place), Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(source_of_head(text->program[place].head) == 0 ==>
  @       callable(text->bindings, text->granted, (uint32_t)text->program[place].immediate), Pre);
  @*/
static enum thimble_reason check_call(const struct thimble_ebpf_text *text, uint32_t place,
                                      uint32_t *detail);

/*@ requires checkable(text, place);
  @ terminates \true; exits \false; assigns *detail;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(place + 2 < text->length, Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==> \at(text->program[place + 1].head == 0, Pre);
  @*/
static enum thimble_reason check_wide(const struct thimble_ebpf_text *text, uint32_t place,
                                      uint32_t *detail);

/*@ terminates \true; exits \false; assigns *detail;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(accepted_atomic(instruction.head, instruction.immediate), Pre);
  @*/
static enum thimble_reason check_atomic(wp_instruction instruction, uint32_t *detail);

/*@ terminates \true; exits \false; assigns *detail;
  @ ensures \result == THIMBLE_REASON_NONE && opcode_of(instruction.head) / 16 == 0xb ==>
  @   instruction.head / 0x10000 == 0 || instruction.head / 0x10000 == 8 ||
  @   instruction.head / 0x10000 == 16 || instruction.head / 0x10000 == 32;
  @*/
static enum thimble_reason check_offset_variant(wp_instruction instruction, uint32_t *detail);

/*@ terminates \true; exits \false; assigns *detail;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   instruction.immediate == 16 || instruction.immediate == 32 || instruction.immediate == 64;
  @*/
static enum thimble_reason check_byte_order(wp_instruction instruction, uint32_t *detail);

/*@ requires checkable(text, place);
  @ terminates \true; exits \false; assigns *detail;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(accepted_wide(text->program, place), Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(opcode_of(text->program[place].head) == 0x18 ==> place + 2 < text->length, Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(opcode_of(text->program[place].head) == 0x85 &&
  @       source_of_head(text->program[place].head) == 1 ==>
  @       starts(text->program, text->length, target_of(place, text->program[place].immediate)),
  @       Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(opcode_of(text->program[place].head) == 0x85 ==>
  @       source_of_head(text->program[place].head) <= 1, Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(accepted_binding(text->program, text->bindings, text->granted, place), Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(opcode_of(text->program[place].head) == 0x06 ==>
  @       starts(text->program, text->length, target_of(place, text->program[place].immediate)), Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(opcode_of(text->program[place].head) == 0xc3 || opcode_of(text->program[place].head) == 0xdb ==>
  @       accepted_atomic(text->program[place].head, text->program[place].immediate), Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(accepted_variant(text->program[place].head, text->program[place].immediate), Pre);
  @*/
static enum thimble_reason check_special(const struct thimble_ebpf_text *text, uint32_t place,
                                         uint32_t *detail);

/*@ requires checkable(text, place);
  @ terminates \true; exits \false; assigns *detail;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(opcode_of(text->program[place].head) == 0, Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(accepted_second(text->program, place), Pre);
  @*/
static enum thimble_reason check_unused(const struct thimble_ebpf_text *text, uint32_t place,
                                        uint32_t *detail);

/*@ terminates \true; exits \false; assigns \nothing;
  @ ensures \result && !HAS(uses, EBPF_OFFSET) ==> instruction.head / 0x10000 == 0;
  @*/
static _Bool is_reserved_zero(wp_instruction instruction, uint32_t uses);

/*@ terminates \true; exits \false; assigns *detail;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   destination_of_head(instruction.head) <= 10 && source_of_head(instruction.head) <= 10;
  @ ensures \result == THIMBLE_REASON_NONE && HAS(uses, EBPF_WRITES) ==>
  @   destination_of_head(instruction.head) != 10;
  @ ensures \result == THIMBLE_REASON_NONE && !HAS(uses, EBPF_OFFSET) ==>
  @   instruction.head / 0x10000 == 0;
  @*/
static enum thimble_reason check_fields(wp_instruction instruction, uint32_t uses,
                                        uint32_t *detail);

/*@ requires checkable(text, place) && table_holds;
  @ terminates \true; exits \false; assigns *detail;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(accepted_second(text->program, place), Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(accepted_first(text->program[place].head, text->program[place].immediate), Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(accepted_wide(text->program, place), Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(accepted_end(text->program, text->length, place), Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(accepted_jump(text->program, text->length, place), Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(accepted_far(text->program, text->length, place), Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(opcode_of(text->program[place].head) == 0x85 ==>
  @       source_of_head(text->program[place].head) == 1 ==>
  @       starts(text->program, text->length, target_of(place, text->program[place].immediate)),
  @       Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(accepted_binding(text->program, text->bindings, text->granted, place), Pre);
  @*/
static enum thimble_reason check(const struct thimble_ebpf_text *text, uint32_t place,
                                 uint32_t *detail);

/*@ requires valid_text(text) && table_holds;
  @ terminates \true; exits \false; assigns *place, *detail;
  @ ensures \result == THIMBLE_REASON_NONE ==> \at(verified(text->program, text->length), Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   \at(permitted(text->program, text->length, text->bindings, text->granted), Pre);
  @ ensures \result == THIMBLE_REASON_NONE ==> \at(starts(text->program, text->length, entry), Pre);
  @ ensures \result != THIMBLE_REASON_NONE && \result != THIMBLE_REASON_ENTRY ==>
  @   *place < text->length;
  @*/
enum thimble_reason thimble_ebpf_verify(const struct thimble_ebpf_text *text, uint32_t entry,
                                        uint32_t *place, uint32_t *detail);

#include "engine/ebpf/verify.c"
