/* SPDX-License-Identifier: Apache-2.0 */
/* step.c: one step of any verified program, from any state with the invariant, keeps the invariant,
 * changes nothing but what its frame clause names, and uses fuel. */
#include "wp/step.h"
#include "wp/arithmetic.h"
#include "wp/call.h"
#include "wp/flow.h"
#include "wp/memory.h"

/*@ predicate is_at(wp_state *state, wp_instruction instruction) =
  @   instruction.head == head_at(state->pc) && instruction.immediate == immediate_at(state->pc);
  @ predicate next_starts(integer place) =
  @   (opcode_of(head_at(place)) == 0x18 ==> starts(place + 2)) &&
  @   (opcode_of(head_at(place)) != 0x18 && !ENDS(opcode_of(head_at(place))) ==>
  @    starts(place + 1));
  @*/

/*@ requires layout && fixed(state) && runs(state) && nests(state);
  @ requires 1 <= slots <= 2 && starts(state->pc + slots);
  @ terminates \true; exits \false; assigns state->pc;
  @ ensures same_fields(state);
  @ ensures same_regions(state);
  @ ensures is_text(the_program);
  @ ensures same_table(state);
  @ ensures runs(state);
  @ ensures nests(state);
  @ ensures \result == THIMBLE_EBPF_CONTINUE ==>
  @   state->limit - 8 * state->pc <= \old(state->limit - 8 * state->pc) - 8;
  @*/
static enum thimble_ebpf_status go_on(wp_state *state, uint32_t slots);

/*@ requires layout && fixed(state) && runs(state) && nests(state);
  @ requires 0 <= state->pc < WP_SLOTS && starts(target_of(state->pc, distance));
  @ terminates \true; exits \false; assigns state->pc, state->limit;
  @ ensures fixed(state);
  @ ensures runs(state);
  @ ensures nests(state);
  @ ensures \result == THIMBLE_EBPF_CONTINUE ==>
  @   state->limit - 8 * state->pc <= \old(state->limit - 8 * state->pc) - 8;
  @ ensures \result == THIMBLE_EBPF_CONTINUE || \result == THIMBLE_EBPF_OUT_OF_FUEL;
  @*/
static enum thimble_ebpf_status jump_by(wp_state *state, int32_t distance);

/*@ requires valid_state && state == the_state && destination_of_head(instruction.head) <= 10;
  @ terminates \true; exits \false; assigns \nothing;
  @ ensures \result == &state->registers[destination_of_head(instruction.head)];
  @*/
static uint64_t *destination_of(wp_state *state, wp_instruction instruction);

/*@ requires valid_state && state == the_state && source_of_head(instruction.head) <= 10;
  @ terminates \true; exits \false; assigns \nothing;
  @ ensures \result == &state->registers[source_of_head(instruction.head)];
  @*/
static uint64_t *source_of(wp_state *state, wp_instruction instruction);

/*@ requires valid_state && state == the_state && source_of_head(instruction.head) <= 10;
  @ terminates \true; exits \false; assigns \nothing;
  @*/
static uint64_t operand_of(wp_state *state, wp_instruction instruction);

/*@ requires instruction.immediate == 16 || instruction.immediate == 32 ||
  @   instruction.immediate == 64;
  @ terminates \true; exits \false; assigns \nothing;
  @*/
static uint64_t byte_order(wp_instruction instruction, uint64_t value);

/*@ terminates \true; exits \false; assigns \nothing;
  @*/
static uint64_t extend32(uint64_t value, bool is_signed);

/*@ requires (bits == 32 || bits == 64) && IS_ARITHMETIC(opcode_of(instruction.head));
  @ requires accepted_variant(instruction.head, instruction.immediate);
  @ terminates \true; exits \false; assigns \nothing;
  @*/
static uint64_t result_of(wp_instruction instruction, uint64_t a, uint64_t b, uint32_t bits);

