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
  device->instance_memory = get_memory(need.instance);
  device->run_memory = get_memory(need.run);
  simulator_port(&device->simulator, &device->port);
  return thimble_load(&device->instance, &device->program, device->instance_memory);
}

void device_fire(struct run_device *device, const struct thimble_event *event, uint32_t fuel,
                 struct thimble_outcome *outcome) {
  struct thimble_run run = {
      .port = &device->port,
      .memory = device->run_memory,
      .event = *event,
      .fuel = fuel,
  };
  thimble_run(&device->instance, &run, outcome);
}

void device_free(struct run_device *device) {
  simulator_free(&device->simulator);
  free(device->instance_memory.data);
  free(device->run_memory.data);
  *device = (struct run_device){0};
}
