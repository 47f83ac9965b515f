/* SPDX-License-Identifier: Apache-2.0 */
/* fast.h: one body of the fast interpreter, from any state that satisfies the invariant, keeps it,
 * or has changed nothing when it goes to the step.
 *
 * The bodies are those of run_fast.c as it ships, but for the way on to the next one
 * (proof/machine/machine.h). The doors to guest memory are replaced by what proof/door.c proves of
 * them, and arithmetic by any results. Rules of use: included by one of fast_*.c, each of which is
 * about one of the lists in bodies.h, since all of them at once take CBMC minutes. */
#include "any_arithmetic.h"
#define ebpf_read shipped_read
#define ebpf_write shipped_write
#include "engine/ebpf/memory.h"
#undef ebpf_read
#undef ebpf_write
static uint64_t ebpf_read(const uint8_t *bytes, uint32_t size);
static void ebpf_write(uint8_t *bytes, uint32_t size, uint64_t value);
#include "engine/ebpf/run_fast.c"

#define PROOF_DEPTH 8u
#include "accepted.h"

/* The access to guest memory that a body made. */
static const uint8_t *accessed;
static uint32_t accessed_size;
static bool is_written;

static void note_access(const uint8_t *bytes, uint32_t size, bool write) {
  PROVE(accessed_size == 0, "a body makes one access");
  accessed = bytes;
  accessed_size = size;
  is_written = write;
}

static uint64_t ebpf_read(const uint8_t *bytes, uint32_t size) {
  note_access(bytes, size, false);
  return nondet_uint64();
}

static void ebpf_write(uint8_t *bytes, uint32_t size, uint64_t value) {
  (void)value;
  note_access(bytes, size, true);
}

/* The registers come first in the state. */
static uint32_t register_of(const uint64_t *slot) {
  uint32_t offset = (uint32_t)__CPROVER_POINTER_OFFSET(slot);
  PROVE(__CPROVER_same_object(slot, &state) && offset % 8 == 0, "a pointer to a register");
  PROVE(offset / 8 < THIMBLE_EBPF_REGISTERS, "the register exists");
  return offset / 8;
}

static uint64_t ebpf_get(const uint64_t *slot) {
  return state.registers[register_of(slot)];
}

static void ebpf_set(uint64_t *slot, uint64_t value) {
  state.registers[register_of(slot)] = value;
}

static bool is_stepped;

/* Where a body leaves the rest to the step: it finds the state as it was. What it makes of it is
 * proved in proof/step.c; here it ends the run. */
status_t thimble_ebpf_step(state_t *caller) {
  PROVE(caller == &state && state.pc == old.pc && state.limit == old.limit &&
            state.depth == old.depth && state.frames_used == old.frames_used,
        "nothing has changed before a step");
  for (uint32_t i = 0; i < THIMBLE_EBPF_REGISTERS; i++)
    PROVE(state.registers[i] == old.registers[i], "no register has changed before a step");
  PROVE(accessed_size == 0, "no memory was accessed before a step");
  is_stepped = true;
  return THIMBLE_EBPF_TOO_DEEP;
}

/* The program counter and the limit that a body went on with. */
static void take_over(void) {
  uint64_t offset = __CPROVER_POINTER_OFFSET(next_left);
  PROVE(__CPROVER_same_object(next_left, text.program) && offset % 8 == 0,
        "the next instruction is one of the program");
  state.pc = (uint32_t)(offset / 8);
  state.limit = limit_left;
}

int main(void) {
  struct thimble_binding bindings[PROOF_BINDINGS];
  any_accepted_state(bindings);
  uint32_t fuel = nondet_uint32();
  ASSUME((state.pc + fuel) * THIMBLE_EBPF_SLOT == (uint32_t)state.limit);
  state.entry = state.pc;
  before_step();

  status_t status = thimble_ebpf_run(&state, fuel);

  if (accessed_size != 0)
    PROVE(is_granted(accessed, accessed_size, is_written), "what is accessed is granted");
  if (is_stepped)
    return 0;
  PROVE(status == THIMBLE_EBPF_CONTINUE || status == THIMBLE_EBPF_EXITED,
        "a body goes on, or the run has ended well");
  if (status == THIMBLE_EBPF_CONTINUE)
    take_over();
  after_step(status);
  return 0;
}
