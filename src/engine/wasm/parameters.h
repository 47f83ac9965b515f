/* SPDX-License-Identifier: Apache-2.0 */
/* parameters.h: what an image tells this engine (SPEC.md). The program is the module. */
#ifndef THIMBLE_WASM_PARAMETERS_H
#define THIMBLE_WASM_PARAMETERS_H

#include "engine/wasm/module.h"

/* In the order of the image's numbers. */
struct thimble_wasm_parameters {
  uint32_t entry; /* index of the function that a run calls */
  struct thimble_wasm_bounds bounds;
  uint32_t context_room; /* bytes at the end of the initial memory where the context goes */
};

_Static_assert(sizeof(struct thimble_wasm_parameters) == THIMBLE_PROGRAM_WORDS * sizeof(uint32_t),
               "the parameters are what a program keeps for its engine");

/* The parameters that verification left in a program. */
static inline const struct thimble_wasm_parameters *
thimble_wasm_parameters_of(const struct thimble_program *program) {
  return (const struct thimble_wasm_parameters *)(const void *)program->words;
}

/* Reads the parameters of an image and compares them with the memory that it states; not with its
 * module. THIMBLE_REASON_NONE accepts them; otherwise `detail` is the number that the reason speaks
 * of. */
enum thimble_reason thimble_wasm_parameters_read(struct thimble_wasm_parameters *parameters,
                                                 const struct thimble_image *image,
                                                 uint32_t *detail);

#endif
