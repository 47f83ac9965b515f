/* SPDX-License-Identifier: Apache-2.0 */
/* run.c: the interpreter: one loop with computed goto over the bytes of the module.
 *
 * Rules of use: `ip` stands behind the opcode until a body is certain not to trap, so that a trap's
 * position is one before it. A body ends with NEXT, or goes to a label that does. Whoever is called
 * from here and may change what the loop keeps in registers gets them stored by KEEP before, and
 * TAKE reads them again afterwards; no pointer to linear memory outlives such a call.
 *
 * Every pointer is a base and a checked number: `ip` the module and a position that validation has
 * seen, `branch` a number of a branch, the others the stack and a slot: each function states in
 * `frame` how far it goes, and calls compare that with the stack. */
#include "engine/wasm/run.h"

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

/* The table of bodies: first by the shape of each instruction, then those that have a body. */
#define SHAPE_ENTRY(code, name, text, immediate, shape, operand, result) \
  [code] = WASM_ENTRY(shape_##shape),
#define PREFIXED_ENTRY(code, name, text, immediate, shape, operand, result)
#define OWN_ENTRY(name, ...) [THIMBLE_WASM_##name] = WASM_ENTRY(name),
#define SHARED_ENTRY(name, label) [THIMBLE_WASM_##name] = WASM_ENTRY(label),

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
  WASM_BODY(name) {                               \
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
  WASM_BODY(name) {                              \
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
  WASM_BODY(name) {                                                               \
    LOCATE(-1, bits)                                                              \
    sp[-1].result = (__typeof__(sp->result))(type)wasm_read_##bits(data + place); \
    NEXT;                                                                         \
  }
#define STORE_BODY(name, bits, operand)                                  \
  WASM_BODY(name) {                                                      \
    LOCATE(-2, bits)                                                     \
    wasm_write_##bits(data + place, (WASM_STORED_##bits)sp[-1].operand); \
    sp -= 2;                                                             \
    NEXT;                                                                \
  }

/* Goes where the branch at `branch` leads. */
#define JUMP                                          \
  do {                                                \
    const struct thimble_wasm_branch *taken = branch; \
    slot_t *to = operands + taken->height;            \
    if (taken->keep != 0)                             \
      to = move(to, sp, taken->keep);                 \
    sp = to;                                          \
    ip = module + taken->position;                    \
    branch = branches + taken->branch;                \
    NEXT;                                             \
  } while (0)

/* Stores what the loop keeps in registers; `ip` is behind the opcode. */
#define KEEP                                       \
  do {                                             \
    state->position = (uint32_t)(ip - 1 - module); \
    state->branch = (uint32_t)(branch - branches); \
    state->locals = (uint32_t)(locals - stack);    \
    state->top = (uint32_t)(sp - stack);           \
    state->fuel += (uint32_t)fuel;                 \
  } while (0)

/* Reads what a call from the loop may have changed. */
#define TAKE                   \
  do {                         \
    sp = stack + state->top;   \
    fuel = take_fuel(state);   \
    data = memory_data(state); \
    size = memory_size(state); \
  } while (0)

/* Takes fuel for the loop, as much as a signed number holds, so that its end is seen by the sign
 * alone; what is left for later stays in the state. */
static inline int32_t take_fuel(struct thimble_wasm_state *state) {
  uint32_t taken = state->fuel <= INT32_MAX ? state->fuel : INT32_MAX;
  state->fuel -= taken;
  return (int32_t)taken;
}

/* Moves the `count` slots below `end` down to `to`; returns what is behind them there. */
static inline slot_t *move(slot_t *to, const slot_t *end, uint32_t count) {
  const slot_t *from = end - count;
  do
    *to++ = *from++;
  while (--count > 0);
  return to;
}

static inline uint8_t *memory_data(const struct thimble_wasm_state *state) {
  return state->memory == NULL ? NULL : state->memory->data;
}

static inline uint32_t memory_size(const struct thimble_wasm_state *state) {
  return state->memory == NULL ? 0 : state->memory->size;
}

static inline slot_t *operands_of(const function_t *function, slot_t *locals) {
  return locals + (uint32_t)function->parameters + function->locals + THIMBLE_WASM_RECORD;
}

#pragma GCC diagnostic ignored "-Woverride-init"
enum thimble_reason thimble_wasm_run(struct thimble_wasm_state *state) {
  static const void *const table[256] = {
      [0 ... 255] = WASM_ENTRY(unreachable), /* validation lets none of these pass */
#define THIMBLE_WASM_OPCODE SHAPE_ENTRY
#define THIMBLE_WASM_PREFIXED PREFIXED_ENTRY
#include "engine/wasm/opcodes.def"
#undef THIMBLE_WASM_OPCODE
#undef THIMBLE_WASM_PREFIXED
      WASM_BINARY_BODIES(OWN_ENTRY) WASM_UNARY_BODIES(OWN_ENTRY) WASM_LOAD_BODIES(OWN_ENTRY)
          WASM_STORE_BODIES(OWN_ENTRY) WASM_OTHER_BODIES(SHARED_ENTRY)};
  const uint8_t *const module = state->module;
  const struct thimble_wasm_branch *const branches = state->branches;
  slot_t *const stack = state->stack;
  const function_t *function = &state->functions[state->function], *callee = function;
  const uint8_t *end_of_code = module;
  slot_t *operands = stack;
  register const uint8_t *ip WASM_REGISTER_ip = module + state->position;
  register slot_t *sp WASM_REGISTER_sp = stack + state->top;
  register int32_t fuel WASM_REGISTER_fuel = take_fuel(state);
  register const struct thimble_wasm_branch *branch WASM_REGISTER_branch = branches;
  register slot_t *locals WASM_REGISTER_locals = stack;
  register const void *const *bodies WASM_REGISTER_bodies = table;
  register uint8_t *data WASM_REGISTER_data = memory_data(state);
  register uint32_t size WASM_REGISTER_size = memory_size(state);
  struct thimble_wasm_caller caller = {.function = THIMBLE_WASM_NOBODY};
  uint32_t target = state->function, up = 0;
  enum thimble_reason reason;
  WASM_OPAQUE(bodies);
  if (state->position == THIMBLE_WASM_BEGINNING) {
    ip++; /* what follows is not yet behind an opcode, but may trap */
    goto open;
  }
  if (state->function == THIMBLE_WASM_NOBODY)
    goto done;
  branch += state->branch;
  locals += state->locals;
  operands = operands_of(function, locals);
  end_of_code += function->end;
  NEXT;

  WASM_FOLLOW

  WASM_BINARY_BODIES(BINARY_BODY)
  WASM_UNARY_BODIES(UNARY_BODY)
  WASM_LOAD_BODIES(LOAD_BODY)
  WASM_STORE_BODIES(STORE_BODY)

  WASM_BODY(local_get) {
    INDEX(index)
    *sp++ = locals[index];
    NEXT;
  }

  WASM_BODY(local_set) {
    INDEX(index)
    sp--;
    WASM_OPAQUE(sp);
    locals[index] = *sp;
    NEXT;
  }

  WASM_BODY(local_tee) {
    INDEX(index)
    locals[index] = sp[-1];
    NEXT;
  }

  WASM_BODY(global_get) {
    INDEX(index)
    *sp++ = *wasm_global(state, index);
    NEXT;
  }

  WASM_BODY(global_set) {
    INDEX(index)
    sp--;
    WASM_OPAQUE(sp);
    *wasm_global(state, index) = *sp;
    NEXT;
  }

  WASM_BODY(constant_32) {
    uint32_t value = *ip++;
    WASM_OPAQUE(value);
    WASM_OPAQUE(ip);
    if (wasm_goes_on(value)) {
      const uint8_t *next = ip;
      value = wasm_long_i32(value, &next);
      ip = next;
    } else {
      value = wasm_short_signed(value);
    }
    (sp++)->word = value;
    NEXT;
  }

  WASM_BODY(constant_64) {
    uint32_t byte = *ip++;
    WASM_OPAQUE(byte);
    WASM_OPAQUE(ip);
    int64_t value = (int32_t)wasm_short_signed(byte);
    if (wasm_goes_on(byte))
      ip = thimble_wasm_long_signed(ip - 1, &value);
    (sp++)->wide = (uint64_t)value;
    NEXT;
  }

  WASM_BODY(constant_float_32)
  (sp++)->word = wasm_read_32(ip);
  ip += 4;
  NEXT;

  WASM_BODY(constant_float_64)
  (sp++)->wide = wasm_read_64(ip);
  ip += 8;
  NEXT;

  WASM_BODY(drop)
  sp--;
  WASM_BODY(nop)
  NEXT;

  WASM_BODY(select_typed) {
    INDEX(types)
    for (; types > 0; types--)
      ip = wasm_skip(ip);
  }
  WASM_BODY(select) {
    uint32_t condition;
    WASM_POP(condition);
    sp--;
    WASM_OPAQUE(sp);
    if (condition == 0)
      sp[-1] = *sp;
    NEXT;
  }

  WASM_BODY(block)
  ip = wasm_skip(ip);
  NEXT;

  WASM_BODY(if_true) {
    uint32_t condition;
    WASM_POP(condition);
    if (condition == 0)
      JUMP;
    ip = wasm_skip(ip);
    branch++;
    NEXT;
  }

  WASM_BODY(jump_if) {
    uint32_t condition;
    WASM_POP(condition);
    if (condition != 0)
      JUMP;
    ip = wasm_skip(ip);
    branch++;
    NEXT;
  }

  WASM_BODY(jump_table) {
    INDEX(last)
    uint32_t label;
    WASM_POP(label);
    branch += label < last ? label : last;
  }
  WASM_BODY(jump)
  JUMP;

  WASM_BODY(call_indirect) {
    reason = thimble_wasm_find_target(state, ip, sp[-1].word, &target);
    if (reason != THIMBLE_REASON_NONE)
      goto trap;
    if (!wasm_is_inside(state, target))
      goto call_out;
    sp--;
    target -= state->reference;
    caller.position = (uint32_t)(wasm_skip(wasm_skip(ip)) - module);
    goto enter;
  }

  WASM_BODY(call) {
    const uint8_t *next = ip;
    target = wasm_index(&next);
    if (target < state->imported_functions)
      goto call_import;
    caller.position = (uint32_t)(next - module);
  }
enter:
  callee = &state->functions[target];
  caller.branch = (uint16_t)(branch - branches);
  caller.function = (uint16_t)state->function;
  up = (uint32_t)(locals - stack);
  locals = sp - callee->parameters;
open : {
  uint32_t used = (uint32_t)(sp - stack) + callee->frame;
  if (used > state->stack_slots)
    TRAP(THIMBLE_REASON_STACK);
  if (used > state->highest)
    state->highest = used;
  function = callee;
  state->function = target;
  for (uint32_t left = function->locals; left > 0; left--)
    (sp++)->wide = 0;
  sp[0].caller.position = caller.position;
  sp[0].caller.branch = caller.branch;
  sp[0].caller.function = caller.function;
  sp[1].word = up;
  sp += THIMBLE_WASM_RECORD;
  operands = sp;
  ip = module + function->code;
  end_of_code = module + function->end;
  branch = branches + function->branch;
  NEXT;
}

  WASM_BODY(end) {
    if (ip <= end_of_code)
      NEXT;
  }
  WASM_BODY(leave) {
    const slot_t *record = operands - THIMBLE_WASM_RECORD;
    uint32_t position = record->caller.position;
    state->function = record->caller.function;
    branch = branches + record->caller.branch;
    up = record[1].word;
    uint32_t results = function->results;
    if (results == 1) {
      *locals = sp[-1];
      sp = locals + 1;
    } else {
      sp = results == 0 ? locals : move(locals, sp, results);
    }
    if (state->function == THIMBLE_WASM_NOBODY)
      goto done;
    function = &state->functions[state->function];
    locals = stack + up;
    operands = operands_of(function, locals);
    ip = module + position;
    end_of_code = module + function->end;
    NEXT;
  }

  WASM_BODY(return_call_indirect) {
    reason = thimble_wasm_find_target(state, ip, sp[-1].word, &target);
    if (reason != THIMBLE_REASON_NONE)
      goto trap;
    if (!wasm_is_inside(state, target))
      goto call_out;
    sp--;
    target -= state->reference;
    goto replace;
  }

  WASM_BODY(return_call) {
    const uint8_t *next = ip;
    target = wasm_index(&next);
    if (target < state->imported_functions)
      goto call_import;
  }
replace:
  callee = &state->functions[target];
  caller.position = operands[-2].caller.position;
  caller.branch = operands[-2].caller.branch;
  caller.function = operands[-2].caller.function;
  up = operands[-1].word;
  sp = callee->parameters == 0 ? locals : move(locals, sp, callee->parameters);
  goto open;

call_import:
  target += state->reference;
call_out : {
  uint8_t opcode = ip[-1];
  bool is_indirect =
      opcode == THIMBLE_WASM_CALL_INDIRECT || opcode == THIMBLE_WASM_RETURN_CALL_INDIRECT;
  KEEP;
  state->top -= is_indirect;
  reason = thimble_wasm_call_out(state, target);
  if (reason == THIMBLE_REASON_FUEL) {
    state->fuel++; /* the call has not begun, and is what goes on */
    state->top += is_indirect;
  }
  if (reason != THIMBLE_REASON_NONE)
    return reason;
  TAKE;
  if (opcode == THIMBLE_WASM_RETURN_CALL || opcode == THIMBLE_WASM_RETURN_CALL_INDIRECT)
    goto leave;
  ip = wasm_skip(ip);
  if (is_indirect)
    ip = wasm_skip(ip);
  NEXT;
}

  WASM_BODY(shape_UNARY)
  reason = thimble_wasm_numeric(ip[-1], sp - 1);
  if (reason != THIMBLE_REASON_NONE)
    goto trap;
  NEXT;

  WASM_BODY(shape_BINARY)
  reason = thimble_wasm_numeric(ip[-1], sp - 2);
  if (reason != THIMBLE_REASON_NONE)
    goto trap;
  sp--;
  NEXT;

  WASM_BODY(shape_OTHER)
  WASM_BODY(shape_CONSTANT)
  WASM_BODY(shape_CONTROL)
  WASM_BODY(shape_LOCAL)
  WASM_BODY(shape_LOAD)
  WASM_BODY(shape_STORE)
  WASM_BODY(rare)
  KEEP;
  reason = thimble_wasm_rare(state);
  if (reason != THIMBLE_REASON_NONE)
    return reason;
  TAKE;
  ip = module + state->position;
  NEXT;

  WASM_BODY(unreachable)
  TRAP(THIMBLE_REASON_UNREACHABLE);

trap:
  KEEP;
  return reason;

out_of_fuel:
  fuel = take_fuel(state);
  if (fuel > 0)
    NEXT;
  KEEP;
  state->position++; /* the opcode was not read yet */
  return THIMBLE_REASON_FUEL;

done:
  state->fuel += (uint32_t)fuel;
  return THIMBLE_REASON_NONE;
}
