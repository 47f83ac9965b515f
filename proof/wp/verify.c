/* SPDX-License-Identifier: Apache-2.0 */
/* verify.c: a program that the shipped verifier accepts is one that steps can rely on, and the
 * verifier is safe on any bytes of any length, ends, and writes its two results only. */
#include "wp/table.h"

typedef struct thimble_ebpf_text wp_text;

/*@ predicate valid_text(wp_text *text) =
  @   \valid_read(text) && valid_program(text->program) && text->length == text_length &&
  @   valid_bindings(text->bindings) && text->granted == granted_set;
  @ predicate checkable(wp_text *text, integer place) =
  @   valid_text(text) && 0 <= place < text->length;
  @*/

/*@ requires checkable(text, place);
  @ terminates \true; exits \false; assigns *detail;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   starts(target_of(place, distance));
  @*/
static enum thimble_reason check_target(const struct thimble_ebpf_text *text, uint32_t place,
                                        int32_t distance, uint32_t *detail);

/*@ requires valid_text(text); terminates \true; exits \false; assigns \nothing;
  @ ensures \result == THIMBLE_REASON_NONE ==> callable(number);
  @*/
static enum thimble_reason check_binding(const struct thimble_ebpf_text *text, uint32_t number);

/*@ requires checkable(text, place);
  @ terminates \true; exits \false; assigns *detail;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   source_of_head(head_at(place)) <= 1;
  @ ensures \result == THIMBLE_REASON_NONE ==> accepted_local(place);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   source_of_head(head_at(place)) == 0 ==>
  @       callable((uint32_t)immediate_at(place));
  @*/
static enum thimble_reason check_call(const struct thimble_ebpf_text *text, uint32_t place,
                                      uint32_t *detail);

/*@ requires checkable(text, place);
  @ terminates \true; exits \false; assigns *detail;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   place + 2 < text->length;
  @ ensures \result == THIMBLE_REASON_NONE ==> head_at(place + 1) == 0;
  @*/
static enum thimble_reason check_wide(const struct thimble_ebpf_text *text, uint32_t place,
                                      uint32_t *detail);

/*@ terminates \true; exits \false; assigns *detail;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   accepted_atomic(instruction.head, instruction.immediate);
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
  @   accepted_wide(place);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   opcode_of(head_at(place)) == 0x18 ==> place + 2 < text->length;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   opcode_of(head_at(place)) == 0x85 &&
  @       source_of_head(head_at(place)) == 1 ==>
  @       starts(target_of(place, immediate_at(place)));
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   opcode_of(head_at(place)) == 0x85 ==>
  @       source_of_head(head_at(place)) <= 1;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   accepted_binding(place);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   opcode_of(head_at(place)) == 0x06 ==>
  @       starts(target_of(place, immediate_at(place)));
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   opcode_of(head_at(place)) == 0xc3 || opcode_of(head_at(place)) == 0xdb ==>
  @       accepted_atomic(head_at(place), immediate_at(place));
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   accepted_variant(head_at(place), immediate_at(place));
  @*/
static enum thimble_reason check_special(const struct thimble_ebpf_text *text, uint32_t place,
                                         uint32_t *detail);

/*@ requires checkable(text, place);
  @ terminates \true; exits \false; assigns *detail;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   opcode_of(head_at(place)) == 0;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   accepted_second(place);
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
  @   accepted_second(place);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   accepted_first(head_at(place), immediate_at(place));
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   accepted_wide(place);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   accepted_end(place);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   accepted_jump(place);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   accepted_far(place);
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   opcode_of(head_at(place)) == 0x85 ==>
  @       source_of_head(head_at(place)) == 1 ==>
  @       starts(target_of(place, immediate_at(place)));
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   accepted_binding(place);
  @*/
static enum thimble_reason check(const struct thimble_ebpf_text *text, uint32_t place,
                                 uint32_t *detail);

/*@ requires valid_text(text) && table_holds;
  @ terminates \true; exits \false; assigns *place, *detail;
  @ ensures \result == THIMBLE_REASON_NONE ==> verified;
  @ ensures \result == THIMBLE_REASON_NONE ==>
  @   permitted;
  @ ensures \result == THIMBLE_REASON_NONE ==> starts(entry);
  @ ensures \result != THIMBLE_REASON_NONE && \result != THIMBLE_REASON_ENTRY ==>
  @   *place < text->length;
  @*/
enum thimble_reason thimble_ebpf_verify(const struct thimble_ebpf_text *text, uint32_t entry,
                                        uint32_t *place, uint32_t *detail);

#include "engine/ebpf/verify.c"
