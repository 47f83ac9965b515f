/* SPDX-License-Identifier: Apache-2.0 */
/* linked_images.h: the images that the build put into the firmware (linked-images.cmake). */
#ifndef THIMBLE_APP_LINKED_IMAGES_H
#define THIMBLE_APP_LINKED_IMAGES_H

#include <thimble/bytes.h>

struct linked_image {
  struct thimble_bytes bytes;
  const char *tenant;
};

extern const struct linked_image linked_images[];
extern const uint32_t linked_image_count;

#endif
