/* SPDX-License-Identifier: Apache-2.0 */
/* rare.h: the instructions that run.c has no body for and that are not numeric: references, tables,
 * the size of memory, and what follows the byte 0xfc; and loads and stores whose immediates are
 * longer than usual, or that reach outside the memory. */
#ifndef THIMBLE_WASM_RARE_H
#define THIMBLE_WASM_RARE_H

#include "engine/wasm/state.h"

/* Runs the instruction at state->position, whose operands are below state->top, and moves both on.
 * A reason but NONE is a trap: nothing was changed, and state->detail is set. */
enum thimble_reason thimble_wasm_rare(struct thimble_wasm_state *state);

/* One of them while it runs: `next` is where its immediates are read, `top` behind its operands. */
struct thimble_wasm_step {
  struct thimble_wasm_state *state;
  const uint8_t *next;
  union thimble_wasm_slot *top;
};

typedef enum thimble_reason thimble_wasm_instruction(struct thimble_wasm_step *step);

/* Takes fuel for what an instruction does beyond itself, at most once for each: one for eight
 * bytes. FUEL: there is not enough, and the instruction has not begun. */
enum thimble_reason thimble_wasm_pay(const struct thimble_wasm_step *step, uint32_t price);

/* access.c: loads and stores. */
enum thimble_reason thimble_wasm_access(struct thimble_wasm_step *step, uint8_t opcode);

/* bulk.c */
thimble_wasm_instruction thimble_wasm_memory_size;
thimble_wasm_instruction thimble_wasm_memory_grow;
thimble_wasm_instruction thimble_wasm_memory_init;
thimble_wasm_instruction thimble_wasm_memory_copy;
thimble_wasm_instruction thimble_wasm_memory_fill;
thimble_wasm_instruction thimble_wasm_data_drop;

/* table.c */
thimble_wasm_instruction thimble_wasm_table_get;
thimble_wasm_instruction thimble_wasm_table_set;
thimble_wasm_instruction thimble_wasm_table_init;
thimble_wasm_instruction thimble_wasm_table_copy;
thimble_wasm_instruction thimble_wasm_table_grow;
thimble_wasm_instruction thimble_wasm_table_size;
thimble_wasm_instruction thimble_wasm_table_fill;
thimble_wasm_instruction thimble_wasm_element_drop;

/* Both files' instructions on ranges take three numbers; whether `count` items from `first` on are
 * among `size`. */
static inline bool wasm_has_range(uint32_t size, uint32_t first, uint32_t count) {
  return first <= size && count <= size - first;
}

#endif
