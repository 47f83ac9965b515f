/* SPDX-License-Identifier: Apache-2.0 */
/* interpreters.h: all interpreters in one program: thimble_ebpf_run() is the one chosen, and writes
 * down what it came to before the engine tidies up.
 *
 * The third one is the step function in a loop that counts fuel with a counter of its own and
 * checks the invariant of a run (engine/ebpf/state.h) after each step. */
#ifndef THIMBLE_TEST_EBPF_LOCKSTEP_INTERPRETERS_H
#define THIMBLE_TEST_EBPF_LOCKSTEP_INTERPRETERS_H

#include "engine/ebpf/state.h"

enum interpreter {
  FAST,
  SMALL,
  COUNTING,
  INTERPRETERS
};

extern enum interpreter interpreter;

/* All that a run leaves. Fields that the engine leaves undefined are zero. */
struct observation {
  enum thimble_ebpf_status status;
  uint32_t pc, depth, frames_used;
  int32_t left; /* fuel, eight for each instruction */
  uint64_t address;
  uint64_t registers[THIMBLE_EBPF_REGISTERS];
  uint64_t memory; /* a digest of all writable regions, and of what was told to bindings */
};

/* What the last run came to. */
extern struct observation observation;

/* Why the counting interpreter is not content with the last run, or null. */
extern const char *complaint;

#endif
