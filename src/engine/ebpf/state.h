/* SPDX-License-Identifier: Apache-2.0 */
/* state.h: what a loaded program keeps, what one run changes, and what it may reach.
 *
 * Guest addresses are integers: the upper half is the number of a region, the lower half an offset
 * in it. A host pointer is always made as `base of the region + offset`, in memory.h and nowhere
 * else; no host address is ever stored where a guest could read it.
 *
 * The invariant of a run, which verify.c, load() and run() establish and every step keeps:
 *   - every slot of `program` was verified; neither it nor `regions` changes;
 *   - `pc` is a slot of the program, and never the second slot of a wide instruction;
 *   - `depth` < `call_depth`; `frames` holds `call_depth - 1` records, of which `depth` are in use;
 *   - each region is disjoint from this struct, from the program and from the other writable
 *     regions. */
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
  THIMBLE_EBPF_REGION_LENT = 5, /* 5 to 7: lent for one run (lend.c) */
  THIMBLE_EBPF_REGIONS = 8,
};

/* The guest address of byte `offset` of a region. */
#define THIMBLE_EBPF_ADDRESS(region, offset) ((uint64_t)(region) << 32 | (uint32_t)(offset))

/* A capability in spirit: base, bounds, permission. What may not be read or written has length
 * zero for it; `writable` is at most `readable`. */
struct thimble_ebpf_region {
  uint32_t readable;
  uint8_t *base;
  uint32_t writable;
  uint32_t unused; /* a power of two makes the index a shift */
};

/* What a local call keeps for its return: the registers that a callee must preserve
 * (RFC 9669, section 2.1; the engine does it for it) and where to go on. */
#define THIMBLE_EBPF_SAVED_FIRST 6u
#define THIMBLE_EBPF_SAVED 4u
struct thimble_ebpf_frame {
  uint64_t saved[THIMBLE_EBPF_SAVED];
  uint32_t return_to;
};

/* A loaded program and its run. The container's data follows it in memory; frames and stack stand
 * in the memory for runs. */
struct thimble_ebpf_state {
  /* What a run changes. */
  uint64_t registers[THIMBLE_EBPF_REGISTERS];
  uint32_t pc; /* slot of the instruction that runs next */
  /* Fuel without a counter: the byte of the program that `pc` may not pass. It moves along with
   * every taken jump, call and return, so that the distance from `pc` to it is always the fuel that
   * is left, eight for each instruction. */
  int32_t limit;
  uint32_t depth;       /* local calls that are open */
  uint32_t frames_used; /* the most frames in use at once, the first one included */
  int32_t left;         /* fuel when the container returned, in the unit of `limit` */
  uint64_t address;     /* of the load, store or argument that trapped */
  struct thimble_ebpf_frame *frames;

  /* What stays: the program and what it may reach. Only the context region and those lent change,
   * between runs. */
  const struct thimble_ebpf_instruction *program;
  struct thimble_ebpf_region regions[THIMBLE_EBPF_REGIONS];
  uint32_t entry;      /* slot */
  uint32_t frame_size; /* bytes */
  uint32_t call_depth; /* frames, at least 1 */
  uint32_t fuel;       /* the image's limit for one run */
  const struct thimble_program *source;
  struct thimble_caller *caller;
};

/* What one step, or a whole run, came to. */
enum thimble_ebpf_status {
  THIMBLE_EBPF_CONTINUE = 0,
  THIMBLE_EBPF_EXITED,
  THIMBLE_EBPF_BAD_LOAD, /* with this and the next two, `address` is set */
  THIMBLE_EBPF_BAD_STORE,
  THIMBLE_EBPF_BAD_ARGUMENT, /* a pointer argument of a binding; `address` is the pointer */
  THIMBLE_EBPF_TOO_DEEP,
  THIMBLE_EBPF_OUT_OF_FUEL,
  THIMBLE_EBPF_BEYOND_GRANT, /* by a binding; its number is `address` */
};

/* Runs the instruction at `pc`. The definition of the semantics. */
enum thimble_ebpf_status thimble_ebpf_step(struct thimble_ebpf_state *state);

/* Runs from the entry until something other than CONTINUE. `pc` is then the instruction that
 * stopped, unless it is EXITED, which leaves `pc` and `limit` undefined. There is one such function
 * in a build: in run_small.c or run_fast.c. */
enum thimble_ebpf_status thimble_ebpf_run(struct thimble_ebpf_state *state, uint32_t fuel);

#endif
