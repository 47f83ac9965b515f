/* SPDX-License-Identifier: Apache-2.0 */
/* memory.c: see memory.h. */
#include "engine/ebpf/memory.h"

bool thimble_ebpf_locate(struct thimble_ebpf_state *state, uint64_t address, uint32_t size,
                         bool write, uint8_t **bytes) {
  bool granted = ebpf_translate(state->regions, address, size, write, bytes);
  if (!granted)
    state->address = address;
  return granted;
}
