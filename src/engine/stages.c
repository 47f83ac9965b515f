/* SPDX-License-Identifier: Apache-2.0 */
/* stages.c: the way of a program through its engine: verify, load, run (thimble/engine.h). */
#include <stdbool.h>
#include <stdint.h>

#include "engine/engines.h"

enum thimble_result thimble_verify(struct thimble_program *program,
                                   const struct thimble_image *image,
                                   const struct thimble_policy *policy,
                                   struct thimble_refusal *refusal) {
  program->engine = thimble_engine_find(image->engine);
  program->image = *image;
  program->bindings = policy->bindings;
  program->granted = image->grants & policy->allowed;
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

static bool is_aligned(const void *data, size_t alignment) {
  return (uintptr_t)data % alignment == 0;
}

enum thimble_result thimble_load(struct thimble_instance *instance,
                                 const struct thimble_program *program,
                                 struct thimble_memory memory) {
  struct thimble_need need;
  thimble_program_need(program, &need);
  if (memory.size < need.instance || !is_aligned(memory.data, need.alignment))
    return THIMBLE_ERROR_NO_MEMORY;
  instance->program = program;
  instance->memory = memory.data;
  program->engine->load(program, memory.data);
  return THIMBLE_OK;
}

void thimble_run(struct thimble_instance *instance, const struct thimble_run *run,
                 struct thimble_outcome *outcome) {
  const struct thimble_program *program = instance->program;
  program->engine->run(program, instance->memory, run, outcome);
}
