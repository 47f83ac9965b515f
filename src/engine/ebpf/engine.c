/* SPDX-License-Identifier: Apache-2.0 */
/* engine.c: the engine's contract: verify, need, load, run.
 *
 * Memory of an instance: struct instance, then the container's data. Memory of a run: the state,
 * the records of frames, the stack. */
#include "engine/ebpf/engine.h"

#include <string.h>

#include "engine/ebpf/parameters.h"
#include "engine/ebpf/state.h"
#include "engine/ebpf/verify.h"

/* What a loaded program keeps. `data` holds parameters.data + parameters.zero bytes. */
struct instance {
  struct thimble_ebpf_parameters parameters;
  uint8_t data[];
};

static const struct thimble_ebpf_instruction *text_of(const struct thimble_program *program) {
  return (const struct thimble_ebpf_instruction *)(const void *)program->image.program.data;
}

static enum thimble_result verify(struct thimble_program *program,
                                  struct thimble_refusal *refusal) {
  struct thimble_ebpf_parameters parameters;
  enum thimble_result result = thimble_ebpf_parameters_read(&parameters, &program->image, refusal);
  if (result != THIMBLE_OK)
    return result;
  const struct thimble_ebpf_text text = {
      .program = text_of(program),
      .length = parameters.text_length,
      .bindings = program->bindings,
      .granted = program->granted,
  };
  return thimble_ebpf_verify(&text, parameters.entry, refusal);
}

/* A program's parameters were accepted when it was verified, so reading them cannot fail. */
static void read_parameters(struct thimble_ebpf_parameters *parameters,
                            const struct thimble_program *program) {
  struct thimble_refusal unused;
  (void)thimble_ebpf_parameters_read(parameters, &program->image, &unused);
}

static size_t run_size(const struct thimble_ebpf_parameters *parameters) {
  return sizeof(struct thimble_ebpf_state) +
         (parameters->call_depth - 1) * sizeof(struct thimble_ebpf_frame) +
         (size_t)parameters->call_depth * parameters->frame_size;
}

static void need(const struct thimble_program *program, struct thimble_need *need) {
  struct thimble_ebpf_parameters parameters;
  read_parameters(&parameters, program);
  need->instance = sizeof(struct instance) + parameters.data + parameters.zero;
  need->run = run_size(&parameters);
  need->alignment = _Alignof(struct thimble_ebpf_state);
}

static void load_data(struct instance *instance, const struct thimble_program *program) {
  const struct thimble_ebpf_parameters *parameters = &instance->parameters;
  if (parameters->data > 0) {
    const struct thimble_bytes *bytes = &program->image.program;
    memcpy(instance->data, bytes->data + (bytes->length - parameters->data), parameters->data);
  }
  if (parameters->zero > 0)
    memset(instance->data + parameters->data, 0, parameters->zero);
}

static void load(const struct thimble_program *program, void *memory) {
  struct instance *instance = memory;
  read_parameters(&instance->parameters, program);
  load_data(instance, program);
}

static void grant(struct thimble_ebpf_state *state, uint32_t number, uint8_t *base,
                  uint32_t readable, uint32_t writable) {
  state->regions[number].readable = readable;
  state->regions[number].base = base;
  state->regions[number].writable = writable;
}

/* The read-only region is never written: its `writable` is zero, so dropping const is safe. */
static uint8_t *read_only_base(const struct thimble_program *program,
                               const struct thimble_ebpf_parameters *parameters) {
  return (uint8_t *)(uintptr_t)(program->image.program.data +
                                (size_t)parameters->text_length * THIMBLE_EBPF_SLOT);
}

static void grant_regions(struct thimble_ebpf_state *state, const struct thimble_program *program,
                          struct instance *instance, const struct thimble_event *event) {
  const struct thimble_ebpf_parameters *parameters = &instance->parameters;
  uint32_t stack_size = parameters->frame_size * parameters->call_depth;
  uint32_t data_size = parameters->data + parameters->zero;
  uint8_t *stack = (uint8_t *)(state->frames + (parameters->call_depth - 1));
  memset(stack, 0, stack_size);
  grant(state, THIMBLE_EBPF_REGION_NONE, NULL, 0, 0);
  grant(state, THIMBLE_EBPF_REGION_STACK, stack, stack_size, stack_size);
  grant(state, THIMBLE_EBPF_REGION_DATA, instance->data, data_size, data_size);
  grant(state, THIMBLE_EBPF_REGION_READ_ONLY, read_only_base(program, parameters),
        parameters->read_only, 0);
  grant(state, THIMBLE_EBPF_REGION_CONTEXT, event->context, event->length, event->writable);
  for (uint32_t number = THIMBLE_EBPF_REGION_LENT; number < THIMBLE_EBPF_REGIONS; number++)
    grant(state, number, NULL, 0, 0);
}