/*@ requires layout && fixed(state) && runs(state) && nests(state);
  @ requires is_at(state, instruction) && accepted(state->pc) && next_starts(state->pc);
  @ requires IS_ARITHMETIC(opcode_of(instruction.head));
  @ terminates \true; exits \false; assigns state->registers[0 .. 9], state->pc;
  @ ensures fixed(state);
  @ ensures runs(state);
  @ ensures nests(state);
  @ ensures \result == THIMBLE_EBPF_CONTINUE ==>
  @   state->limit - 8 * state->pc <= \old(state->limit - 8 * state->pc) - 8;
  @*/
static enum thimble_ebpf_status step_arithmetic(wp_state *state, wp_instruction instruction);

/*@ requires layout && fixed(state) && runs(state) && nests(state);
  @ requires starts(target_of(state->pc, distance)) && starts(state->pc + 1);
  @ terminates \true; exits \false; assigns state->registers[6 .. 10], state->pc, state->limit, state->depth,
  @   state->frames_used, the_frames[0 .. frame_count - 2];
  @ ensures fixed(state);
  @ ensures runs(state);
  @ ensures nests(state);
  @ ensures \result == THIMBLE_EBPF_CONTINUE ==>
  @   state->limit - 8 * state->pc <= \old(state->limit - 8 * state->pc) - 8;
  @*/
static enum thimble_ebpf_status enter(wp_state *state, int32_t distance);

/*@ requires layout && fixed(state) && runs(state) && nests(state);
  @ requires is_at(state, instruction) && accepted(state->pc) && next_starts(state->pc);
  @ requires opcode_of(instruction.head) == 0x85 && accepted_binding(state->pc);
  @ terminates \true; exits \false;
  @ assigns state->registers[0], state->address, state->registers[6 .. 10], state->pc, state->limit, state->depth,
  @   state->frames_used, the_frames[0 .. frame_count - 2],
  @   WRITABLE_BYTES;
  @ ensures fixed(state);
  @ ensures runs(state);
  @ ensures nests(state);
  @ ensures \result == THIMBLE_EBPF_CONTINUE ==>
  @   state->limit - 8 * state->pc <= \old(state->limit - 8 * state->pc) - 8;
  @*/
static enum thimble_ebpf_status step_call(wp_state *state, wp_instruction instruction);

/*@ requires layout && fixed(state) && runs(state) && nests(state);
  @ terminates \true; exits \false; assigns state->registers[6 .. 10], state->depth, state->left, state->pc,
  @   state->limit;
  @ ensures same_fields(state);
  @ ensures same_regions(state);
  @ ensures is_text(the_program);
  @ ensures same_table(state);
  @ ensures runs(state);
  @ ensures nests(state);
  @ ensures \result == THIMBLE_EBPF_CONTINUE ==>
  @   state->limit - 8 * state->pc <= \old(state->limit - 8 * state->pc) - 8;
  @ ensures \result == THIMBLE_EBPF_EXITED ==> 0 <= state->left && \old(state->depth) == 0;
  @*/
static enum thimble_ebpf_status step_exit(wp_state *state);

/*@ requires layout && fixed(state) && runs(state) && nests(state);
  @ requires is_at(state, instruction) && accepted(state->pc) && next_starts(state->pc);
  @ requires JUMPS_BY_OFFSET(opcode_of(instruction.head)) && opcode_of(instruction.head) != 0x05;
  @ terminates \true; exits \false; assigns state->pc, state->limit;
  @ ensures fixed(state);
  @ ensures runs(state);
  @ ensures nests(state);
  @ ensures \result == THIMBLE_EBPF_CONTINUE ==>
  @   state->limit - 8 * state->pc <= \old(state->limit - 8 * state->pc) - 8;
  @*/
static enum thimble_ebpf_status step_condition(wp_state *state, wp_instruction instruction);

