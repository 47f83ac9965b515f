/* SPDX-License-Identifier: Apache-2.0 */
/* state.h: any state of a run that satisfies the invariant of src/engine/ebpf/state.h, and the
 * questions whether it still does and whether an access was granted.
 *
 * All memory outside the engine is one arena, in which regions lie anywhere; they may even overlap.
 * Rules of use: before_step() after the state was made, after_step() last. */
#ifndef THIMBLE_PROOF_STATE_H
#define THIMBLE_PROOF_STATE_H

#include "engine/ebpf/flow.h"
#include "engine/ebpf/parameters.h"
#include "engine/ebpf/state.h"
#include "world.h"

static struct thimble_ebpf_text text;
static struct thimble_ebpf_state state, old;
static struct thimble_ebpf_frame frames[PROOF_DEPTH - 1];

#define PROOF_ARENA (1u << 24) /* bytes: eight regions at their greatest, twice */
static uint8_t *arena;
static uint32_t arena_size;

/* Any slot of the program, any record of an open call: what holds for them holds for all. */
static uint32_t some_slot, some_frame;
static struct thimble_ebpf_instruction old_instruction;
static uint32_t old_return;

static void any_regions(void) {
  arena_size = nondet_uint32();
  ASSUME(0 < arena_size && arena_size <= PROOF_ARENA);
  ANY_MEMORY(arena, arena_size);
  for (uint32_t i = 0; i < THIMBLE_EBPF_REGIONS; i++) {
    struct thimble_ebpf_region *region = &state.regions[i];
    uint32_t start = nondet_uint32();
    ASSUME(start <= arena_size && region->readable <= arena_size - start);
    ASSUME(region->writable <= region->readable);
    region->base = arena + start;
  }
  ASSUME(state.regions[THIMBLE_EBPF_REGION_NONE].readable == 0);
}

/* The fuel that is left before the instruction at `pc`, eight for each instruction. */
static int64_t fuel_at(const struct thimble_ebpf_state *at) {
  return (int64_t)at->limit - (int64_t)at->pc * THIMBLE_EBPF_SLOT;
}

/* Fuel is counted in whole instructions. */
static bool is_whole(int32_t fuel) {
  return ((uint32_t)fuel & (THIMBLE_EBPF_SLOT - 1)) == 0;
}

static bool holds(void) {
  return is_start(&text, state.pc) && is_whole(state.limit) && state.depth < state.call_depth &&
         state.depth < state.frames_used && state.frames_used <= state.call_depth &&
         0 <= state.limit && fuel_at(&state) <= (int64_t)THIMBLE_FUEL_MAXIMUM * THIMBLE_EBPF_SLOT;
}

static bool return_holds(uint32_t frame) {
  return frame >= state.depth || is_start(&text, state.frames[frame].return_to);
}

/* The state that `text` runs in; the globals are zero, so it is read from a local of any value. */
static void any_state(void) {
  struct thimble_ebpf_state anything;
  state = anything;
  any_text(&text);
  any_regions();
  state.program = text.program;
  ASSUME(1 <= state.call_depth && state.call_depth <= PROOF_DEPTH);
  ASSUME(state.frame_size <= THIMBLE_EBPF_FRAME_SIZE_MAXIMUM);
  struct thimble_ebpf_frame any_frames[PROOF_DEPTH - 1];
  for (uint32_t i = 0; i + 1 < PROOF_DEPTH; i++)
    frames[i] = any_frames[i];
  state.frames = frames;
  ASSUME(holds());
}

/* The C library's memcpy, of whole words: what is copied here are the registers of a frame. CBMC's
 * own, byte by byte, does not end. */
void *memcpy(void *to, const void *from, size_t size) {
  uint64_t *target = to;
  const uint64_t *source = from;
  PROVE(size == THIMBLE_EBPF_SAVED * sizeof *target, "the registers of one frame are copied");
  for (uint32_t i = 0; i < THIMBLE_EBPF_SAVED; i++)
    target[i] = source[i];
  return to;
}

