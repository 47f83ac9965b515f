/* SPDX-License-Identifier: Apache-2.0 */
/* linked_images.h: the images that the build put into the firmware (linked-images.cmake). */
#ifndef THIMBLE_APP_LINKED_IMAGES_H
#define THIMBLE_APP_LINKED_IMAGES_H

#include <thimble/bytes.h>

extern const struct thimble_bytes linked_images[];
extern const uint32_t linked_image_count;

#endif
