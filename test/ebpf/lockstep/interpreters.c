/* SPDX-License-Identifier: Apache-2.0 */
/* interpreters.c: see interpreters.h. The two of the library are compiled under other names. */
#include "ebpf/lockstep/interpreters.h"

#include <string.h>

#include "ebpf/lockstep/probes.h"
#include "engine/ebpf/flow.h"
#include "engine/ebpf/parameters.h"

typedef enum thimble_ebpf_status status_t;
typedef struct thimble_ebpf_state state_t;

status_t run_fast(state_t *state, uint32_t fuel);
status_t run_small(state_t *state, uint32_t fuel);

enum interpreter interpreter;
struct observation observation;
const char *complaint;

static void complain_unless(bool holds, const char *what) {
  if (!holds && complaint == NULL)
    complaint = what;
}

/* A digest of what a run must not change. */
static uint64_t fixed_of(const state_t *state) {
  const void *const pointers[] = {state->program, state->source, state->caller, state->frames};
  const uint32_t numbers[] = {state->frame_size, state->call_depth, state->entry, state->fuel};
  uint64_t digest = probes_mix(1, state->regions, sizeof state->regions);
  digest = probes_mix(digest, pointers, sizeof pointers);
  return probes_mix(digest, numbers, sizeof numbers);
}

static uint32_t slots_of(const state_t *state) {
  return thimble_ebpf_parameters_of(state->source)->text_length;
}

static bool is_second_slot(const state_t *state, uint32_t slot) {
  return slot > 0 && state->program[slot].head == 0 &&
         thimble_ebpf_opcode(state->program[slot - 1]) == THIMBLE_EBPF_OPCODE_LDDW;
}

static void check_invariant(const state_t *state) {
  complain_unless(state->pc < slots_of(state), "pc has left the program");
  complain_unless(complaint != NULL || !is_second_slot(state, state->pc),
                  "pc is inside a wide instruction");
  complain_unless(state->depth < state->call_depth, "more frames are open than there are");
  uint64_t frame_end =
      THIMBLE_EBPF_ADDRESS(THIMBLE_EBPF_REGION_STACK, (state->depth + 1) * state->frame_size);
  complain_unless(state->registers[THIMBLE_EBPF_FRAME] == frame_end,
                  "r10 is not the end of the frame");
}

/* Whether the fuel that the engine computes from pc and limit is what was counted. */
static void check_fuel(const state_t *state, uint32_t fuel, uint64_t used, status_t status) {
  int32_t left = status == THIMBLE_EBPF_EXITED ? state->left : ebpf_fuel_left(state);
  complain_unless((int64_t)left == ((int64_t)fuel - (int64_t)used) * 8, "fuel is miscounted");
  if (status == THIMBLE_EBPF_EXITED)
    complain_unless(used <= fuel, "a run ended well beyond its budget");
}

static uint32_t cost_of(const state_t *state) {
  uint8_t opcode = thimble_ebpf_opcode(state->program[state->pc]);
  return opcode == THIMBLE_EBPF_OPCODE_LDDW ? 2 : 1;
}

static status_t run_counting(state_t *state, uint32_t fuel) {
  const uint64_t before = fixed_of(state);
  uint64_t used = 0;
  status_t status = THIMBLE_EBPF_CONTINUE;
  state->pc = state->entry;
  state->limit = ebpf_first_limit(state->entry, fuel);
  probes_cost = 0;
  while (status == THIMBLE_EBPF_CONTINUE) {
    uint32_t expected = state->pc + cost_of(state);
    used += cost_of(state);
    status = thimble_ebpf_step(state);
    if (status == THIMBLE_EBPF_CONTINUE && state->pc != expected)
      complain_unless(used + probes_cost <= fuel, "a jump was made beyond the budget");
    check_invariant(state);
    if (complaint != NULL)
      return THIMBLE_EBPF_OUT_OF_FUEL;
  }
  complain_unless(fixed_of(state) == before, "program or regions have changed");
  check_fuel(state, fuel, used + probes_cost, status);
  return status;
}

static uint64_t digest_of(const state_t *state) {
  uint64_t digest = probes_digest;
  for (uint32_t i = 0; i < THIMBLE_EBPF_REGIONS; i++)
    digest = probes_mix(digest, state->regions[i].base, state->regions[i].writable);
  return digest;
}

static void observe(const state_t *state, status_t status) {
  bool exited = status == THIMBLE_EBPF_EXITED;
  bool has_address = status == THIMBLE_EBPF_BAD_LOAD || status == THIMBLE_EBPF_BAD_STORE ||
                     status == THIMBLE_EBPF_BAD_ARGUMENT;
  observation = (struct observation){
      .status = status,
      .pc = exited ? 0 : state->pc,
      .depth = state->depth,
      .frames_used = state->frames_used,
      .left = exited ? state->left : ebpf_fuel_left(state),
      .address = has_address ? state->address : 0,
      .memory = digest_of(state),
  };
  memcpy(observation.registers, state->registers, sizeof observation.registers);
}

status_t thimble_ebpf_run(state_t *state, uint32_t fuel) {
  static status_t (*const all[INTERPRETERS])(state_t *, uint32_t) = {run_fast, run_small,
                                                                     run_counting};
  complaint = NULL;
  status_t status = all[interpreter](state, fuel);
  observe(state, status);
  return status;
}
