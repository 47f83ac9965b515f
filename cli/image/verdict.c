/* SPDX-License-Identifier: Apache-2.0 */
/* verdict.c: see verdict.h. */
#include "cli/image/verdict.h"

#include <stdlib.h>

#include "cli/common/memory.h"

/* Memory from the heap is aligned for every type of C, which is all that an engine may ask for. */
static enum thimble_result load(const struct thimble_program *program,
                                const struct thimble_need *need,
                                struct thimble_program_refusal *refusal) {
  struct thimble_instance instance;
  const struct thimble_place place = {
      .own = {memory_get(1, need->instance), need->instance},
      .run = {memory_get(1, need->run), need->run},
  };
  enum thimble_result result = thimble_load(&instance, program, &place, refusal);
  free(place.own.data);
  free(place.run.data);
  return result;
}

enum thimble_result verdict_reach(const struct thimble_image *image, struct thimble_need *need,
                                  struct thimble_program_refusal *refusal) {
  const struct thimble_policy policy = {.bindings = &thimble_bindings,
                                        .allowed = THIMBLE_GRANTS_ALL};
  struct thimble_program program;
  enum thimble_result result = thimble_verify(&program, image, &policy, refusal);
  if (result != THIMBLE_OK)
    return result;
  thimble_program_need(&program, need);
  return load(&program, need, refusal);
}
