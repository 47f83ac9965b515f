/* SPDX-License-Identifier: Apache-2.0 */
/* stack.c: see stack.h. A function that needs stack takes its frame off the pointer,
 * optimised
 *
 *   global.get 0, i32.const SIZE, i32.sub, local.tee N, global.set 0
 *
 * or with each value in a local of its own, and puts the pointer back in the same ways. So values
 * are followed from instruction to instruction: constants, and what lies a known distance below the
 * pointer. A pointer that becomes anything else is a frame whose size is not known before it runs.
 */
#include "cli/wasm/stack.h"

#include <stdlib.h>

#include "cli/common/memory.h"
#include "cli/wasm/calls.h"

struct value {
  enum {
    VALUE_UNKNOWN,
    VALUE_CONSTANT,
    VALUE_BELOW, /* the pointer as it was when the function began, less `number` */
  } kind;
  int64_t number;
};

/* Of the operands the two on top are known, as far as they are; of the locals all. */
struct scan {
  struct value top;
  struct value next;
  struct value *locals;
  uint32_t local_count;
  int64_t frame; /* the greatest distance */
  bool unknown;
};

static void push(struct scan *scan, struct value value) {
  scan->next = scan->top;
  scan->top = value;
}

static void pop(struct scan *scan) {
  scan->top = scan->next;
  scan->next = (struct value){VALUE_UNKNOWN, 0};
}

static struct value below(struct scan *scan, int64_t distance) {
  if (distance < 0 || distance > THIMBLE_MEMORY_MAXIMUM)
    return (struct value){VALUE_UNKNOWN, 0};
  if (distance > scan->frame)
    scan->frame = distance;
  return (struct value){VALUE_BELOW, distance};
}

/* Rounding down to a multiple of a power of two takes less than that off. */
static struct value calculate(struct scan *scan, uint8_t opcode, struct value left,
                              struct value right) {
  if (left.kind == VALUE_BELOW && right.kind == VALUE_CONSTANT) {
    if (opcode == THIMBLE_WASM_I32_SUB)
      return below(scan, left.number + right.number);
    if (opcode == THIMBLE_WASM_I32_ADD)
      return below(scan, left.number - right.number);
    if (opcode == THIMBLE_WASM_I32_AND && right.number < 0)
      return below(scan, left.number - right.number);
  }
  return (struct value){VALUE_UNKNOWN, 0};
}

static void binary(struct scan *scan, uint8_t opcode) {
  const struct value result = calculate(scan, opcode, scan->next, scan->top);
  pop(scan);
  scan->top = result;
}

static void set_local(struct scan *scan, uint32_t local) {
  if (local < scan->local_count)
    scan->locals[local] = scan->top;
}

static void get_local(struct scan *scan, uint32_t local) {
  const struct value unknown = {VALUE_UNKNOWN, 0};
  push(scan, local < scan->local_count ? scan->locals[local] : unknown);
}

static void get_global(struct scan *scan, uint32_t global) {
  const struct value pointer = {VALUE_BELOW, 0};
  const struct value unknown = {VALUE_UNKNOWN, 0};
  push(scan, global == 0 ? pointer : unknown);
}

static void look(struct scan *scan, const struct wasm_instruction *instruction) {
  switch (instruction->opcode) {
  case THIMBLE_WASM_I32_CONST:
    push(scan, (struct value){VALUE_CONSTANT, instruction->number});
    break;
  case THIMBLE_WASM_GLOBAL_GET:
    get_global(scan, instruction->first);
    break;
  case THIMBLE_WASM_GLOBAL_SET:
    if (instruction->first == 0 && scan->top.kind != VALUE_BELOW)
      scan->unknown = true;
    pop(scan);
    break;
  case THIMBLE_WASM_LOCAL_GET:
    get_local(scan, instruction->first);
    break;
  case THIMBLE_WASM_LOCAL_SET:
    set_local(scan, instruction->first);
    pop(scan);
    break;
  case THIMBLE_WASM_LOCAL_TEE:
    set_local(scan, instruction->first);
    break;
  case THIMBLE_WASM_I32_SUB:
  case THIMBLE_WASM_I32_ADD:
  case THIMBLE_WASM_I32_AND:
    binary(scan, instruction->opcode);
    break;
  default:
    scan->top = scan->next = (struct value){VALUE_UNKNOWN, 0};
  }
}

static bool find_frame(const struct wasm_module *module, uint32_t function, uint32_t *frame) {
  const struct wasm_type *type = wasm_function_type(module, function);
  struct wasm_reader code = wasm_function_code(module, function);
  struct wasm_instruction instruction;
  struct scan scan = {0};
  uint64_t locals =
      (uint64_t)module->functions[function].locals + (type ? type->parameters.length : 0);
  scan.local_count = locals < THIMBLE_WASM_FRAME_MAXIMUM ? (uint32_t)locals : 0;
  scan.locals = memory_get(scan.local_count + 1u, sizeof *scan.locals);
  while (code.position < code.end && wasm_instruction_read(&code, &instruction))
    look(&scan, &instruction);
  free(scan.locals);
  *frame = (uint32_t)scan.frame;
  return !scan.unknown;
}

static uint32_t round_up(uint64_t bytes) {
  uint64_t rounded = (bytes + WASM_STACK_ALIGNMENT - 1) / WASM_STACK_ALIGNMENT;
  rounded = rounded == 0 ? 1 : rounded;
  return rounded * WASM_STACK_ALIGNMENT > THIMBLE_MEMORY_MAXIMUM
             ? THIMBLE_MEMORY_MAXIMUM
             : (uint32_t)rounded * WASM_STACK_ALIGNMENT;
}

void wasm_stack_find(struct wasm_stack *stack, const struct wasm_module *module, uint32_t entry,
                     uint32_t depth) {
  uint32_t *frames = memory_get(module->function_count + 1u, sizeof *frames);
  struct wasm_calls calls;
  bool known = true;
  for (uint32_t function = 0; function < module->function_count; function++)
    known = find_frame(module, function, &frames[function]) && known;
  wasm_calls_walk(&calls, module, frames, entry);
  free(frames);
  *stack = (struct wasm_stack){.bytes = WASM_STACK_DEFAULT};
  if (!known)
    stack->why = "the frame of a function changes its size";
  else if (!calls.recursive)
    stack->bytes = round_up(calls.total);
  else if (depth > 0)
    stack->bytes = round_up((uint64_t)calls.greatest * depth);
  else
    stack->why = "functions call themselves";
  if (calls.recursive && calls.greatest == 0)
    *stack = (struct wasm_stack){.bytes = WASM_STACK_ALIGNMENT};
}
