/* SPDX-License-Identifier: Apache-2.0 */
/* state.h: everything that one run changes, and what it may reach.
 *
 * Guest addresses are integers: the upper half is the number of a region, the lower half an offset
 * in it. A host pointer is always made as `base of the region + offset`, in memory.h and nowhere
 * else; no host address is ever stored where a guest could read it.
 *
 * The invariant of a run, which verify.c and start_run() in engine.c establish and every step keeps:
 *   - `program` holds `length` slots, each accepted by ebpf_check(); it and `regions` never change;
 *   - `pc` < `length`, and never the second slot of a wide instruction;
 *   - `depth` < `call_depth`; `frames` holds `call_depth - 1` records, of which `depth` are in use;
 *   - each region is disjoint from this struct, from the program and from the other writable ones. */
#ifndef THIMBLE_EBPF_STATE_H
#define THIMBLE_EBPF_STATE_H

#include <thimble/engine.h>

#include "engine/ebpf/instruction.h"

/* Region numbers are part of the ABI: the linker bakes them into addresses. */
enum thimble_ebpf_region_number {
  THIMBLE_EBPF_REGION_NONE = 0, /* never valid, so that null is not */
  THIMBLE_EBPF_REGION_STACK = 1,
  THIMBLE_EBPF_REGION_DATA = 2,
  THIMBLE_EBPF_REGION_READ_ONLY = 3,
  THIMBLE_EBPF_REGION_CONTEXT = 4,
  THIMBLE_EBPF_REGION_LENT = 5, /* 5 to 7: lent for one run */
  THIMBLE_EBPF_REGIONS = 8,
};

/* The guest address of byte `offset` of a region. */
#define THIMBLE_EBPF_ADDRESS(region, offset) ((uint64_t)(region) << 32 | (uint32_t)(offset))

/* A capability in spirit: base, bounds, permission. What may not be read or written has length
 * zero for it; `writable` is zero or `readable`. */
struct thimble_ebpf_region {
  uint32_t readable;
  uint8_t *base;
  uint32_t writable;
};

/* What a local call keeps for its return: the registers that a callee must preserve
 * (RFC 9669, section 2.1; the engine does it for it) and where to go on. */
#define THIMBLE_EBPF_SAVED_FIRST 6u
#define THIMBLE_EBPF_SAVED 4u
struct thimble_ebpf_frame {
  uint64_t saved[THIMBLE_EBPF_SAVED];
  uint32_t return_to;
};

/* What one step, or a whole run, came to. */
enum thimble_ebpf_status {
  THIMBLE_EBPF_CONTINUE = 0,
  THIMBLE_EBPF_EXITED,
  THIMBLE_EBPF_BAD_LOAD,
  THIMBLE_EBPF_BAD_STORE,
  THIMBLE_EBPF_BAD_ARGUMENT, /* a pointer argument of a binding; `address` is the pointer */
  THIMBLE_EBPF_TOO_DEEP,
  THIMBLE_EBPF_OUT_OF_FUEL,
  THIMBLE_EBPF_BAD_INSTRUCTION, /* cannot happen after verification */
};

struct thimble_ebpf_state {
  uint64_t registers[THIMBLE_EBPF_REGISTERS];
  struct thimble_ebpf_region regions[THIMBLE_EBPF_REGIONS];
  const struct thimble_ebpf_instruction *program;
  struct thimble_ebpf_frame *frames;
  uint32_t length; /* slots */
  uint32_t pc;     /* slot of the instruction that runs next */
  /* Fuel without a counter: the slot that `pc` may not pass. It moves along with every taken jump,
   * call and return, so that limit - pc is the fuel left, exactly, at every instruction. */
  int32_t limit;
  uint32_t frame_size; /* bytes */
  uint32_t call_depth; /* frames, at least 1 */
  uint32_t depth;      /* local calls that are open */
  uint32_t deepest;    /* the greatest depth of this run */
  uint64_t address;    /* of the load, store or argument that trapped */
  const struct thimble_binding_table *bindings;
  const struct thimble_port *port;
  struct thimble_bytes container;
};

/* Runs the instruction at `pc`. The definition of the semantics. */
enum thimble_ebpf_status thimble_ebpf_step(struct thimble_ebpf_state *state);

/* Runs until something other than CONTINUE. `pc` is then the instruction that stopped. There is one
 * such function in a build: run_small.c or run_fast.c. */
enum thimble_ebpf_status thimble_ebpf_run(struct thimble_ebpf_state *state);

#endif
