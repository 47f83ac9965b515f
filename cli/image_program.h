/* SPDX-License-Identifier: Apache-2.0 */
/* image_program.h: what an image says of its program: the bytes, and what one engine must know. */
#ifndef THIMBLE_CLI_IMAGE_PROGRAM_H
#define THIMBLE_CLI_IMAGE_PROGRAM_H

#include <thimble/image.h>

#include "link.h"

#define IMAGE_PARAMETERS_MAXIMUM 7u

struct image_program {
  enum thimble_engine_number engine;
  const uint8_t *bytes;
  uint32_t length;
  uint32_t parameters[IMAGE_PARAMETERS_MAXIMUM]; /* the engine's own (SPEC.md) */
  uint32_t parameter_count;
  uint32_t memory; /* bytes that the container needs of the device's RAM */
};

/* The eBPF program that was linked, whose bytes stay where they are. */
void image_program_linked(struct image_program *program, const struct link_output *linked);

#endif
