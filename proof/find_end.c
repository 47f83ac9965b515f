/* SPDX-License-Identifier: Apache-2.0 */
/* find_end.c: the search for the end of a text reads what is granted only, and finds bytes of one
 * region; the loop is cut by a contract (proof/loops/find_end.json). */
#include "engine/ebpf/call.c"

#include "engine/ebpf/memory.c"

#define PROOF_DEPTH 2u
#include "state.h"

int main(void) {
  uint32_t length;
  uint64_t address = nondet_uint64();
  any_state();
  before_step();

  bool found = find_end(&state, address, &length);

  only_address_changed();
  if (found) {
    uint32_t number = (uint32_t)(address >> 32), offset = (uint32_t)address;
    PROVE(number < THIMBLE_EBPF_REGIONS, "the text lies in a region");
    uint32_t readable = state.regions[number].readable;
    PROVE(offset < readable && length < readable - offset, "the text and its end lie in it");
    PROVE(state.regions[number].base[offset + length] == 0, "the text ends");
  }
  return 0;
}
