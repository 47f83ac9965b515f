/* SPDX-License-Identifier: Apache-2.0 */
/* parameters.h: what an image tells this engine, and how its program is laid out (SPEC.md).
 *
 * The program is text, read-only bytes and initial data, in this order; zeroed bytes follow the
 * data in the container's memory. */
#ifndef THIMBLE_EBPF_PARAMETERS_H
#define THIMBLE_EBPF_PARAMETERS_H

#include <thimble/engine.h>

#define THIMBLE_EBPF_STACK_WORD 8u /* frames are a multiple of it */
#define THIMBLE_EBPF_FRAME_SIZE_MAXIMUM 4096u
#define THIMBLE_EBPF_CALL_DEPTH_MAXIMUM 64u

struct thimble_ebpf_parameters {
  uint32_t entry;       /* slot of the first instruction to run */
  uint32_t frame_size;  /* bytes of stack for each frame, a multiple of 8 */
  uint32_t call_depth;  /* frames, at least 1 */
  uint32_t read_only;   /* bytes, a multiple of 8 */
  uint32_t data;        /* bytes of initial data */
  uint32_t zero;        /* bytes that start as zero */
  uint32_t text_length; /* slots, derived */
};

_Static_assert(sizeof(struct thimble_ebpf_parameters) == THIMBLE_PROGRAM_WORDS * sizeof(uint32_t),
               "the parameters are what a program keeps for its engine");

/* The parameters that verification left in a program. */
static inline const struct thimble_ebpf_parameters *
thimble_ebpf_parameters_of(const struct thimble_program *program) {
  return (const struct thimble_ebpf_parameters *)(const void *)program->words;
}

/* Reads and checks the parameters of an image. THIMBLE_REASON_NONE accepts them; otherwise `detail`
 * is the number that the reason speaks of. */
enum thimble_reason thimble_ebpf_parameters_read(struct thimble_ebpf_parameters *parameters,
                                                 const struct thimble_image *image,
                                                 uint32_t *detail);

#endif
