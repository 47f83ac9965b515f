/* SPDX-License-Identifier: Apache-2.0 */
/* loop.h: what the bodies of run.c are made of. The macros speak of the loop's variables by name:
 *
 *   ip      next byte of the module      branch  next branch of the function
 *   sp      first free slot              bodies  table of bodies, by opcode
 *   locals  first local                  data    linear memory
 *   fuel    left                         size    its bytes
 *   rest    the others, of which most instructions need none
 *
 * and of the labels out_of_fuel, not_paid, call_out, trap and rare. */
#ifndef THIMBLE_WASM_LOOP_H
#define THIMBLE_WASM_LOOP_H

#include "engine/wasm/bodies.h"
#include "engine/wasm/call.h"
#include "engine/wasm/global.h"
#include "engine/wasm/immediate.h"
#include "engine/wasm/memory.h"
#include "engine/wasm/numeric.h"
#include "engine/wasm/opcode.h"
#include "engine/wasm/rare.h"
#include "wasm_machine.h"

typedef union thimble_wasm_slot slot_t;
typedef struct thimble_wasm_function function_t;

/* What the loop keeps beside the variables that have registers. */
struct wasm_rest {
  struct thimble_wasm_state *state;
  const uint8_t *module;
  const struct thimble_wasm_branch *branches;
  slot_t *stack;
  const function_t *function; /* the open one */
  slot_t *operands;           /* its first operand */
  const uint8_t *end_of_code; /* its last instruction */
};

/* On to the next instruction, if there is fuel for it. */
#define NEXT WASM_DISPATCH

/* The number at `ip`, which moves behind it. */
#define INDEX(index)                                   \
  uint32_t index = *ip++;                              \
  WASM_OPAQUE(index);                                  \
  WASM_OPAQUE(ip);                                     \
  if (wasm_goes_on(index)) {                           \
    uint64_t number = thimble_wasm_long_index(ip - 1); \
    index = (uint32_t)number;                          \
    ip += (uint32_t)(number >> 32) - 1;                \
  }

#define TRAP(why)   \
  do {              \
    reason = (why); \
    goto trap;      \
  } while (0)

/* A body that has changed nothing yet leaves its instruction to rare.h. */
#define BINARY_BODY(name, operand, result, value) \
  name : {                                        \
    __typeof__(sp->operand) a, b;                 \
    POP_##operand(b);                             \
    a = sp[-1].operand;                           \
    sp[-1].result = (value);                      \
    NEXT;                                         \
  }
#define POP_word(value) WASM_POP(value)
#define POP_wide(value) \
  sp--;                 \
  WASM_OPAQUE(sp);      \
  value = sp->wide
#define UNARY_BODY(name, operand, result, value) \
  name : {                                       \
    __typeof__(sp->operand) a = sp[-1].operand;  \
    sp[-1].result = (value);                     \
    NEXT;                                        \
  }

/* The immediates of a load or store are two numbers, here of one byte each; `place` is where the
 * bytes are. Anything else is left to rare.h. */
#define LOCATE(operand, bits)                                                     \
  uint32_t immediates = wasm_read_16(ip), place;                                  \
  if ((immediates & 0x8080u) != 0 ||                                              \
      !wasm_reaches(sp[operand].word, immediates >> 8, (bits) / 8, size, &place)) \
    goto rare;                                                                    \
  ip += 2;
#define LOAD_BODY(name, bits, result, type)                                       \
  name : {                                                                        \
    LOCATE(-1, bits)                                                              \
    sp[-1].result = (__typeof__(sp->result))(type)wasm_read_##bits(data + place); \
    NEXT;                                                                         \
  }
#define STORE_BODY(name, bits, operand)                                  \
  name : {                                                               \
    LOCATE(-2, bits)                                                     \
    wasm_write_##bits(data + place, (WASM_STORED_##bits)sp[-1].operand); \
    sp -= 2;                                                             \
    NEXT;                                                                \
  }

