/* SPDX-License-Identifier: Apache-2.0 */
/* calls.c: see calls.h. A walk in depth with a stack of its own, since a program may nest
 * deeper than this computer's stack. */
#include "cli/wasm/calls.h"

#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"

enum state {
  STATE_NEW,
  STATE_OPEN,
  STATE_DONE,
};

/* An open function: what it still has to look at. */
struct step {
  uint32_t function;
  struct wasm_reader code;
  uint32_t candidate; /* the next one of an indirect call, or WASM_NONE */
  const struct wasm_type *type;
};

struct walk {
  const struct wasm_module *module;
  struct wasm_calls *calls;
  const uint32_t *costs;
  uint64_t *totals; /* for each function that is done */
  enum state *states;
  struct step *steps;
  size_t count;
};

static void open_function(struct walk *walk, uint32_t function) {
  walk->states[function] = STATE_OPEN;
  walk->totals[function] = 0;
  walk->steps = memory_grow(walk->steps, walk->count, sizeof *walk->steps);
  walk->steps[walk->count++] =
      (struct step){function, wasm_function_code(walk->module, function), WASM_NONE, NULL};
}

static void include(struct walk *walk, uint32_t callee) {
  uint64_t *total = &walk->totals[walk->steps[walk->count - 1].function];
  if (*total < walk->totals[callee])
    *total = walk->totals[callee];
}

static void close_function(struct walk *walk) {
  uint32_t function = walk->steps[--walk->count].function;
  walk->states[function] = STATE_DONE;
  walk->totals[function] += walk->costs[function];
  if (walk->calls->greatest < walk->costs[function])
    walk->calls->greatest = walk->costs[function];
  if (walk->count > 0)
    include(walk, function);
}

static void call(struct walk *walk, uint32_t callee) {
  if (callee >= walk->module->function_count)
    return;
  if (walk->states[callee] == STATE_NEW)
    open_function(walk, callee);
  else if (walk->states[callee] == STATE_DONE)
    include(walk, callee);
  else
    walk->calls->recursive = true;
}

static bool is_equal(struct thimble_bytes left, struct thimble_bytes right) {
  return left.length == right.length &&
         (left.length == 0 || memcmp(left.data, right.data, left.length) == 0);
}

static bool is_candidate(const struct walk *walk, uint32_t function, const struct wasm_type *type) {
  const struct wasm_type *own = wasm_function_type(walk->module, function);
  return walk->module->functions[function].referred && own &&
         is_equal(own->parameters, type->parameters) && is_equal(own->results, type->results);
}

static void try_candidate(struct walk *walk) {
  struct step *step = &walk->steps[walk->count - 1];
  uint32_t function = step->candidate++;
  const struct wasm_type *type = step->type;
  if (step->candidate >= walk->module->function_count)
    step->candidate = WASM_NONE;
  if (is_candidate(walk, function, type))
    call(walk, function);
}

static void start_candidates(struct walk *walk, struct step *step, uint32_t type) {
  if (type >= walk->module->type_count)
    return;
  step->type = &walk->module->types[type];
  step->candidate = 0;
}

/* Looks at the next instruction of the innermost function, or closes the function at its end. */
static void take_step(struct walk *walk) {
  struct step *step = &walk->steps[walk->count - 1];
  struct wasm_instruction instruction;
  if (step->candidate != WASM_NONE) {
    try_candidate(walk);
    return;
  }
  if (step->code.position >= step->code.end || !wasm_instruction_read(&step->code, &instruction)) {
    close_function(walk);
    return;
  }
  switch (instruction.opcode) {
  case THIMBLE_WASM_CALL:
  case THIMBLE_WASM_RETURN_CALL:
    call(walk, instruction.first);
    break;
  case THIMBLE_WASM_CALL_INDIRECT:
  case THIMBLE_WASM_RETURN_CALL_INDIRECT:
    start_candidates(walk, step, instruction.first);
    break;
  default:
    break;
  }
}

void wasm_calls_walk(struct wasm_calls *calls, const struct wasm_module *module,
                     const uint32_t *costs, uint32_t entry) {
  struct walk walk = {.module = module, .calls = calls, .costs = costs};
  *calls = (struct wasm_calls){0};
  if (entry >= module->function_count)
    return;
  walk.totals = memory_get(module->function_count, sizeof *walk.totals);
  walk.states = memory_get(module->function_count, sizeof *walk.states);
  open_function(&walk, entry);
  while (walk.count > 0)
    take_step(&walk);
  calls->total = walk.totals[entry];
  free(walk.totals);
  free(walk.states);
  free(walk.steps);
}
