/* SPDX-License-Identifier: Apache-2.0 */
/* engine.c: the engine's contract: verify, need, load, run. */
#include "engine/ebpf/engine.h"

#include <stdbool.h>
#include <string.h>

#include "engine/ebpf/flow.h"
#include "engine/ebpf/parameters.h"
#include "engine/ebpf/state.h"
#include "engine/ebpf/verify.h"

typedef struct thimble_ebpf_parameters parameters_t;
typedef struct thimble_ebpf_state state_t;

static const struct thimble_ebpf_instruction *text_of(const struct thimble_program *program) {
  return (const struct thimble_ebpf_instruction *)(const void *)program->image.program.data;
}

static enum thimble_result verify(struct thimble_program *program,
                                  struct thimble_program_refusal *refusal) {
  parameters_t *parameters = (parameters_t *)(void *)program->words;
  refusal->place = 0;
  refusal->reason = thimble_ebpf_parameters_read(parameters, &program->image, &refusal->detail);
  if (refusal->reason == THIMBLE_REASON_NONE) {
    const struct thimble_ebpf_text text = {
        .program = text_of(program),
        .length = parameters->text_length,
        .bindings = program->bindings,
        .granted = program->granted,
    };
    refusal->reason =
        thimble_ebpf_verify(&text, parameters->entry, &refusal->place, &refusal->detail);
  }
  return refusal->reason == THIMBLE_REASON_NONE ? THIMBLE_OK : THIMBLE_ERROR_REFUSED;
}

static size_t frames_size(const parameters_t *parameters) {
  return (parameters->call_depth - 1) * sizeof(struct thimble_ebpf_frame);
}

static uint32_t stack_size(const parameters_t *parameters) {
  return parameters->frame_size * parameters->call_depth;
}

static void need(const struct thimble_program *program, struct thimble_need *need) {
  const parameters_t *parameters = thimble_ebpf_parameters_of(program);
  need->instance = sizeof(state_t) + parameters->data + parameters->zero;
  need->run = frames_size(parameters) + stack_size(parameters);
  need->alignment = _Alignof(state_t);
}

static uint8_t *data_of(state_t *state) {
  return (uint8_t *)(state + 1);
}

static void load_data(state_t *state) {
  const parameters_t *parameters = thimble_ebpf_parameters_of(state->source);
  const struct thimble_bytes *bytes = &state->source->image.program;
  uint8_t *data = data_of(state);
  if (parameters->data > 0)
    memcpy(data, bytes->data + (bytes->length - parameters->data), parameters->data);
  if (parameters->zero > 0)
    memset(data + parameters->data, 0, parameters->zero);
}

static void grant(state_t *state, uint32_t number, uint8_t *base, uint32_t readable,
                  uint32_t writable) {
  state->regions[number].readable = readable;
  state->regions[number].base = base;
  state->regions[number].writable = writable;
}

/* The read-only region is never written, since its `writable` is zero: hence the cast. */
static uint8_t *read_only_base(const struct thimble_program *program,
                               const parameters_t *parameters) {
  return (uint8_t *)(program->image.program.data +
                     (size_t)parameters->text_length * THIMBLE_EBPF_SLOT);
}

static void grant_regions(state_t *state, const parameters_t *parameters) {
  uint32_t stack = stack_size(parameters);
  uint32_t data = parameters->data + parameters->zero;
  for (uint32_t number = 0; number < THIMBLE_EBPF_REGIONS; number++)
    grant(state, number, NULL, 0, 0);
  /* Without a stack the memory to run in may be null, to which nothing can be added. */
  if (stack > 0)
    grant(state, THIMBLE_EBPF_REGION_STACK, (uint8_t *)state->frames + frames_size(parameters),
          stack, stack);
  grant(state, THIMBLE_EBPF_REGION_DATA, data_of(state), data, data);
  grant(state, THIMBLE_EBPF_REGION_READ_ONLY, read_only_base(state->source, parameters),
        parameters->read_only, 0);
}

static enum thimble_result load(const struct thimble_program *program,
                                const struct thimble_place *place,
                                struct thimble_program_refusal *refusal) {
  const parameters_t *parameters = thimble_ebpf_parameters_of(program);
  state_t *state = place->own.data;
  state->frames = place->run.data;
  state->program = text_of(program);
  state->entry = parameters->entry;
  state->frame_size = parameters->frame_size;
  state->call_depth = parameters->call_depth;
  state->fuel = program->image.fuel;
  state->source = program;
  state->caller = place->caller;
  grant_regions(state, parameters);
  load_data(state);
  (void)refusal; /* verify() has refused all there is to refuse */
  return THIMBLE_OK;
}

