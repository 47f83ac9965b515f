/* SPDX-License-Identifier: Apache-2.0 */
/* pay.c: a binding is entered only if its whole cost is there: for any number of bytes that five
 * arguments can have, any costs in the table and any fuel. That the cost is the right one is left
 * to the tests. */
#include "engine/ebpf/call.c"

#include "engine/ebpf/memory.c"

#define PROOF_DEPTH 2u
#include "state.h"

#define BYTES_MAXIMUM (THIMBLE_BINDING_ARGUMENTS * (uint64_t)UINT32_MAX)

int main(void) {
  struct thimble_binding binding;
  uint64_t bytes = nondet_uint64();
  any_state();
  ASSUME(bytes <= BYTES_MAXIMUM);
  before_step();

  bool paid = pay(&state, bytes, &binding);

  grants_unchanged();
  program_unchanged();
  PROVE(state.limit <= old.limit, "paying gives no fuel");
  PROVE(!paid || ebpf_fuel_left(&state) >= 0, "what was paid was there");
  PROVE(paid || state.limit == old.limit, "who cannot pay pays nothing");
  PROVE(is_whole(state.limit), "paying takes whole instructions");
  PROVE(state.pc == old.pc && state.depth == old.depth, "paying moves nothing");
  return 0;
}
