/* SPDX-License-Identifier: Apache-2.0 */
/* container.h: a container that a test puts together from its parts, without an image file, and the
 * memory that it is loaded and run in, with guards on both sides.
 *
 * Rules of use: container_verify(), then container_load(), then container_run() as often as you
 * like; after each of them container_is_intact() says whether the engine stayed in its memory. The
 * containers are large: keep them in static memory. */
#ifndef THIMBLE_TEST_EBPF_CONTAINER_H
#define THIMBLE_TEST_EBPF_CONTAINER_H

#include <stdbool.h>
#include <thimble/engine.h>

#include "engine/ebpf/instruction.h"

/* What differs from test to test; what is left out is zero or as it says here. */
struct container_parts {
  const struct thimble_ebpf_instruction *text;
  uint32_t slots;
  uint32_t entry, frame_size;
  uint32_t call_depth; /* 0 stands for 1 */
  struct thimble_bytes read_only, data;
  uint32_t zero;
  uint32_t memory;                              /* 0 stands for THIMBLE_MEMORY_MAXIMUM */
  uint32_t fuel;                                /* 0 stands for THIMBLE_FUEL_MAXIMUM */
  const struct thimble_binding_table *bindings; /* null: none */
  thimble_grant_set asked, allowed;
  const struct thimble_port *port;
};

/* Memory of which `size` bytes are handed out, in the middle of bytes that nobody may change. */
#define GUARD_SIZE 64u
#define GUARDED_SIZE (36u * 1024)
struct guarded_memory {
  uint32_t size;
  _Alignas(8) uint8_t bytes[GUARDED_SIZE + 2 * GUARD_SIZE];
};

#define CONTAINER_PROGRAM_SIZE (16u * 1024)
struct container {
  _Alignas(8) uint8_t bytes[CONTAINER_PROGRAM_SIZE]; /* text, read-only bytes, data */
  uint8_t parameters[32];
  struct thimble_image image;
  struct thimble_program program;
  struct thimble_program_refusal refusal;
  struct thimble_need need;
  struct thimble_instance instance;
  struct thimble_caller caller;
  struct guarded_memory own, run;
};

/* Makes the container's image from its parts. */
void container_assemble(struct container *container, const struct container_parts *parts);

/* The same, then verifies it; `refusal` says why it is refused. */
enum thimble_result container_verify(struct container *container,
                                     const struct container_parts *parts);

/* Loads a verified container into its memory, which is filled with junk before. */
enum thimble_result container_load(struct container *container);

/* The same, to run in the memory of another container. */
enum thimble_result container_load_sharing(struct container *container, struct container *other);

/* Runs once. Without an event there is no context. */
struct thimble_outcome container_run(struct container *container, const struct thimble_event *event,
                                     uint32_t fuel);

/* Whether all guards are as they were. */
bool container_is_intact(const struct container *container);

/* The bytes that were handed out. */
uint8_t *guarded_bytes(struct guarded_memory *memory);

#endif
