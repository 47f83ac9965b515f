/* SPDX-License-Identifier: Apache-2.0 */
/* verify_image.h: whether a device that allows every grant would install an image. */
#ifndef THIMBLE_CLI_VERIFY_IMAGE_H
#define THIMBLE_CLI_VERIFY_IMAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <thimble/bytes.h>

/* False: `description`, `capacity` bytes, says why not, with the line of source where it can. */
bool verify_image(struct thimble_bytes bytes, char *description, uint32_t capacity);

#endif
