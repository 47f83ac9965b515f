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
  [code] = WASM_BODY(shape_##shape),
#define PREFIXED_ENTRY(code, name, text, immediate, shape, operand, result)
#define OWN_ENTRY(name, ...) [THIMBLE_WASM_##name] = WASM_BODY(name),
#define SHARED_ENTRY(name, label) [THIMBLE_WASM_##name] = WASM_BODY(label),

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

#define BINARY_BODY(name, operand, result, value) \
  name : {                                        \
    __typeof__(sp->operand) b = (--sp)->operand;  \
    WASM_OPAQUE(sp);                              \
    __typeof__(sp->operand) a = sp[-1].operand;   \
    sp[-1].result = (value);                      \
    NEXT;                                         \
  }
#define UNARY_BODY(name, operand, result, value) \
  name : {                                       \
    __typeof__(sp->operand) a = sp[-1].operand;  \
    sp[-1].result = (value);                     \
    NEXT;                                        \
  }

/* The immediates of a load or store: `next` is behind them. */
#define MEMORY_IMMEDIATES            \
  const uint8_t *next = ip + 2;      \
  uint32_t offset = ip[1];           \
  uint32_t place;                    \
  if (wasm_goes_on(ip[0] | ip[1])) { \
    next = wasm_skip(ip);            \
    offset = wasm_index(&next);      \
  }
#define LOAD_BODY(name, bits, result, type)                                       \
  name : {                                                                        \
    MEMORY_IMMEDIATES                                                             \
    uint32_t address = sp[-1].word;                                               \
    if (!wasm_reaches(address, offset, (bits) / 8, size, &place))                 \
      goto no_memory;                                                             \
    sp[-1].result = (__typeof__(sp->result))(type)wasm_read_##bits(data + place); \
    ip = next;                                                                    \
    NEXT;                                                                         \
  }
#define STORE_BODY(name, bits, operand)                             \
  name : {                                                          \
    MEMORY_IMMEDIATES                                               \
    uint32_t address = sp[-2].word;                                 \
    if (!wasm_reaches(address, offset, (bits) / 8, size, &place))   \
      goto no_memory;                                               \
    wasm_write_##bits(data + place, (STORED_##bits)sp[-1].operand); \
    sp -= 2;                                                        \
    ip = next;                                                      \
    NEXT;                                                           \
  }
#define STORED_8 uint32_t
#define STORED_16 uint32_t
#define STORED_32 uint32_t
#define STORED_64 uint64_t

/* Goes where the branch at `branch` leads. */
#define JUMP                                          \
  do {                                                \
    const struct thimble_wasm_branch *taken = branch; \
    slot_t *to = operands + taken->height;            \
    if (taken->keep != 0)                             \
      to = move(to, sp, taken->keep);                 \
    sp = to;                                          \
    ip = state->module + taken->position;             \
    branch = state->branches + taken->branch;         \
    NEXT;                                             \
  } while (0)

/* Stores what the loop keeps in registers; `ip` is behind the opcode. */
#define KEEP                                              \
  do {                                                    \
    state->position = (uint32_t)(ip - 1 - state->module); \
    state->branch = (uint32_t)(branch - state->branches); \
    state->locals = (uint32_t)(locals - state->stack);    \
    state->top = (uint32_t)(sp - state->stack);           \
    state->fuel += (uint32_t)fuel;                        \
  } while (0)

/* Reads what a call from the loop may have changed. */
#define TAKE                        \
  do {                              \
    sp = state->stack + state->top; \
    fuel = take_fuel(state);        \
    data = memory_data(state);      \
    size = memory_size(state);      \
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
      [0 ... 255] = WASM_BODY(unreachable), /* validation lets none of these pass */
#define THIMBLE_WASM_OPCODE SHAPE_ENTRY
#define THIMBLE_WASM_PREFIXED PREFIXED_ENTRY
#include "engine/wasm/opcodes.def"
#undef THIMBLE_WASM_OPCODE
#undef THIMBLE_WASM_PREFIXED
      WASM_BINARY_BODIES(OWN_ENTRY) WASM_UNARY_BODIES(OWN_ENTRY) WASM_LOAD_BODIES(OWN_ENTRY)
          WASM_STORE_BODIES(OWN_ENTRY) WASM_OTHER_BODIES(SHARED_ENTRY)};
  if (state->function == THIMBLE_WASM_NOBODY)
    return THIMBLE_REASON_NONE;
  const function_t *function = &state->functions[state->function];
  const uint8_t *end_of_code = state->module + function->end;
  slot_t *operands = operands_of(function, state->stack + state->locals);
  register const uint8_t *ip WASM_REGISTER("r4") = state->module + state->position;
  register slot_t *sp WASM_REGISTER("r5") = state->stack + state->top;
  register int32_t fuel WASM_REGISTER("r6") = take_fuel(state);
  register const struct thimble_wasm_branch *branch WASM_REGISTER("r7") =
      state->branches + state->branch;
  register slot_t *locals WASM_REGISTER("r8") = state->stack + state->locals;
  register const void *const *bodies WASM_REGISTER("r9") = table;
  register uint8_t *data WASM_REGISTER("r10");
  register uint32_t size WASM_REGISTER("r11");
  data = memory_data(state);
  size = memory_size(state);
  WASM_OPAQUE(bodies);
  struct thimble_wasm_caller caller;
  uint32_t up, target;
  enum thimble_reason reason;
  NEXT;

bodies_follow:
  goto *bodies[0];

  WASM_BINARY_BODIES(BINARY_BODY)
  WASM_UNARY_BODIES(UNARY_BODY)
  WASM_LOAD_BODIES(LOAD_BODY)
  WASM_STORE_BODIES(STORE_BODY)

local_get : {
  INDEX(index)
  *sp++ = locals[index];
  NEXT;
}

local_set : {
  INDEX(index)
  locals[index] = *--sp;
  NEXT;
}

local_tee : {
  INDEX(index)
  locals[index] = sp[-1];
  NEXT;
}

global_get : {
  INDEX(index)
  *sp++ = *wasm_global(state, index);
  NEXT;
}

global_set : {
  INDEX(index)
  *wasm_global(state, index) = *--sp;
  NEXT;
}

constant_32 : {
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

constant_64 : {
  int64_t value;
  ip = thimble_wasm_long_signed(ip, &value);
  (sp++)->wide = (uint64_t)value;
  NEXT;
}

constant_float_32:
  (sp++)->word = wasm_read_32(ip);
  ip += 4;
  NEXT;

constant_float_64:
  (sp++)->wide = wasm_read_64(ip);
  ip += 8;
  NEXT;

drop:
  sp--;
nop:
  NEXT;

select_typed : {
  INDEX(types)
  for (; types > 0; types--)
    ip = wasm_skip(ip);
}
select:
  sp -= 2;
  if (sp[1].word == 0)
    sp[-1] = sp[0];
  NEXT;

block:
  ip = wasm_skip(ip);
  NEXT;

if_true:
  if ((--sp)->word == 0)
    goto jump;
  ip = wasm_skip(ip);
  branch++;
  NEXT;

jump_if:
  if ((--sp)->word != 0)
    JUMP;
  ip = wasm_skip(ip);
  branch++;
  NEXT;

jump_table : {
  INDEX(last)
  uint32_t label = (--sp)->word;
  branch += label < last ? label : last;
}
jump:
  JUMP;

call_indirect:
  reason = thimble_wasm_find_target(state, ip, sp[-1].word, &target);
  if (reason != THIMBLE_REASON_NONE)
    goto trap;
  if (!wasm_is_inside(state, target))
    goto call_out;
  sp--;
  function = &state->functions[target - state->reference];
  caller.position = (uint32_t)(wasm_skip(wasm_skip(ip)) - state->module);
  goto enter;

call : {
  const uint8_t *next = ip;
  target = wasm_index(&next);
  if (target < state->imported_functions)
    goto call_import;
  function = &state->functions[target];
  caller.position = (uint32_t)(next - state->module);
}
enter:
  caller.branch = (uint16_t)(branch - state->branches);
  caller.function = (uint16_t)state->function;
  up = (uint32_t)(locals - state->stack);
  locals = sp - function->parameters;
open : {
  uint32_t used = (uint32_t)(sp - state->stack) + function->frame;
  if (used > state->stack_slots)
    TRAP(THIMBLE_REASON_STACK);
  if (used > state->highest)
    state->highest = used;
  for (uint32_t left = function->locals; left > 0; left--)
    (sp++)->wide = 0;
  sp[0].caller = caller;
  sp[1].word = up;
  sp += THIMBLE_WASM_RECORD;
  operands = sp;
  state->function = (uint32_t)(function - state->functions);
  ip = state->module + function->code;
  end_of_code = state->module + function->end;
  branch = state->branches + function->branch;
  NEXT;
}

end:
  if (ip <= end_of_code)
    NEXT;
leave : {
  uint32_t results = state->functions[state->function].results;
  caller = operands[-2].caller;
  up = operands[-1].word;
  sp = results == 0 ? locals : move(locals, sp, results);
  state->function = caller.function;
  if (caller.function == THIMBLE_WASM_NOBODY)
    goto done;
  function = &state->functions[caller.function];
  locals = state->stack + up;
  operands = operands_of(function, locals);
  ip = state->module + caller.position;
  end_of_code = state->module + function->end;
  branch = state->branches + caller.branch;
  NEXT;
}

return_call_indirect:
  reason = thimble_wasm_find_target(state, ip, sp[-1].word, &target);
  if (reason != THIMBLE_REASON_NONE)
    goto trap;
  if (!wasm_is_inside(state, target))
    goto call_out;
  sp--;
  function = &state->functions[target - state->reference];
  goto replace;

return_call : {
  const uint8_t *next = ip;
  target = wasm_index(&next);
  if (target < state->imported_functions)
    goto call_import;
  function = &state->functions[target];
}
replace:
  caller = operands[-2].caller;
  up = operands[-1].word;
  sp = function->parameters == 0 ? locals : move(locals, sp, function->parameters);
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

shape_UNARY:
  reason = thimble_wasm_numeric(ip[-1], sp - 1);
  if (reason != THIMBLE_REASON_NONE)
    goto trap;
  NEXT;

shape_BINARY:
  reason = thimble_wasm_numeric(ip[-1], sp - 2);
  if (reason != THIMBLE_REASON_NONE)
    goto trap;
  sp--;
  NEXT;

shape_OTHER:
shape_CONTROL:
shape_CONSTANT:
shape_LOCAL:
shape_LOAD:
shape_STORE:
rare:
  KEEP;
  reason = thimble_wasm_rare(state);
  if (reason != THIMBLE_REASON_NONE)
    return reason;
  TAKE;
  ip = state->module + state->position;
  NEXT;

unreachable:
  TRAP(THIMBLE_REASON_UNREACHABLE);

no_memory : {
  const uint8_t *next = wasm_skip(ip);
  uint32_t offset = wasm_index(&next);
  bool is_store = ip[-1] >= THIMBLE_WASM_I32_STORE;
  state->detail = (uint64_t)sp[is_store ? -2 : -1].word + offset;
  reason = THIMBLE_REASON_MEMORY_ACCESS;
}
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
  KEEP;
  return THIMBLE_REASON_NONE;
}
