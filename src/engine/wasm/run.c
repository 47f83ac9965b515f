/* SPDX-License-Identifier: Apache-2.0 */
/* run.c: the interpreter: one loop with computed goto over the bytes of the module.
 *
 * Rules of use: `ip` stands behind the opcode until a body is certain not to trap, so that a trap's
 * position is one before it. A body ends with NEXT, or goes to a label that does. Whoever is called
 * from here and may change what the loop keeps in variables gets them stored by KEEP before, and
 * TAKE reads them again afterwards; no pointer to linear memory outlives such a call.
 *
 * Every pointer is a base and a checked number: `ip` the module and a position that validation has
 * seen, `branch` a number of a branch, the others the stack and a slot: each function states in
 * `frame` how far it goes, and calls compare that with the stack. */
#include "engine/wasm/run.h"

#include "engine/wasm/loop.h"
#include "engine/wasm/opcode.h"

/* The table of bodies: first by the shape of each instruction, then those that have a body. */
#define SHAPE_ENTRY(code, name, text, immediate, shape, operand, result) [code] = &&shape_##shape,
#define PREFIXED_ENTRY(code, name, text, immediate, shape, operand, result)
#define OWN_ENTRY(name, ...) [THIMBLE_WASM_##name] = &&name,
#define SHARED_ENTRY(name, label) [THIMBLE_WASM_##name] = &&label,

#pragma GCC diagnostic ignored "-Woverride-init"
enum thimble_reason thimble_wasm_run(struct thimble_wasm_state *state) {
  static const void *const table[256] = {
      [0 ... 255] = &&unreachable, /* validation lets none of these pass */
#define THIMBLE_WASM_OPCODE SHAPE_ENTRY
#define THIMBLE_WASM_PREFIXED PREFIXED_ENTRY
#include "engine/wasm/opcodes.def"
#undef THIMBLE_WASM_OPCODE
#undef THIMBLE_WASM_PREFIXED
      WASM_BINARY_BODIES(OWN_ENTRY) WASM_UNARY_BODIES(OWN_ENTRY) WASM_LOAD_BODIES(OWN_ENTRY)
          WASM_STORE_BODIES(OWN_ENTRY) WASM_OTHER_BODIES(SHARED_ENTRY)};
  struct wasm_rest rest = {
      .state = state,
      .module = state->module,
      .branches = state->branches,
      .stack = state->stack,
      .function = &state->functions[state->function],
      .operands = state->stack,
      .end_of_code = state->module,
  };
  register const uint8_t *ip WASM_REGISTER_ip = state->module + state->position;
  register slot_t *sp WASM_REGISTER_sp = state->stack + state->top;
  register uint32_t fuel WASM_REGISTER_fuel = state->fuel;
  register const struct thimble_wasm_branch *branch WASM_REGISTER_branch = state->branches;
  register slot_t *locals WASM_REGISTER_locals = state->stack;
  register const void *const *bodies WASM_REGISTER_bodies = table;
  register uint8_t *data WASM_REGISTER_data = wasm_memory_data(state);
  register uint32_t size WASM_REGISTER_size = wasm_memory_size(state);
  uint32_t caller_position, caller_branch, caller_function; /* of a record, while it is moved */
  const function_t *callee;
  uint32_t target, up;
  enum thimble_reason reason;
  WASM_OPAQUE(bodies);
  if (state->position == THIMBLE_WASM_BEGINNING) {
    state->highest = state->top + rest.function->frame;
    if (state->highest > state->stack_slots)
      return THIMBLE_REASON_STACK;
    sp = wasm_clear_locals(sp, rest.function);
    sp->caller.function = THIMBLE_WASM_NOBODY;
    goto opened;
  }
  if (state->position == THIMBLE_WASM_OVER)
    return THIMBLE_REASON_NONE;
  branch += rest.state->branch;
  locals += rest.state->locals;
  rest.operands = wasm_operands_of(rest.function, locals);
  rest.end_of_code += rest.function->end;
  NEXT;

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
  sp--;
  WASM_OPAQUE(sp);
  locals[index] = *sp;
  NEXT;
}

local_tee : {
  INDEX(index)
  locals[index] = sp[-1];
  NEXT;
}

global_get : {
  INDEX(index)
  *sp++ = *wasm_global(rest.state, index);
  NEXT;
}

