/* SPDX-License-Identifier: Apache-2.0 */
/* container.h: an image of a job, brought to where it can run. Whatever fails ends the firmware. */
#ifndef THIMBLE_BENCH_CONTAINER_H
#define THIMBLE_BENCH_CONTAINER_H

#include <thimble/engine.h>

#define CONTAINER_IMAGE_MAXIMUM 8192u
#define CONTAINER_MEMORY 16384u

struct container {
  _Alignas(8) uint8_t bytes[CONTAINER_IMAGE_MAXIMUM];
  uint32_t length; /* bytes of the image */
  struct thimble_image image;
  struct thimble_program program;
  struct thimble_instance instance;
  _Alignas(8) uint8_t own[CONTAINER_MEMORY];
  _Alignas(8) uint8_t run[CONTAINER_MEMORY];
};

/* Says what is wrong, and ends the firmware with exit code 1. */
_Noreturn void bench_fail(const char *job, const char *what);

/* The stages, for whoever counts their instructions. `container` is a struct container. The results
 * are checked by container_load(). */
void container_read_image(void *container);
void container_verify_and_load(void *container);

/* Reads the image whose path the item JOB=PATH of the firmware's command line names, and goes
 * through all stages: afterwards `container->instance` can run. */
void container_load(struct container *container, const char *job);

/* Runs it once; `event` is the context. Returns the result; anything but DONE ends the firmware. */
int64_t container_run(const struct container *container, const char *job,
                      const struct thimble_event *event, struct thimble_outcome *outcome);

/* The milliseconds that the device's clock shows next; it shows one more at each reading. */
extern uint64_t container_clock;

#endif
