/* SPDX-License-Identifier: Apache-2.0 */
/* argument.c: what the wrapper of bindings makes of one argument, of any letter, from any
 * registers: a view lies in one region with the permission that the letter needs, and nothing of
 * the state changes but the address of a trap.
 *
 * take_arguments() does this up to five times, one after the other, with nothing in between but a
 * sum. The search for a NUL is cut by a contract (proof/loops/argument.json). */
#include "engine/ebpf/call.c"

#include "engine/ebpf/memory.c"

#define PROOF_DEPTH 2u
#include "state.h"

static void state_is_unchanged(void) {
  grants_unchanged();
  program_unchanged();
  for (uint32_t i = 0; i < THIMBLE_EBPF_REGISTERS; i++)
    PROVE(state.registers[i] == old.registers[i], "registers are read");
  PROVE(state.pc == old.pc && state.depth == old.depth && state.limit == old.limit,
        "an argument moves nothing and costs nothing yet");
}

static void view_holds(const struct thimble_argument *view, char letter) {
  bool writes = letter == 'w';
  PROVE(view->length > 0 || view->data == NULL, "a view of no bytes points nowhere");
  PROVE(view->length == 0 || is_granted(view->data, view->length, writes),
        "a view lies in a region with its permission");
  PROVE(view->writable == (writes ? view->data : NULL), "only w may be written");
}

int main(void) {
  struct thimble_argument argument, any_argument;
  uint32_t first = nondet_uint32();
  char letter = (char)nondet_uint8();
  any_state();
  ASSUME(1 <= first && first < THIMBLE_EBPF_REGISTERS - 1);
  argument = any_argument;
  const uint64_t *registers = &state.registers[first];
  before_step();

  bool taken = take_argument(&state, letter, &registers, &argument);

  state_is_unchanged();
  bool is_number = letter == 'i' || letter == 'l';
  uint32_t used = is_number || letter == 's' ? 1 : 2;
  PROVE(registers == &state.registers[first + used], "the registers of the letter are taken");
  if (is_number)
    PROVE(taken && argument.length == 0, "a number has no bytes");
  else if (taken)
    view_holds(&argument, letter);
  return 0;
}
