/* SPDX-License-Identifier: Apache-2.0 */
/* program.h: what an image says of its program: the bytes, and what one engine must know. */
#ifndef THIMBLE_CLI_IMAGE_PROGRAM_H
#define THIMBLE_CLI_IMAGE_PROGRAM_H

#include <thimble/image.h>

#define IMAGE_PARAMETERS_MAXIMUM 7u

struct image_program {
  enum thimble_engine_number engine;
  const uint8_t *bytes;
  uint32_t length;
  uint32_t parameters[IMAGE_PARAMETERS_MAXIMUM]; /* the engine's own (SPEC.md) */
  uint32_t parameter_count;
  uint32_t memory; /* bytes that the container needs of the device's RAM */
};

#endif