/* Whether the bytes lie in one region, inside what may be read or written of it. */
static bool is_granted(const uint8_t *bytes, uint32_t size, bool write) {
  bool granted = false;
  for (uint32_t i = 0; i < THIMBLE_EBPF_REGIONS; i++) {
    const struct thimble_ebpf_region *region = &state.regions[i];
    uint32_t length = write ? region->writable : region->readable;
    uint64_t start = __CPROVER_POINTER_OFFSET(region->base);
    uint64_t first = __CPROVER_POINTER_OFFSET(bytes);
    if (size <= length && start <= first && first + size <= start + length)
      granted = true;
  }
  return granted && __CPROVER_same_object(bytes, arena);
}

void proof_read(const uint8_t *bytes, uint32_t size) {
  PROVE(is_granted(bytes, size, false), "what is read is granted for reading");
}

void proof_write(const uint8_t *bytes, uint32_t size) {
  PROVE(is_granted(bytes, size, true), "what is written is granted for writing");
}

static void before_step(void) {
  some_slot = nondet_uint32();
  some_frame = nondet_uint32();
  ASSUME(some_slot < text.length);
  ASSUME(return_holds(some_frame));
  ASSUME(state.depth == 0 || return_holds(state.depth - 1));
  old_instruction = text.program[some_slot];
  old_return = some_frame < state.depth ? state.frames[some_frame].return_to : 0;
  old = state;
}

static void grants_unchanged(void) {
  for (uint32_t i = 0; i < THIMBLE_EBPF_REGIONS; i++)
    PROVE(state.regions[i].base == old.regions[i].base &&
              state.regions[i].readable == old.regions[i].readable &&
              state.regions[i].writable == old.regions[i].writable,
          "the regions are unchanged");
  PROVE(state.program == old.program && state.frames == old.frames && state.entry == old.entry &&
            state.frame_size == old.frame_size && state.call_depth == old.call_depth &&
            state.fuel == old.fuel && state.source == old.source && state.caller == old.caller,
        "what a run may reach is unchanged");
}

static void program_unchanged(void) {
  PROVE(text.program[some_slot].head == old_instruction.head &&
            text.program[some_slot].immediate == old_instruction.immediate,
        "the program is unchanged");
}

static void only_address_changed(void) {
  grants_unchanged();
  program_unchanged();
  for (uint32_t i = 0; i < THIMBLE_EBPF_REGISTERS; i++)
    PROVE(state.registers[i] == old.registers[i], "registers are read");
  PROVE(state.pc == old.pc && state.depth == old.depth && state.limit == old.limit,
        "an argument moves nothing and costs nothing yet");
}

/* The stack pointer moves with calls and returns, by one frame, and in no other way. */
static void frames_hold(void) {
  uint64_t top = state.registers[THIMBLE_EBPF_FRAME], old_top = old.registers[THIMBLE_EBPF_FRAME];
  bool called = state.depth == old.depth + 1 && top == old_top + state.frame_size;
  bool returned = state.depth + 1 == old.depth && top == old_top - state.frame_size;
  PROVE(called || returned || (state.depth == old.depth && top == old_top),
        "r10 follows the frames");
  PROVE(return_holds(some_frame), "every open call returns to an instruction");
  PROVE(some_frame >= old.depth || some_frame >= state.depth ||
            state.frames[some_frame].return_to == old_return,
        "open calls are kept");
}

static void after_step(enum thimble_ebpf_status status) {
  grants_unchanged();
  program_unchanged();
  PROVE(status <= THIMBLE_EBPF_BEYOND_GRANT, "the status is one of the enumeration");
  if (status == THIMBLE_EBPF_CONTINUE) {
    PROVE(is_start(&text, state.pc), "the program counter is the start of an instruction");
    PROVE(state.depth < state.call_depth, "the call depth is in bounds");
    PROVE(holds(), "the invariant holds");
    PROVE(fuel_at(&state) + THIMBLE_EBPF_SLOT <= fuel_at(&old), "a step uses its fuel");
    frames_hold();
  }
  if (status == THIMBLE_EBPF_EXITED)
    PROVE(old.depth == 0 && state.left >= 0 && state.left < fuel_at(&old),
          "a run that exits had the fuel");
}

#endif
