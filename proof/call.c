/* SPDX-License-Identifier: Apache-2.0 */
/* call.c: the wrapper of bindings as a whole, for any signature: a binding is entered once, with
 * the views that were checked and paid for, and what comes back is all that changes.
 *
 * take_argument() is replaced by what proof/argument.c proves of it, pay() by proof/pay.c. */
#include "engine/ebpf/call.c"

#include "engine/ebpf/memory.c"

#define PROOF_DEPTH 2u
#include "state.h"

static struct thimble_argument taken[THIMBLE_BINDING_ARGUMENTS]; /* as they were checked */
static uint32_t taken_count, entered;
static bool is_refused, is_paid;
static uint64_t taken_bytes;

/* In place of take_argument(). */
bool any_taken(struct thimble_ebpf_state *caller, char letter, const uint64_t **registers,
               struct thimble_argument *argument) {
  uint32_t first = (uint32_t)(*registers - state.registers);
  struct thimble_argument any_view;
  PROVE(caller == &state && 1 <= first && first < THIMBLE_EBPF_REGISTERS - 1,
        "the registers of an argument exist");
  PROVE(taken_count < THIMBLE_BINDING_ARGUMENTS, "there are at most five arguments");
  bool is_number = letter == 'i' || letter == 'l';
  if (is_number)
    any_view.length = 0;
  caller->address = nondet_uint64();
  *registers += is_number || letter == 's' ? 1 : 2;
  *argument = any_view;
  taken[EBPF_INDEX(taken_count, THIMBLE_BINDING_ARGUMENTS)] = any_view;
  taken_count++;
  taken_bytes += any_view.length;
  return is_number || nondet_bool();
}

/* In place of pay(). */
bool any_payment(struct thimble_ebpf_state *caller, uint64_t bytes,
                 const struct thimble_binding *binding) {
  PROVE(bytes == taken_bytes, "every byte is paid for");
  PROVE(binding == &any_bindings.bindings[binding - any_bindings.bindings], "its own price");
  int32_t cost = nondet_int32();
  ASSUME(cost >= 0 && is_whole(cost));
  if (cost > ebpf_fuel_left(caller))
    return false;
  caller->limit -= cost;
  is_paid = true;
  return true;
}

static int64_t any_binding(struct thimble_call *call) {
  PROVE(is_paid, "a binding is entered only when it is paid");
  PROVE(call->caller == state.caller && !call->refused, "a binding knows who calls");
  for (uint32_t i = 0; i < THIMBLE_BINDING_ARGUMENTS; i++)
    if (i < taken_count)
      PROVE(call->arguments[i].length == taken[i].length &&
                call->arguments[i].data == taken[i].data &&
                call->arguments[i].writable == taken[i].writable,
            "a binding sees what was checked");
  entered++;
  call->refused = is_refused = nondet_bool();
  return nondet_int64();
}

static void nothing_but_the_result_changed(enum thimble_ebpf_status status) {
  grants_unchanged();
  program_unchanged();
  for (uint32_t i = 1; i < THIMBLE_EBPF_REGISTERS; i++)
    PROVE(state.registers[i] == old.registers[i], "only r0 is written");
  PROVE(state.pc == old.pc && state.depth == old.depth && state.frames_used == old.frames_used,
        "a call of a binding moves nothing");
  PROVE(state.limit <= old.limit && is_whole(state.limit), "a call gives no fuel");
  PROVE(status == THIMBLE_EBPF_CONTINUE || state.registers[0] == old.registers[0],
        "a call that failed has no result");
}

int main(void) {
  struct thimble_binding bindings[PROOF_BINDINGS];
  struct thimble_program program;
  uint32_t number = nondet_uint32();
  any_table(bindings);
  any_state();
  ASSUME(number < any_bindings.count);
  bindings[number].function = any_binding;
  program.bindings = &any_bindings;
  state.source = &program;
  before_step();

  enum thimble_ebpf_status status = thimble_ebpf_call_binding(&state, number);

  nothing_but_the_result_changed(status);
  PROVE((status == THIMBLE_EBPF_CONTINUE || status == THIMBLE_EBPF_BEYOND_GRANT) == (entered == 1),
        "a binding is entered once, or the call failed");
  PROVE(entered <= 1 && (status == THIMBLE_EBPF_BEYOND_GRANT) == is_refused,
        "a refusal by the binding ends the run");
  PROVE(status == THIMBLE_EBPF_CONTINUE || status == THIMBLE_EBPF_BAD_ARGUMENT ||
            status == THIMBLE_EBPF_OUT_OF_FUEL || status == THIMBLE_EBPF_BEYOND_GRANT,
        "the status is one of a call");
  return 0;
}
