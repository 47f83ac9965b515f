/* SPDX-License-Identifier: Apache-2.0 */
/* run_device.c: see run_device.h. */
#include "run_device.h"

#include <stdlib.h>

#include "memory.h"

/* malloc() aligns for every type of C, which is all that an engine may ask for. */
static struct thimble_memory get_memory(size_t size) {
  return (struct thimble_memory){memory_get(1, size), size};
}

enum thimble_result device_install(struct run_device *device, const struct thimble_image *image,
                                   thimble_grant_set allowed, struct thimble_refusal *refusal) {
  struct thimble_policy policy = {.bindings = &thimble_bindings, .allowed = allowed};
  struct thimble_need need;
  enum thimble_result result = thimble_verify(&device->program, image, &policy, refusal);
  if (result != THIMBLE_OK)
    return result;
  thimble_program_need(&device->program, &need);
  simulator_port(&device->simulator, &device->port);
  device->caller = (struct thimble_caller){.port = &device->port, .name = image->name};
  device->place = (struct thimble_place){
      .own = get_memory(need.instance),
      .run = get_memory(need.run),
      .caller = &device->caller,
  };
  return thimble_load(&device->instance, &device->program, &device->place);
}

void device_free(struct run_device *device) {
  simulator_free(&device->simulator);
  free(device->place.own.data);
  free(device->place.run.data);
  *device = (struct run_device){0};
}
