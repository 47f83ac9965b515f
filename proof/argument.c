/* SPDX-License-Identifier: Apache-2.0 */
/* argument.c: what the wrapper of bindings makes of one argument, of any letter, from any
 * registers: a view lies in one region with the permission that the letter needs, and nothing of
 * the state changes but the address of a trap.
 *
 * The search for the end of a text is replaced by what proof/find_end.c proves of it. */
#include "engine/ebpf/call.c"

#include "engine/ebpf/memory.c"

#define PROOF_DEPTH 2u
#include "state.h"

/* In place of find_end(). */
bool any_end(struct thimble_ebpf_state *caller, uint64_t address, uint32_t *length) {
  uint32_t number = (uint32_t)(address >> 32), offset = (uint32_t)address;
  *length = nondet_uint32();
  caller->address = nondet_uint64();
  return number < THIMBLE_EBPF_REGIONS && offset < caller->regions[number].readable &&
         *length < caller->regions[number].readable - offset && nondet_bool();
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

  only_address_changed();
  bool is_number = letter == 'i' || letter == 'l';
  uint32_t used = is_number || letter == 's' ? 1 : 2;
  PROVE(registers == &state.registers[first + used], "the registers of the letter are taken");
  if (is_number)
    PROVE(taken && argument.length == 0, "a number has no bytes");
  else if (taken)
    view_holds(&argument, letter);
  return 0;
}