/* A loop, since small C libraries clear byte by byte. */
static void clear_stack(const state_t *state) {
  const struct thimble_ebpf_region *stack = &state->regions[THIMBLE_EBPF_REGION_STACK];
  uint64_t *words = (uint64_t *)(void *)stack->base;
  for (uint32_t left = stack->readable; left > 0; left -= THIMBLE_EBPF_STACK_WORD)
    *words++ = 0;
}

static void set_registers(state_t *state, uint32_t event_length) {
  for (uint32_t i = 0; i < THIMBLE_EBPF_REGISTERS; i++)
    state->registers[i] = 0;
  state->registers[1] = THIMBLE_EBPF_ADDRESS(THIMBLE_EBPF_REGION_CONTEXT, 0);
  state->registers[2] = event_length;
  state->registers[THIMBLE_EBPF_FRAME] =
      THIMBLE_EBPF_ADDRESS(THIMBLE_EBPF_REGION_STACK, state->frame_size);
}

static void start_run(state_t *state, const struct thimble_event *event) {
  state->depth = 0;
  state->frames_used = 1;
  set_registers(state, event->length);
  grant(state, THIMBLE_EBPF_REGION_CONTEXT, event->context, event->length, event->writable);
  clear_stack(state);
}

/* The reasons stand in the order of the statuses. */
_Static_assert(THIMBLE_REASON_SCOPE - THIMBLE_REASON_LOAD ==
                   THIMBLE_EBPF_BEYOND_GRANT - THIMBLE_EBPF_BAD_LOAD,
               "a status is a reason, counted from the first one");
static enum thimble_reason reason_of(enum thimble_ebpf_status status) {
  return (enum thimble_reason)(THIMBLE_REASON_LOAD + (status - THIMBLE_EBPF_BAD_LOAD));
}

static uint32_t fuel_used(uint32_t fuel, int32_t left) {
  return (fuel * THIMBLE_EBPF_SLOT - (uint32_t)left) / THIMBLE_EBPF_SLOT;
}

static void report_done(const state_t *state, uint32_t fuel, struct thimble_outcome *outcome) {
  outcome->kind = THIMBLE_DONE;
  outcome->reason = THIMBLE_REASON_NONE;
  outcome->fuel_used = fuel_used(fuel, state->left);
  outcome->value = (int64_t)state->registers[0];
  outcome->depth = state->frames_used;
}

/* The last two statuses have outcomes of their own, in the other order; the rest are traps. */
_Static_assert(THIMBLE_EBPF_BEYOND_GRANT + THIMBLE_REFUSED ==
                   THIMBLE_EBPF_OUT_OF_FUEL + THIMBLE_OUT_OF_FUEL,
               "one sum for both");
static enum thimble_outcome_kind kind_of(enum thimble_ebpf_status status) {
  if (status < THIMBLE_EBPF_OUT_OF_FUEL)
    return THIMBLE_TRAPPED;
  return (enum thimble_outcome_kind)(THIMBLE_EBPF_OUT_OF_FUEL + THIMBLE_OUT_OF_FUEL - status);
}

static bool has_address(enum thimble_ebpf_status status) {
  return status <= THIMBLE_EBPF_BAD_ARGUMENT || status == THIMBLE_EBPF_BEYOND_GRANT;
}

/* The instruction at `pc`, which stopped the run, counts as run. */
static void report_failure(const state_t *state, uint32_t fuel, enum thimble_ebpf_status status,
                           struct thimble_outcome *outcome) {
  outcome->kind = kind_of(status);
  outcome->reason = reason_of(status);
  outcome->fuel_used = fuel_used(fuel, ebpf_fuel_left(state));
  outcome->value = 0;
  outcome->depth = state->frames_used;
  outcome->place = state->pc;
  outcome->address = has_address(status) ? state->address : 0;
}

static void run(void *own, const struct thimble_event *event, uint32_t fuel,
                struct thimble_outcome *outcome) {
  state_t *state = own;
  if (fuel > state->fuel)
    fuel = state->fuel;
  start_run(state, event);
  enum thimble_ebpf_status status = thimble_ebpf_run(state, fuel);
  if (status == THIMBLE_EBPF_EXITED) {
    report_done(state, fuel, outcome);
    return;
  }
  report_failure(state, fuel, status, outcome);
  load_data(state);
}

const struct thimble_engine thimble_engine_ebpf = {
    .name = "ebpf",
    .number = THIMBLE_ENGINE_EBPF,
    .verify = verify,
    .need = need,
    .load = load,
    .run = run,
};
