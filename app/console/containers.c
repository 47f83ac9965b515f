/* SPDX-License-Identifier: Apache-2.0 */
/* containers.c: from images to instances. */
#include "containers.h"

#include <string.h>

#include "emulated/board.h"
#include "linked_images.h"
#include "slot.h"

enum {
  CONTAINERS_MAXIMUM = 24,
  INSTANCES_SIZE = 8192,
  RUN_SIZE = 8192,
};

/* What the owner of this device allows. It leaves out `random`: the board's random numbers are not
 * good enough to hand out. */
static const struct thimble_policy policy = {
    .bindings = &thimble_bindings,
    .allowed = 1u << THIMBLE_GRANT_LOG | 1u << THIMBLE_GRANT_CLOCK | 1u << THIMBLE_GRANT_SENSOR,
};

static struct container containers[CONTAINERS_MAXIMUM];
static uint32_t count;
static _Alignas(16) uint8_t instances[INSTANCES_SIZE];
static _Alignas(16) uint8_t run_memory[RUN_SIZE];
static size_t instances_used;

/* Alignments are powers of two, and those of the arena's start or less. */
static void load(struct container *container) {
  thimble_program_need(&container->program, &container->need);
  size_t mask = container->need.alignment - 1;
  size_t start = (instances_used + mask) & ~mask;
  container->state = CONTAINER_TOO_LARGE;
  if (start > sizeof instances)
    return;
  container->caller =
      (struct thimble_caller){.port = &thimble_board_port, .name = container->image.name};
  const struct thimble_place place = {
      .own = {instances + start, sizeof instances - start},
      .run = {run_memory, sizeof run_memory},
      .caller = &container->caller,
  };
  container->result = thimble_load(&container->instance, &container->program, &place);
  if (container->result != THIMBLE_OK)
    return;
  instances_used = start + container->need.instance;
  container->state = CONTAINER_READY;
}

/* Whose name an earlier image has is left out. */
static void add(struct thimble_bytes bytes) {
  if (count == CONTAINERS_MAXIMUM)
    return;
  struct container *container = &containers[count];
  container->state = CONTAINER_UNREADABLE;
  container->length = bytes.length;
  container->result =
      thimble_image_read(&container->image, bytes.data, bytes.length, &container->error);
  if (container->result == THIMBLE_OK && containers_find(container->image.name) != NULL)
    return;
  count++;
  if (container->result != THIMBLE_OK)
    return;
  container->state = CONTAINER_REFUSED;
  container->result =
      thimble_verify(&container->program, &container->image, &policy, &container->refusal);
  if (container->result == THIMBLE_OK)
    load(container);
}

void containers_start(void) {
  struct thimble_bytes image;
  for (uint32_t slot = 0; slot < THIMBLE_BOARD_SLOTS; slot++)
    if (slot_image(slot, &image))
      add(image);
  for (uint32_t index = 0; index < linked_image_count; index++)
    add(linked_images[index]);
}

uint32_t containers_count(void) {
  return count;
}

struct container *containers_get(uint32_t index) {
  return &containers[index];
}

struct container *containers_find(struct thimble_bytes name) {
  for (uint32_t index = 0; index < count; index++) {
    struct container *container = &containers[index];
    if (container->state != CONTAINER_UNREADABLE && container->image.name.length == name.length &&
        memcmp(container->image.name.data, name.data, name.length) == 0)
      return container;
  }
  return NULL;
}

size_t containers_memory_used(void) {
  return instances_used;
}

size_t containers_memory_size(void) {
  return sizeof instances;
}

size_t containers_run_memory_size(void) {
  return sizeof run_memory;
}
