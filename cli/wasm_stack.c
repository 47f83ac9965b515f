/* SPDX-License-Identifier: Apache-2.0 */
/* wasm_stack.c: see wasm_stack.h. A function that needs stack begins with
 *
 *   global.get 0, i32.const SIZE, i32.sub      and, unless it calls nothing,
 *   local.tee N, global.set 0
 *
 * and ends with local.get N, i32.const SIZE, i32.add, global.set 0. Any other use of the pointer is
 * a frame whose size is not known before it runs. */
#include "wasm_stack.h"

#include <stdlib.h>

#include "memory.h"
#include "wasm_calls.h"

#define RECENT 4u /* instructions before the one that is looked at */

struct scan {
  struct wasm_instruction recent[RECENT]; /* the last one first */
  uint32_t frame;
  bool pending; /* the pointer was read, and it is not known yet what for */
  bool unknown;
};

static bool is_pointer(const struct wasm_instruction *instruction, uint8_t opcode) {
  return instruction->opcode == opcode && instruction->first == 0;
}

static bool is_frame(const struct wasm_instruction *subtraction,
                     const struct wasm_instruction *constant,
                     const struct wasm_instruction *pointer) {
  return subtraction->opcode == THIMBLE_WASM_I32_SUB &&
         constant->opcode == THIMBLE_WASM_I32_CONST && constant->number >= 0 &&
         is_pointer(pointer, THIMBLE_WASM_GLOBAL_GET);
}

static bool is_known_change(const struct wasm_instruction recent[RECENT]) {
  if (recent[0].opcode == THIMBLE_WASM_LOCAL_TEE)
    return is_frame(&recent[1], &recent[2], &recent[3]);
  return recent[0].opcode == THIMBLE_WASM_I32_ADD && recent[1].opcode == THIMBLE_WASM_I32_CONST;
}

static void look(struct scan *scan, const struct wasm_instruction *instruction) {
  if (scan->pending && is_pointer(&scan->recent[1], THIMBLE_WASM_GLOBAL_GET)) {
    if (is_frame(instruction, &scan->recent[0], &scan->recent[1])) {
      uint32_t size = (uint32_t)scan->recent[0].number;
      scan->frame = size > scan->frame ? size : scan->frame;
    } else {
      scan->unknown = true;
    }
    scan->pending = false;
  }
  if (is_pointer(instruction, THIMBLE_WASM_GLOBAL_GET))
    scan->pending = true;
  if (is_pointer(instruction, THIMBLE_WASM_GLOBAL_SET) && !is_known_change(scan->recent))
    scan->unknown = true;
  for (uint32_t index = RECENT - 1; index > 0; index--)
    scan->recent[index] = scan->recent[index - 1];
  scan->recent[0] = *instruction;
}

static bool find_frame(const struct wasm_module *module, uint32_t function, uint32_t *frame) {
  struct wasm_reader code = wasm_function_code(module, function);
  struct wasm_instruction instruction;
  struct scan scan = {0};
  while (code.position < code.end && wasm_instruction_read(&code, &instruction))
    look(&scan, &instruction);
  *frame = scan.frame;
  return !scan.unknown && !scan.pending;
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
