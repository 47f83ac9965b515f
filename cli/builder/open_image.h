/* SPDX-License-Identifier: Apache-2.0 */
/* open_image.h: from a path on the command line to an image that can be looked at or installed. */
#ifndef THIMBLE_CLI_BUILDER_OPEN_IMAGE_H
#define THIMBLE_CLI_BUILDER_OPEN_IMAGE_H

#include <stdbool.h>
#include <thimble/image.h>
#include <thimble/lines.h>

#include "cli/builder/image.h"
#include "cli/common/file.h"

struct open_image {
  const char *path;           /* as given */
  struct thimble_bytes bytes; /* the image */
  struct thimble_image image;
  struct thimble_lines lines; /* empty when the image has none, or none that can be read */
  struct file_bytes file;     /* `bytes` are in one of these two */
  struct build_result built;
};

bool is_folder_path(const char *path);

/* Whether it is a source (cli/project/project.h) or a folder: something to build first. */
bool is_source_path(const char *path);

/* Opens an image, or builds one in memory, for the engine of that number (0: its own choice), when
 * the path is a source or a folder. Returns an exit code; unless it is EXIT_CODE_OK the message is
 * printed and there is nothing to close. */
int open_image(struct open_image *opened, const char *path, uint32_t engine);

void close_image(struct open_image *opened);

#endif
