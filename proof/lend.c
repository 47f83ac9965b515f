/* SPDX-License-Identifier: Apache-2.0 */
/* lend.c: a loan fills an empty slot and shares no byte with what the program reaches; taking back
 * empties the slots of loans and changes nothing else.
 *
 * Nothing is read or written through the pointers that are compared; they lie anywhere in one piece
 * of memory, since CBMC orders addresses only there. */
#include "engine/ebpf/lend.c"

#include "engine/ebpf/parameters.h"
#include "world.h"

/* All memory, the state in the midst of it. */
static struct {
  uint8_t before[1u << 12];
  struct thimble_ebpf_state state;
  uint8_t after[1u << 16];
} world;
#define state world.state
static struct thimble_ebpf_state old;
static uintptr_t some_address; /* what holds for it holds for every byte */

/* Any piece of it. */
static uint8_t *any_address(uint32_t size) {
  uint32_t offset = nondet_uint32();
  ASSUME(size <= sizeof world && offset <= sizeof world - size);
  return (uint8_t *)&world + offset;
}

static bool is_inside(const void *bytes, uint32_t length) {
  return some_address >= (uintptr_t)bytes && some_address - (uintptr_t)bytes < length;
}

static void regions_unchanged(uint32_t but_first, uint32_t but_last) {
  for (uint32_t i = 0; i < THIMBLE_EBPF_REGIONS; i++)
    if (i < but_first || i > but_last)
      PROVE(state.regions[i].readable == old.regions[i].readable &&
                state.regions[i].base == old.regions[i].base &&
                state.regions[i].writable == old.regions[i].writable,
            "other regions are unchanged");
  PROVE(state.pc == old.pc && state.limit == old.limit && state.depth == old.depth &&
            state.program == old.program && state.frames == old.frames &&
            state.call_depth == old.call_depth && state.source == old.source &&
            state.caller == old.caller,
        "the rest of the state is unchanged");
}

static void is_fresh(const struct thimble_loan *loan, uint32_t slot) {
  uint32_t number = THIMBLE_EBPF_REGION_LENT + slot;
  PROVE(slot < THIMBLE_LOANS, "the slot is one for loans");
  PROVE(old.regions[number].readable == 0, "the slot was empty");
  PROVE(state.regions[number].base == loan->bytes, "the region is the loan");
  PROVE(state.regions[number].readable == loan->length, "the region has the loan's length");
  PROVE(state.regions[number].writable == (loan->writable ? loan->length : 0),
        "the region has the loan's permission");
  regions_unchanged(number, number);
}

static void is_disjoint(const struct thimble_loan *loan) {
  if (!is_inside(loan->bytes, loan->length))
    return;
  for (uint32_t i = 0; i < THIMBLE_EBPF_REGIONS; i++)
    PROVE(i == THIMBLE_EBPF_REGION_CONTEXT ||
              !is_inside(old.regions[i].base, old.regions[i].readable),
          "no byte is in another region");
  PROVE(!is_inside(&state, sizeof state), "no byte is in the state");
  PROVE(!is_inside(state.frames, (uint32_t)((state.call_depth - 1) * sizeof *state.frames)),
        "no byte is in the records of calls");
  PROVE(!is_inside(state.source->image.program.data, state.source->image.program.length),
        "no byte is in the program");
}

static void any_program(struct thimble_program *program) {
  program->image.program.data = any_address(program->image.program.length);
  state.source = program;
}

/* As load() lays it out: records of calls, then the stack; the state, then the data; what may only
 * be read inside the program. */
static void any_layout(void) {
  struct thimble_ebpf_region *regions = state.regions;
  ASSUME(1 <= state.call_depth && state.call_depth <= THIMBLE_EBPF_CALL_DEPTH_MAXIMUM);
  ASSUME(state.frame_size <= THIMBLE_EBPF_FRAME_SIZE_MAXIMUM);
  uint32_t frames = (uint32_t)((state.call_depth - 1) * sizeof *state.frames);
  uint32_t stack = state.frame_size * state.call_depth;
  state.frames = (void *)any_address(frames + stack);
  for (uint32_t i = 0; i < THIMBLE_EBPF_REGIONS; i++)
    regions[i].base = any_address(regions[i].readable);
  ASSUME(regions[THIMBLE_EBPF_REGION_NONE].readable == 0);
  ASSUME(regions[THIMBLE_EBPF_REGION_STACK].readable == stack);
  regions[THIMBLE_EBPF_REGION_STACK].base = (uint8_t *)state.frames + frames;
  ASSUME(regions[THIMBLE_EBPF_REGION_DATA].readable <= sizeof world.after);
  regions[THIMBLE_EBPF_REGION_DATA].base = (uint8_t *)(&state + 1);
  const struct thimble_bytes *program = &state.source->image.program;
  ASSUME(regions[THIMBLE_EBPF_REGION_READ_ONLY].base >= program->data &&
         regions[THIMBLE_EBPF_REGION_READ_ONLY].base +
                 regions[THIMBLE_EBPF_REGION_READ_ONLY].readable <=
             program->data + program->length);
}

int main(void) {
  struct thimble_ebpf_state anything;
  struct thimble_program program;
  struct thimble_loan loan;
  uint32_t slot;
  state = anything;
  any_program(&program);
  any_layout();
  loan.bytes = any_address(loan.length);
  some_address = (uintptr_t)any_address(1);
  old = state;

  if (thimble_ebpf_lend(&state, &loan, &slot) == THIMBLE_OK) {
    is_fresh(&loan, slot);
    is_disjoint(&loan);
  } else {
    regions_unchanged(1, 0);
  }

  old = state;
  thimble_ebpf_reclaim(&state);
  regions_unchanged(THIMBLE_EBPF_REGION_LENT, THIMBLE_EBPF_REGIONS - 1);
  for (uint32_t i = THIMBLE_EBPF_REGION_LENT; i < THIMBLE_EBPF_REGIONS; i++)
    PROVE(state.regions[i].readable == 0 && state.regions[i].writable == 0 &&
              state.regions[i].base == NULL,
          "what was lent is taken back");
  return 0;
}