global_set : {
  INDEX(index)
  sp--;
  WASM_OPAQUE(sp);
  *wasm_global(rest.state, index) = *sp;
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
  uint32_t byte = *ip++;
  WASM_OPAQUE(byte);
  WASM_OPAQUE(ip);
  if (wasm_goes_on(byte)) {
    int64_t value;
    ip = thimble_wasm_long_signed(ip - 1, &value);
    sp->wide = (uint64_t)value;
  } else {
    sp->wide = (uint64_t)(int32_t)wasm_short_signed(byte);
  }
  sp++;
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
select : {
  uint32_t condition;
  WASM_POP(condition);
  sp--;
  WASM_OPAQUE(sp);
  if (condition == 0)
    sp[-1] = *sp;
  NEXT;
}

block:
  ip = wasm_skip(ip);
  NEXT;

if_true : {
  uint32_t condition;
  WASM_POP(condition);
  if (condition == 0)
    goto jump;
  ip = wasm_skip(ip);
  branch++;
  NEXT;
}

jump_if : {
  uint32_t condition;
  WASM_POP(condition);
  if (condition != 0)
    JUMP;
  ip = wasm_skip(ip);
  branch++;
  NEXT;
}

jump_table : {
  INDEX(last)
  uint32_t label;
  WASM_POP(label);
  branch += label < last ? label : last;
}
jump:
  JUMP;

call_indirect : {
  FIND_TARGET;
  caller_position = (uint32_t)(wasm_skip(wasm_skip(ip)) - rest.module);
  goto enter;
}

call : {
  const uint8_t *next = ip;
  target = wasm_index(&next);
  if (target < rest.state->imported_functions)
    goto call_import;
  caller_position = (uint32_t)(next - rest.module);
}
enter:
  callee = &rest.state->functions[target];
  PAY_FOR_LOCALS;
  caller_branch = (uint32_t)(branch - rest.branches);
  caller_function = rest.state->function;
  up = (uint32_t)(locals - rest.stack);
  locals = sp - callee->parameters;
open:
  if (!wasm_has_room(rest.state, sp, callee))
    TRAP(THIMBLE_REASON_STACK);
  rest.function = callee;
  rest.state->function = target;
  sp = wasm_clear_locals(sp, callee);
  sp[0].caller.position = caller_position;
  sp[0].caller.branch = (uint16_t)caller_branch;
  sp[0].caller.function = (uint16_t)caller_function;
  sp[1].word = up;
opened:
  sp += THIMBLE_WASM_RECORD;
  rest.operands = sp;
  ip = rest.module + rest.function->code;
  rest.end_of_code = rest.module + rest.function->end;
  branch = rest.branches + rest.function->branch;
  NEXT;

end : {
  if (ip <= rest.end_of_code)
    NEXT;
}
leave : {
  caller_position = rest.operands[-2].caller.position;
  caller_branch = rest.operands[-2].caller.branch;
  caller_function = rest.operands[-2].caller.function;
  up = rest.operands[-1].word;
  uint32_t results = rest.function->results;
  if (results == 1) {
    WASM_OPAQUE(sp);
    *locals = sp[-1];
    sp = locals + 1;
  } else {
    sp = results == 0 ? locals : wasm_move(locals, sp, results);
  }
  if (caller_function == THIMBLE_WASM_NOBODY)
    goto done;
  rest.state->function = caller_function;
  rest.function = &rest.state->functions[caller_function];
  locals = rest.stack + up;
  rest.operands = wasm_operands_of(rest.function, locals);
  rest.end_of_code = rest.module + rest.function->end;
  ip = rest.module + caller_position;
  branch = rest.branches + caller_branch;
  NEXT;
}

return_call_indirect : {
  FIND_TARGET;
  goto replace;
}

return_call : {
  const uint8_t *next = ip;
  target = wasm_index(&next);
  if (target < rest.state->imported_functions)
    goto call_import;
}
replace:
  callee = &rest.state->functions[target];
  PAY_FOR_LOCALS;
  caller_position = rest.operands[-2].caller.position;
  caller_branch = rest.operands[-2].caller.branch;
  caller_function = rest.operands[-2].caller.function;
  up = rest.operands[-1].word;
  sp = callee->parameters == 0 ? locals : wasm_move(locals, sp, callee->parameters);
  goto open;

not_paid:
  fuel++; /* for the call, which is what goes on */
  sp += wasm_is_indirect(ip[-1]);
  KEEP;
  return THIMBLE_REASON_FUEL;

call_import:
  target += rest.state->reference;
call_out : {
  uint8_t opcode = ip[-1];
  bool is_indirect = wasm_is_indirect(opcode);
  KEEP;
  rest.state->top -= is_indirect;
  reason = thimble_wasm_call_out(rest.state, target);
  if (reason == THIMBLE_REASON_FUEL) {
    rest.state->fuel++; /* the call has not begun, and is what goes on */
    rest.state->top += is_indirect;
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
shape_CONSTANT:
shape_CONTROL:
shape_LOCAL:
shape_LOAD:
shape_STORE:
rare:
  KEEP;
  reason = thimble_wasm_rare(rest.state);
  if (reason != THIMBLE_REASON_NONE)
    return reason;
  TAKE;
  ip = rest.module + rest.state->position;
  NEXT;

unreachable:
  TRAP(THIMBLE_REASON_UNREACHABLE);

trap:
  KEEP;
  return reason;

out_of_fuel:
  fuel = 0;
  KEEP;
  rest.state->position++; /* the opcode was not read yet */
  return THIMBLE_REASON_FUEL;

done:
  rest.state->fuel = fuel;
  return THIMBLE_REASON_NONE;
}
