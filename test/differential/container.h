/* SPDX-License-Identifier: Apache-2.0 */
/* container.h: an image from a file of the computer, on whatever board this program runs. There is
 * one container at a time, in static memory. */
#ifndef THIMBLE_TEST_DIFFERENTIAL_CONTAINER_H
#define THIMBLE_TEST_DIFFERENTIAL_CONTAINER_H

#include <stdbool.h>
#include <thimble/engine.h>

/* Reads, verifies and loads the image. False: standard output was told why it cannot run. */
bool container_load(const char *path);

/* Runs it once. `context` may be null with length 0; the container may change it. */
struct thimble_outcome container_run(void *context, uint32_t length);

#endif
