/* SPDX-License-Identifier: Apache-2.0 */
/* clear.c: before a run every byte of the stack is zero, and none beside it was touched. The loop
 * is cut by a contract (proof/loops/clear.json). */
#include "engine/ebpf/engine.c"

#include "world.h"

#define STACK_MAXIMUM (THIMBLE_EBPF_FRAME_SIZE_MAXIMUM * THIMBLE_EBPF_CALL_DEPTH_MAXIMUM)

/* Any word: what holds for it holds for all. */
uint32_t some_word;
uint64_t *stack_words;

int main(void) {
  static state_t state;
  uint32_t size = nondet_uint32();
  ASSUME(0 < size && size <= STACK_MAXIMUM && size % THIMBLE_EBPF_STACK_WORD == 0);
  ANY_MEMORY(stack_words, size / THIMBLE_EBPF_STACK_WORD);
  some_word = nondet_uint32();
  ASSUME(some_word < size / THIMBLE_EBPF_STACK_WORD);
  state.regions[THIMBLE_EBPF_REGION_STACK].base = (uint8_t *)stack_words;
  state.regions[THIMBLE_EBPF_REGION_STACK].readable = size;
  clear_stack(&state);
  PROVE(stack_words[some_word] == 0, "the stack is cleared");
  return 0;
}
