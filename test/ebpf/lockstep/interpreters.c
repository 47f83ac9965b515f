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

/* What a run must not change. */
struct fixed {
  const void *program, *source, *port, *frames;
  struct thimble_ebpf_region regions[THIMBLE_EBPF_REGIONS];
  uint32_t frame_size, call_depth;
};

static struct fixed fixed_of(const state_t *state) {
  struct fixed fixed;
  memset(&fixed, 0, sizeof fixed); /* padding too, since it will be compared */
  fixed.program = state->program;
  fixed.source = state->source;
  fixed.port = state->port;
  fixed.frames = state->frames;
  memcpy(fixed.regions, state->regions, sizeof fixed.regions);
  fixed.frame_size = state->frame_size;
  fixed.call_depth = state->call_depth;
  return fixed;
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
  const struct fixed before = fixed_of(state);
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
  const struct fixed after = fixed_of(state);
  complain_unless(memcmp(&before, &after, sizeof before) == 0, "program or regions have changed");
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
