/* SPDX-License-Identifier: Apache-2.0 */
/* perform.c: runs of a loaded module: the context in and out, the start function, the outcome.
 *
 * What a run leaves behind when it does not end well stays until the next one begins, so that a run
 * that is out of fuel can go on; then the module is instantiated anew. */
#include "engine/wasm/call.h"
#include "engine/wasm/engine.h"
#include "engine/wasm/memory.h"
#include "engine/wasm/module.h"
#include "engine/wasm/opcode.h"
#include "engine/wasm/run.h"

typedef struct thimble_wasm_state state_t;

/* Runs the entry function, with the context where it goes. */
__attribute__((always_inline)) static inline enum thimble_reason
run_entry(state_t *state, const struct thimble_event *event) {
  if (event->length > state->context_most) {
    state->highest = 0;
    state->position = 0;
    state->detail = event->length;
    return THIMBLE_REASON_CONTEXT;
  }
  if (state->takes_context) {
    if (event->length > 0)
      wasm_copy(state->context_bytes, event->context, event->length);
    state->stack[0].word = state->context;
    state->stack[1].word = event->length;
  }
  wasm_begin(state, state->entry, state->takes_context ? 2 : 0);
  return thimble_wasm_run(state);
}

/* The same where it does not matter how long it takes to get there. */
__attribute__((noinline)) static enum thimble_reason
run_entry_later(state_t *state, const struct thimble_event *event) {
  return run_entry(state, event);
}

/* Runs the start function, and what follows it. */
static enum thimble_reason run_start(state_t *state, const struct thimble_event *event) {
  enum thimble_reason reason = thimble_wasm_run(state);
  if (reason != THIMBLE_REASON_NONE)
    return reason;
  state->started = true;
  return run_entry_later(state, event);
}

/* Begins with an instance that is not ready for it, or goes on. A start function that is an import
 * and was not paid has not begun: THIMBLE_WASM_OVER. */
__attribute__((noinline)) static enum thimble_reason prepare(state_t *state,
                                                             const struct thimble_event *event) {
  struct thimble_wasm_error error;
  bool goes_on = state->stage == THIMBLE_WASM_RESUMED;
  if (goes_on && state->started)
    return thimble_wasm_run(state);
  if (goes_on && state->position != THIMBLE_WASM_OVER)
    return run_start(state, event);
  if (!goes_on && state->stage != THIMBLE_WASM_NEW &&
      thimble_wasm_instantiate(state, &error) != THIMBLE_REASON_NONE)
    return error.reason;
  if (state->started)
    return run_entry_later(state, event);
  state->highest = 0;
  enum thimble_reason reason = thimble_wasm_enter(state, state->start);
  return reason == THIMBLE_REASON_NONE ? run_start(state, event) : reason;
}

static int64_t result_of(const state_t *state) {
  if (state->result == THIMBLE_WASM_I64)
    return (int64_t)state->stack[0].wide;
  return state->result == THIMBLE_WASM_I32 ? (int32_t)state->stack[0].word : 0;
}

static inline void report_done(state_t *state, const struct thimble_event *event,
                               struct thimble_outcome *outcome) {
  state->stage = THIMBLE_WASM_READY;
  if (state->takes_context && event->writable > 0)
    wasm_copy(event->context, state->context_bytes, event->writable);
  outcome->kind = THIMBLE_DONE;
  outcome->value = result_of(state);
}

static enum thimble_outcome_kind kind_of(enum thimble_reason reason) {
  if (reason == THIMBLE_REASON_FUEL)
    return THIMBLE_OUT_OF_FUEL;
  return reason == THIMBLE_REASON_SCOPE ? THIMBLE_REFUSED : THIMBLE_TRAPPED;
}

static bool has_address(enum thimble_reason reason) {
  return reason == THIMBLE_REASON_ARGUMENT || reason == THIMBLE_REASON_SCOPE ||
         reason == THIMBLE_REASON_MEMORY_ACCESS || reason == THIMBLE_REASON_TABLE_ACCESS ||
         reason == THIMBLE_REASON_NO_FUNCTION || reason == THIMBLE_REASON_CONTEXT;
}

__attribute__((noinline)) static void report_failure(state_t *state, enum thimble_reason reason,
                                                     struct thimble_outcome *outcome) {
  state->stage = reason == THIMBLE_REASON_FUEL ? THIMBLE_WASM_STOPPED : THIMBLE_WASM_DIRTY;
  outcome->kind = kind_of(reason);
  outcome->value = 0;
  outcome->place = state->position;
  outcome->address = has_address(reason) ? state->detail : 0;
}

void thimble_wasm_perform(void *own, const struct thimble_event *event, uint32_t fuel,
                          struct thimble_outcome *outcome) {
  state_t *state = own;
  if (fuel > state->fuel_limit)
    fuel = state->fuel_limit;
  state->fuel = fuel;
  enum thimble_reason reason =
      state->stage == THIMBLE_WASM_READY ? run_entry(state, event) : prepare(state, event);
  outcome->reason = reason;
  outcome->fuel_used = fuel - state->fuel;
  outcome->depth = state->highest;
  if (reason == THIMBLE_REASON_NONE)
    report_done(state, event, outcome);
  else
    report_failure(state, reason, outcome);
}

/* A run that cannot go on begins anew, whatever the caller meant: its frames are not to be used. */
void thimble_wasm_resume(void *own, const struct thimble_event *event, uint32_t fuel,
                         struct thimble_outcome *outcome) {
  state_t *state = own;
  if (state->stage == THIMBLE_WASM_STOPPED)
    state->stage = THIMBLE_WASM_RESUMED;
  thimble_wasm_perform(own, event, fuel, outcome);
}