/* Goes where the branch at `branch` leads. */
#define JUMP                                                                              \
  do {                                                                                    \
    uint32_t position = branch->position, height = branch->height, next = branch->branch; \
    if (branch->keep == 0)                                                                \
      sp = rest.operands + height;                                                        \
    else                                                                                  \
      sp = wasm_move(rest.operands + height, sp, branch->keep);                           \
    ip = rest.module + position;                                                          \
    branch = rest.branches + next;                                                        \
    NEXT;                                                                                 \
  } while (0)

/* Takes the operand of an indirect call: `target` is the number of a function here. One from
 * elsewhere is called at call_out, which takes the operand itself. */
#define FIND_TARGET                                                          \
  do {                                                                       \
    reason = thimble_wasm_find_target(rest.state, ip, sp[-1].word, &target); \
    if (reason != THIMBLE_REASON_NONE)                                       \
      goto trap;                                                             \
    if (!wasm_is_inside(rest.state, target))                                 \
      goto call_out;                                                         \
    sp--;                                                                    \
    target -= rest.state->reference;                                         \
  } while (0)

/* A call clears its locals, which is more than an instruction's work where they are many: one of
 * fuel for each eight. A call that cannot pay has not begun. */
#define PAY_FOR_LOCALS                    \
  do {                                    \
    uint32_t price = callee->locals / 8u; \
    if (price > fuel)                     \
      goto not_paid;                      \
    fuel -= price;                        \
  } while (0)

/* Stores what the loop keeps in registers; `ip` is behind the opcode. */
#define KEEP                                                 \
  do {                                                       \
    rest.state->position = (uint32_t)(ip - 1 - rest.module); \
    rest.state->branch = (uint32_t)(branch - rest.branches); \
    rest.state->locals = (uint32_t)(locals - rest.stack);    \
    rest.state->top = (uint32_t)(sp - rest.stack);           \
    rest.state->fuel = fuel;                                 \
  } while (0)

/* Reads what a call from the loop may have changed. */
#define TAKE                             \
  do {                                   \
    sp = rest.stack + rest.state->top;   \
    fuel = rest.state->fuel;             \
    data = wasm_memory_data(rest.state); \
    size = wasm_memory_size(rest.state); \
  } while (0)

/* Whether a call takes the number of its function from the stack. */
static inline bool wasm_is_indirect(uint8_t opcode) {
  return opcode == THIMBLE_WASM_CALL_INDIRECT || opcode == THIMBLE_WASM_RETURN_CALL_INDIRECT;
}

/* Moves the `count` slots below `end` down to `to`; returns what is behind them there. */
static inline slot_t *wasm_move(slot_t *to, const slot_t *end, uint32_t count) {
  const slot_t *from = end - count;
  do
    *to++ = *from++;
  while (--count > 0);
  return to;
}

/* Whether the stack has room for a frame whose parameters end at `sp`; notes how high it goes. */
static inline bool wasm_has_room(struct thimble_wasm_state *state, const slot_t *sp,
                                 const function_t *function) {
  uint32_t used = (uint32_t)(sp - state->stack) + function->frame;
  if (used > state->stack_slots)
    return false;
  if (used > state->highest)
    state->highest = used;
  return true;
}

static inline slot_t *wasm_clear_locals(slot_t *sp, const function_t *function) {
  for (uint32_t left = function->locals; left > 0; left--)
    (sp++)->wide = 0;
  return sp;
}

static inline uint8_t *wasm_memory_data(const struct thimble_wasm_state *state) {
  return state->memory == NULL ? NULL : state->memory->data;
}

static inline uint32_t wasm_memory_size(const struct thimble_wasm_state *state) {
  return state->memory == NULL ? 0 : state->memory->size;
}

static inline slot_t *wasm_operands_of(const function_t *function, slot_t *locals) {
  return locals + (uint32_t)function->parameters + function->locals + THIMBLE_WASM_RECORD;
}

#endif