/*@ requires layout && fixed(state) && runs(state) && nests(state);
  @ requires is_at(state, instruction) && accepted(state->pc) && next_starts(state->pc);
  @ requires IS_JUMP(opcode_of(instruction.head)) && accepted_binding(state->pc);
  @ terminates \true; exits \false;
  @ assigns state->registers[0], state->address, state->left, state->registers[6 .. 10], state->pc, state->limit, state->depth,
  @   state->frames_used, the_frames[0 .. frame_count - 2],
  @   WRITABLE_BYTES;
  @ ensures fixed(state);
  @ ensures runs(state);
  @ ensures nests(state);
  @ ensures \result == THIMBLE_EBPF_CONTINUE ==>
  @   state->limit - 8 * state->pc <= \old(state->limit - 8 * state->pc) - 8;
  @*/
static enum thimble_ebpf_status step_jump(wp_state *state, wp_instruction instruction);

/*@ requires valid_state && state == the_state && is_width(size);
  @ terminates \true; exits \false; assigns \nothing;
  @*/
static uint64_t atomic_result(const wp_state *state, uint32_t operation, uint64_t old,
                              uint64_t source, uint32_t size);

/*@ requires valid_state && state == the_state && source_of_head(instruction.head) <= 10;
  @ requires accepted_atomic(instruction.head, instruction.immediate);
  @ requires is_width(size) && \valid_read(bytes + (0 .. size - 1));
  @ terminates \true; exits \false; assigns state->registers[0 .. 9];
  @*/
static uint64_t step_atomic(wp_state *state, wp_instruction instruction, const uint8_t *bytes,
                            uint32_t size);

/*@ requires is_width(size) && \valid_read(bytes + (0 .. size - 1)) && \valid(destination);
  @ requires mode < THIMBLE_EBPF_MODE_MEMSX || mode > THIMBLE_EBPF_MODE_MEMSX || size != 8;
  @ terminates \true; exits \false; assigns *destination;
  @*/
static void load(uint64_t *destination, const uint8_t *bytes, uint32_t size, uint32_t mode);

/*@ requires valid_state && state == the_state && source_of_head(instruction.head) <= 10;
  @ requires IS_ATOMIC(opcode_of(instruction.head)) ==>
  @   accepted_atomic(instruction.head, instruction.immediate);
  @ requires opcode_of(instruction.head) % 8 == 2 || opcode_of(instruction.head) % 8 == 3;
  @ requires ACCEPTED_OPCODE(opcode_of(instruction.head));
  @ requires is_width(size) && \valid(bytes + (0 .. size - 1));
  @ requires \separated(bytes + (0 .. size - 1), WP_TABLE) && same_table(state);
  @ terminates \true; exits \false; assigns state->registers[0 .. 9], bytes[0 .. size - 1];
  @ ensures same_table(state);
  @*/
static void store(wp_state *state, wp_instruction instruction, uint8_t *bytes, uint32_t size);

/*@ requires layout && fixed(state) && runs(state) && nests(state);
  @ requires is_at(state, instruction) && accepted(state->pc) && next_starts(state->pc);
  @ requires 1 <= opcode_of(instruction.head) % 8 <= 3;
  @ terminates \true; exits \false;
  @ assigns state->registers[0 .. 9], state->address, state->pc,
  @   WRITABLE_BYTES;
  @ ensures fixed(state);
  @ ensures runs(state);
  @ ensures nests(state);
  @ ensures \result == THIMBLE_EBPF_CONTINUE ==>
  @   state->limit - 8 * state->pc <= \old(state->limit - 8 * state->pc) - 8;
  @*/
static enum thimble_ebpf_status step_memory(wp_state *state, wp_instruction instruction);

/*@ requires layout && fixed(state) && runs(state) && nests(state);
  @ requires is_at(state, instruction) && accepted(state->pc) && next_starts(state->pc);
  @ requires opcode_of(instruction.head) == 0x18;
  @ terminates \true; exits \false; assigns state->registers[0 .. 9], state->pc;
  @ ensures fixed(state);
  @ ensures runs(state);
  @ ensures nests(state);
  @ ensures \result == THIMBLE_EBPF_CONTINUE ==>
  @   state->limit - 8 * state->pc <= \old(state->limit - 8 * state->pc) - 8;
  @*/
static enum thimble_ebpf_status step_wide(wp_state *state, wp_instruction instruction);

#include "engine/ebpf/step.c"
