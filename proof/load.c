/* SPDX-License-Identifier: Apache-2.0 */
/* load.c: the first state: after load() and the start of a run, whatever the memory held before,
 * each region lies in the memory that need() asked for, in the program, or is the context, and the
 * invariant of a run holds.
 *
 * The parameters are any that parameters.c accepts. The C library's copies are replaced by their
 * contract, and the loop over the stack by proof/clear.c. */
#include "engine/ebpf/engine.c"
#include "engine/ebpf/parameters.c"

#include "world.h"

/* The instance's own memory, of which only `needed.instance` bytes are its. */
static struct {
  state_t state;
  uint8_t data[THIMBLE_MEMORY_MAXIMUM];
} own;
static uint8_t *run_memory;
static struct thimble_need needed;
static struct thimble_program program;
static struct thimble_ebpf_parameters *parameters;
static bool is_cleared;

static void is_data(const uint8_t *bytes, size_t size) {
  PROVE(__CPROVER_same_object(bytes, &own) && bytes >= own.data &&
            __CPROVER_POINTER_OFFSET(bytes) + size <= needed.instance,
        "only the instance's data is loaded");
}

void *memcpy(void *to, const void *from, size_t size) {
  PROVE(__CPROVER_r_ok(from, size), "what is copied is there");
  is_data(to, size);
  return to;
}

void *memset(void *to, int value, size_t size) {
  PROVE(value == 0, "data starts as zero");
  is_data(to, size);
  return to;
}

/* In place of clear_stack(). */
void any_clearing(const state_t *state) {
  (void)state;
  is_cleared = true;
}

enum thimble_ebpf_status thimble_ebpf_run(state_t *state, uint32_t fuel) {
  PROVE(fuel <= state->fuel, "a run has at most the fuel of its image");
  int64_t limit = ebpf_first_limit(state->entry, fuel);
  PROVE(limit == ((int64_t)state->entry + fuel) * THIMBLE_EBPF_SLOT, "the first limit is exact");
  PROVE(state->depth == 0 && state->frames_used == 1, "no call is open");
  PROVE(is_cleared, "the stack is cleared before each run");
  enum thimble_ebpf_status status = nondet_uint8();
  ASSUME(status != THIMBLE_EBPF_CONTINUE && status <= THIMBLE_EBPF_BEYOND_GRANT);
  state->limit = state->left = (int32_t)limit;
  state->pc = state->entry;
  return status;
}

/* As thimble_image_read() and verify() leave it. */
static void any_program(void) {
  uint32_t detail;
  parameters = (struct thimble_ebpf_parameters *)(void *)program.words;
  struct thimble_ebpf_parameters anything;
  *parameters = anything;
  program.image.program.length = nondet_uint32();
  program.image.memory = nondet_uint32();
  program.image.fuel = nondet_uint32();
  ASSUME(program.image.fuel <= THIMBLE_FUEL_MAXIMUM);
  ASSUME(program.image.memory <= THIMBLE_MEMORY_MAXIMUM);
  ASSUME(program.image.program.length <= THIMBLE_IMAGE_MAXIMUM);
  ASSUME(check_sections(parameters, program.image.program.length) == THIMBLE_REASON_NONE);
  ASSUME(check_memory(parameters, program.image.memory, &detail) == THIMBLE_REASON_NONE);
  ASSUME(parameters->entry < parameters->text_length);
  uint8_t *bytes;
  ANY_MEMORY(bytes, program.image.program.length);
  program.image.program.data = bytes;
}

static void region_lies_in(const state_t *state, uint32_t number, const uint8_t *memory,
                           size_t size) {
  const struct thimble_ebpf_region *region = &state->regions[number];
  PROVE(region->writable <= region->readable, "what may be written may be read");
  PROVE(region->readable == 0 || (__CPROVER_same_object(region->base, memory) &&
                                  __CPROVER_POINTER_OFFSET(region->base) + region->readable <=
                                      __CPROVER_POINTER_OFFSET(memory) + size),
        "a region lies in its memory");
}

