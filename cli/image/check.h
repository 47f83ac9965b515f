/* SPDX-License-Identifier: Apache-2.0 */
/* check.h: whether a device would take an image that was just built. */
#ifndef THIMBLE_CLI_IMAGE_CHECK_H
#define THIMBLE_CLI_IMAGE_CHECK_H

#include <thimble/image.h>

#include "cli/common/file.h"

/* Reads and verifies the image as a device would that allows every grant. `path` is what was built,
 * and `lines` the line information of the program. `read` is what the device would make of it.
 * False: the message is printed. */
bool image_check(const char *path, const struct file_bytes *image, const struct file_bytes *lines,
                 struct thimble_image *read);

#endif
