/* SPDX-License-Identifier: Apache-2.0 */
/* stages.c: the way of a program through its engine: verify, load, run, resume
 * (thimble/engine.h). */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "engine/engines.h"

/* In two pieces: for more than 64 bytes compilers for small processors call memcpy(), which may go
 * byte by byte. */
static void copy_image(struct thimble_image *copy, const struct thimble_image *image) {
  memcpy(copy, image, offsetof(struct thimble_image, asked));
  copy->asked = image->asked;
}

enum thimble_result thimble_verify(struct thimble_program *program,
                                   const struct thimble_image *image,
                                   const struct thimble_policy *policy,
                                   struct thimble_program_refusal *refusal) {
  program->engine = thimble_engine_find(image->engine);
  copy_image(&program->image, image);
  program->bindings = policy->bindings;
  program->granted = (image->asked.grants & policy->allowed) | (thimble_grant_set)1
                                                                   << THIMBLE_GRANT_NONE;
  if (program->engine == NULL) {
    refusal->reason = THIMBLE_REASON_NO_ENGINE;
    refusal->place = 0;
    refusal->detail = image->engine;
    return THIMBLE_ERROR_UNSUPPORTED;
  }
  return program->engine->verify(program, refusal);
}

void thimble_program_need(const struct thimble_program *program, struct thimble_need *need) {
  program->engine->need(program, need);
}

static bool suffices(const struct thimble_memory *memory, size_t size, size_t alignment) {
  return memory->size >= size && (uintptr_t)memory->data % alignment == 0;
}

enum thimble_result thimble_load(struct thimble_instance *instance,
                                 const struct thimble_program *program,
                                 const struct thimble_place *place,
                                 struct thimble_program_refusal *refusal) {
  struct thimble_need need;
  thimble_program_need(program, &need);
  if (!suffices(&place->own, need.instance, need.alignment) ||
      !suffices(&place->run, need.run, need.alignment))
    return THIMBLE_ERROR_NO_MEMORY;
  instance->own = place->own.data;
  instance->run = program->engine->run;
  instance->engine = program->engine;
  return program->engine->load(program, place, refusal);
}

enum thimble_result thimble_resume(const struct thimble_instance *instance,
                                   const struct thimble_event *event, uint32_t fuel,
                                   struct thimble_outcome *outcome) {
  if (instance->engine->resume == NULL)
    return THIMBLE_ERROR_UNSUPPORTED;
  instance->engine->resume(instance->own, event, fuel, outcome);
  return THIMBLE_OK;
}