static void regions_hold(const state_t *state, const struct thimble_event *event) {
  region_lies_in(state, THIMBLE_EBPF_REGION_STACK, run_memory, needed.run);
  region_lies_in(state, THIMBLE_EBPF_REGION_DATA, (uint8_t *)&own, needed.instance);
  region_lies_in(state, THIMBLE_EBPF_REGION_READ_ONLY, program.image.program.data,
                 program.image.program.length);
  region_lies_in(state, THIMBLE_EBPF_REGION_CONTEXT, event->context, event->length);
  const struct thimble_ebpf_region *context = &state->regions[THIMBLE_EBPF_REGION_CONTEXT];
  PROVE(context->base == event->context && context->readable == event->length &&
            context->writable == event->writable,
        "the context is that of this run");
  PROVE(state->regions[THIMBLE_EBPF_REGION_READ_ONLY].writable == 0, "constants are not written");
  PROVE(state->regions[THIMBLE_EBPF_REGION_NONE].readable == 0, "null is never valid");
  for (uint32_t i = THIMBLE_EBPF_REGION_LENT; i < THIMBLE_EBPF_REGIONS; i++)
    PROVE(state->regions[i].readable == 0 && state->regions[i].writable == 0,
          "nothing is lent at first");
  const struct thimble_ebpf_region *stack = &state->regions[THIMBLE_EBPF_REGION_STACK];
  PROVE(stack->readable == 0 || stack->base >= (uint8_t *)(state->frames + (state->call_depth - 1)),
        "the stack is apart from the records of calls");
  PROVE(state->regions[THIMBLE_EBPF_REGION_DATA].readable == 0 ||
            state->regions[THIMBLE_EBPF_REGION_DATA].base >= (uint8_t *)(state + 1),
        "the data is apart from the state");
  PROVE(state->regions[THIMBLE_EBPF_REGION_READ_ONLY].readable == 0 ||
            state->regions[THIMBLE_EBPF_REGION_READ_ONLY].base >=
                (const uint8_t *)(state->program + parameters->text_length),
        "the constants are apart from the text");
}

static void state_holds(const state_t *state) {
  PROVE(1 <= state->call_depth && state->call_depth <= THIMBLE_EBPF_CALL_DEPTH_MAXIMUM,
        "the depth of calls is bounded");
  PROVE(state->frame_size <= THIMBLE_EBPF_FRAME_SIZE_MAXIMUM, "the size of a frame is bounded");
  PROVE((const uint8_t *)state->program == program.image.program.data &&
            state->source == &program && state->fuel == program.image.fuel &&
            state->entry == parameters->entry,
        "the program is the one that was verified");
  PROVE((size_t)parameters->text_length * THIMBLE_EBPF_SLOT <= program.image.program.length,
        "the text lies in the program");
}

/* What an earlier run may have left; the other members only load() writes. */
static void any_earlier_run(state_t *state) {
  state_t anything;
  for (uint32_t i = 0; i < THIMBLE_EBPF_REGISTERS; i++)
    state->registers[i] = anything.registers[i];
  state->pc = anything.pc;
  state->limit = anything.limit;
  state->depth = anything.depth;
  state->frames_used = anything.frames_used;
  state->left = anything.left;
  state->address = anything.address;
  state->regions[THIMBLE_EBPF_REGION_CONTEXT] = anything.regions[THIMBLE_EBPF_REGION_CONTEXT];
}

int main(void) {
  state_t any_bytes;
  own.state = any_bytes;
  any_program();
  need(&program, &needed);
  PROVE(needed.instance <= sizeof own, "what is needed is bounded");
  ANY_MEMORY(run_memory, needed.run);
  struct thimble_place place = {{&own, needed.instance}, {run_memory, needed.run}, NULL};
  struct thimble_program_refusal refusal;
  PROVE(load(&program, &place, &refusal) == THIMBLE_OK, "what was verified is loaded");
  any_earlier_run(&own.state);

  struct thimble_event event;
  struct thimble_outcome outcome;
  ASSUME(event.writable <= event.length);
  ANY_MEMORY(event.context, event.length);
  run(&own, &event, nondet_uint32(), &outcome);
  regions_hold(&own.state, &event);
  state_holds(&own.state);
  return 0;
}
