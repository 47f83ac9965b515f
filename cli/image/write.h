/* SPDX-License-Identifier: Apache-2.0 */
/* write.h: writes an image (SPEC.md, <thimble/image.h>). */
#ifndef THIMBLE_CLI_IMAGE_WRITE_H
#define THIMBLE_CLI_IMAGE_WRITE_H

#include <thimble/permission.h>

#include "cli/common/file.h"
#include "cli/image/program.h"

/* What the image says besides the program. Texts obey the limits of <thimble/image.h>. */
struct image_head {
  const char *name;
  const char *version;
  const char *hook;
  struct thimble_permissions asked;
  uint32_t fuel;
  uint32_t order; /* THIMBLE_ORDER_DEFAULT is not written */
};

/* Writes the image of a program. `lines` may be empty. file_free() gives `image` back. */
void image_write(struct file_bytes *image, const struct image_head *head,
                 const struct image_program *program, const struct file_bytes *lines);

#endif
