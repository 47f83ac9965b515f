/* SPDX-License-Identifier: Apache-2.0 */
/* run_device.h: one container in a simulated device, used the way a firmware uses the library. */
#ifndef THIMBLE_CLI_RUN_DEVICE_H
#define THIMBLE_CLI_RUN_DEVICE_H

#include <thimble/engine.h>

#include "simulator.h"

struct run_device {
  struct simulator simulator;
  struct thimble_port port;
  struct thimble_caller caller;
  struct thimble_program program;
  struct thimble_instance instance;
  struct thimble_place place;
};

/* Verifies and loads an image, which must outlive the device. On an error `refusal` says why. The
 * instance is then ready for thimble_run(). */
enum thimble_result device_install(struct run_device *device, const struct thimble_image *image,
                                   thimble_grant_set allowed, struct thimble_refusal *refusal);

/* Gives back what the device holds; a device that is all zero holds nothing. */
void device_free(struct run_device *device);

#endif