static void clear_registers(struct thimble_ebpf_state *state, const struct thimble_event *event) {
  for (uint32_t i = 0; i < THIMBLE_EBPF_REGISTERS; i++)
    state->registers[i] = 0;
  state->registers[1] = THIMBLE_EBPF_ADDRESS(THIMBLE_EBPF_REGION_CONTEXT, 0);
  state->registers[2] = event->length;
  state->registers[THIMBLE_EBPF_FRAME] =
      THIMBLE_EBPF_ADDRESS(THIMBLE_EBPF_REGION_STACK, state->frame_size);
}

static void start_run(struct thimble_ebpf_state *state, const struct thimble_program *program,
                      struct instance *instance, const struct thimble_run *run) {
  const struct thimble_ebpf_parameters *parameters = &instance->parameters;
  state->program = text_of(program);
  state->frames = (struct thimble_ebpf_frame *)(state + 1);
  state->length = parameters->text_length;
  state->pc = parameters->entry;
  state->limit = (int32_t)(parameters->entry + run->fuel);
  state->frame_size = parameters->frame_size;
  state->call_depth = parameters->call_depth;
  state->depth = 0;
  state->deepest = 0;
  state->address = 0;
  state->bindings = program->bindings;
  state->port = run->port;
  state->container = program->image.name;
  clear_registers(state, &run->event);
  grant_regions(state, program, instance, &run->event);
}

static enum thimble_reason reason_of(enum thimble_ebpf_status status) {
  switch (status) {
  case THIMBLE_EBPF_BAD_LOAD:
    return THIMBLE_REASON_LOAD;
  case THIMBLE_EBPF_BAD_STORE:
    return THIMBLE_REASON_STORE;
  case THIMBLE_EBPF_BAD_ARGUMENT:
    return THIMBLE_REASON_ARGUMENT;
  case THIMBLE_EBPF_TOO_DEEP:
    return THIMBLE_REASON_DEPTH;
  case THIMBLE_EBPF_OUT_OF_FUEL:
    return THIMBLE_REASON_FUEL;
  default:
    return THIMBLE_REASON_INTERNAL;
  }
}

/* The instruction at `pc` counts as run, also when it stopped the run. */
static void finish_run(const struct thimble_ebpf_state *state, enum thimble_ebpf_status status,
                       uint32_t fuel, struct thimble_outcome *outcome) {
  outcome->place = state->pc;
  outcome->fuel_used = (uint32_t)((int32_t)fuel - (state->limit - (int32_t)(state->pc + 1)));
  outcome->depth = state->deepest + 1;
  outcome->address = state->address;
  if (status == THIMBLE_EBPF_EXITED) {
    outcome->kind = THIMBLE_DONE;
    outcome->reason = THIMBLE_REASON_NONE;
    outcome->value = (int64_t)state->registers[0];
    return;
  }
  outcome->kind = status == THIMBLE_EBPF_OUT_OF_FUEL ? THIMBLE_OUT_OF_FUEL : THIMBLE_TRAPPED;
  outcome->reason = reason_of(status);
  outcome->value = 0;
}

static void run(const struct thimble_program *program, void *memory, const struct thimble_run *run,
                struct thimble_outcome *outcome) {
  struct instance *instance = memory;
  struct thimble_ebpf_state *state = run->memory.data;
  start_run(state, program, instance, run);
  enum thimble_ebpf_status status = thimble_ebpf_run(state);
  finish_run(state, status, run->fuel, outcome);
  if (status != THIMBLE_EBPF_EXITED)
    load_data(instance, program);
}

const struct thimble_engine thimble_engine_ebpf = {
    .name = "ebpf",
    .number = THIMBLE_ENGINE_EBPF,
    .verify = verify,
    .need = need,
    .load = load,
    .run = run,
};
