/* SPDX-License-Identifier: Apache-2.0 */
/* engine.c: the engine's contract: verify, need, load; perform.c has run and resume.
 *
 * Verification ends in load, since what it learns of the code is kept in the instance. */
#include "engine/wasm/engine.h"

#include "engine/wasm/link_device.h"
#include "engine/wasm/parameters.h"
#include "engine/wasm/types.h"

typedef struct thimble_wasm_state state_t;
typedef struct thimble_wasm_module module_t;
typedef struct thimble_wasm_error error_t;

/* References of a device's functions: 0 is null. */
#define FIRST_REFERENCE 1u

static enum thimble_reason open_module(const struct thimble_program *program, module_t *module,
                                       error_t *error) {
  const struct thimble_bytes *bytes = &program->image.program;
  return thimble_wasm_open(module, bytes->data, bytes->length, error);
}

static enum thimble_result verdict(const error_t *error, struct thimble_program_refusal *refusal) {
  refusal->reason = error->reason;
  refusal->place = error->position;
  refusal->detail = error->detail;
  return error->reason == THIMBLE_REASON_NONE ? THIMBLE_OK : THIMBLE_ERROR_REFUSED;
}

static enum thimble_result verify(struct thimble_program *program,
                                  struct thimble_program_refusal *refusal) {
  struct thimble_wasm_parameters *parameters =
      (struct thimble_wasm_parameters *)(void *)program->words;
  module_t module;
  error_t error = {.position = 0};
  error.reason = thimble_wasm_parameters_read(parameters, &program->image, &error.detail);
  if (error.reason == THIMBLE_REASON_NONE)
    open_module(program, &module, &error);
  if (error.reason == THIMBLE_REASON_NONE)
    thimble_wasm_check_imports(&module, program, &error);
  return verdict(&error, refusal);
}

static void need(const struct thimble_program *program, struct thimble_need *need) {
  const struct thimble_wasm_bounds *bounds = &thimble_wasm_parameters_of(program)->bounds;
  module_t module;
  error_t error;
  open_module(program, &module, &error);
  need->instance = thimble_wasm_need(&module, bounds);
  need->run = bounds->stack * sizeof(union thimble_wasm_slot);
  need->alignment = _Alignof(state_t);
}

/* Defined in the module, as an import has no frame that could be resumed. */
static bool set_function(state_t *state, uint32_t function) {
  if (function < state->imported_functions || function >= state->function_count)
    return false;
  uint32_t type = state->functions[function].type;
  struct thimble_bytes parameters = thimble_wasm_type_parameters(state, type);
  struct thimble_bytes results = thimble_wasm_type_results(state, type);
  state->entry = function;
  state->takes_context = parameters.length > 0;
  state->result = results.length == 0 ? THIMBLE_WASM_UNKNOWN : results.data[0];
  return thimble_wasm_is_entry_type(parameters, results);
}

static bool set_context(state_t *state, uint32_t room) {
  uint32_t size = state->memory == NULL ? 0 : state->memory->size;
  if (room > size)
    return false;
  state->context = size - room;
  state->context_bytes = state->own_memory.data + state->context;
  state->context_most = state->takes_context ? room : UINT32_MAX;
  return room == 0 || state->context % sizeof(uint64_t) == 0;
}

/* What the parameters say, against the module. */
static enum thimble_reason
set_entry(state_t *state, const struct thimble_wasm_parameters *parameters, error_t *error) {
  error->position = 0;
  error->detail = parameters->entry;
  if (!set_function(state, parameters->entry))
    return error->reason = THIMBLE_REASON_WASM_ENTRY;
  if (state->stack_slots < state->functions[state->entry].parameters ||
      !set_context(state, parameters->context_room))
    return error->reason = THIMBLE_REASON_PARAMETERS;
  return THIMBLE_REASON_NONE;
}

static enum thimble_result load(const struct thimble_program *program,
                                const struct thimble_place *place,
                                struct thimble_program_refusal *refusal) {
  const struct thimble_wasm_parameters *parameters = thimble_wasm_parameters_of(program);
  state_t *state = place->own.data;
  module_t module;
  error_t error;
  state->reference = FIRST_REFERENCE;
  state->source = program;
  state->caller = place->caller;
  state->stack = place->run.data;
  state->stack_slots = parameters->bounds.stack;
  state->fuel_limit = program->image.fuel;
  if (open_module(program, &module, &error) == THIMBLE_REASON_NONE &&
      thimble_wasm_load(state, &module, &parameters->bounds, &thimble_wasm_device_linker, &error) ==
          THIMBLE_REASON_NONE &&
      set_entry(state, parameters, &error) == THIMBLE_REASON_NONE)
    thimble_wasm_instantiate(state, &error);
  return verdict(&error, refusal);
}

const struct thimble_engine thimble_engine_wasm = {
    .name = "wasm",
    .number = THIMBLE_ENGINE_WASM,
    .verify = verify,
    .need = need,
    .load = load,
    .run = thimble_wasm_perform,
    .resume = thimble_wasm_resume,
};
