/* SPDX-License-Identifier: Apache-2.0 */
/* step.c: one step of any program, from any state that satisfies the invariant, keeps it.
 *
 * The doors to guest memory are replaced by what proof/door.c proves of them, arithmetic by any
 * results, and the wrapper of bindings by what proof/call.c proves of it. */
#include "any_arithmetic.h"
#define ebpf_read shipped_read
#define ebpf_write shipped_write
#include "engine/ebpf/memory.h"
#undef ebpf_read
#undef ebpf_write
static uint64_t ebpf_read(const uint8_t *bytes, uint32_t size);
static void ebpf_write(uint8_t *bytes, uint32_t size, uint64_t value);
#include "engine/ebpf/step.c"

#include "engine/ebpf/memory.c"

#define PROOF_DEPTH 8u
#include "accepted.h"

static bool is_width(uint32_t size) {
  return size == 1 || size == 2 || size == 4 || size == 8;
}

/* Reads anything; what was written need not be remembered. */
static uint64_t ebpf_read(const uint8_t *bytes, uint32_t size) {
  PROVE(is_width(size), "a load has a width");
  proof_read(bytes, size);
  return nondet_uint64();
}

static void ebpf_write(uint8_t *bytes, uint32_t size, uint64_t value) {
  (void)value;
  PROVE(is_width(size), "a store has a width");
  proof_write(bytes, size);
}

/* The contract of call.h: the fuel shrinks by no more than there is, r0 and `address` change. */
status_t thimble_ebpf_call_binding(state_t *caller, uint32_t number) {
  PROVE(caller == &state && number < any_bindings.count, "the binding is in the table");
  PROVE(any_bindings.bindings[number].function != NULL, "the device has the binding");
  PROVE(text.granted >> any_bindings.bindings[number].grant & 1, "the binding is granted");
  int32_t cost = nondet_int32();
  ASSUME(cost >= 0 && is_whole(cost));
  status_t status = nondet_uint8();
  ASSUME(status == THIMBLE_EBPF_CONTINUE || status == THIMBLE_EBPF_BAD_ARGUMENT ||
         status == THIMBLE_EBPF_OUT_OF_FUEL || status == THIMBLE_EBPF_BEYOND_GRANT);
  if (cost <= ebpf_fuel_left(caller))
    caller->limit -= cost;
  else
    ASSUME(status != THIMBLE_EBPF_CONTINUE && status != THIMBLE_EBPF_BEYOND_GRANT);
  caller->registers[0] = nondet_uint64();
  caller->address = nondet_uint64();
  return status;
}

int main(void) {
  struct thimble_binding bindings[PROOF_BINDINGS];
  any_accepted_state(bindings);
  before_step();
  after_step(thimble_ebpf_step(&state));
  return 0;
}
