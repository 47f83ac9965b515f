/* SPDX-License-Identifier: Apache-2.0 */
/* scenario_image.h: the images of a scenario, each read or built once. */
#ifndef THIMBLE_CLI_BUILDER_SCENARIO_IMAGE_H
#define THIMBLE_CLI_BUILDER_SCENARIO_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <thimble/bytes.h>

#include "cli/builder/image.h"
#include "cli/common/file.h"

struct scenario_image {
  char *path;
  struct file_bytes file; /* the bytes are in one of these two */
  struct build_result built;
};

struct scenario_images {
  uint32_t engine; /* for sources; 0: their own choice */
  struct scenario_image *list;
  size_t count;
};

/* The bytes of the image at the path, which may be C source or a folder. What is no image is handed
 * on as it is: to refuse it is the device's business. False: the message is printed. */
bool scenario_image_get(struct scenario_images *images, const char *path,
                        struct thimble_bytes *bytes);

void scenario_images_free(struct scenario_images *images);

#endif
