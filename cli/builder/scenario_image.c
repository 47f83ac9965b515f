/* SPDX-License-Identifier: Apache-2.0 */
/* scenario_image.c: see scenario_image.h. */
#include "cli/builder/scenario_image.h"

#include <stdlib.h>
#include <string.h>
#include <thimble/limits.h>

#include "cli/builder/open_image.h"
#include "cli/common/memory.h"
#include "cli/common/message.h"

static struct scenario_image *find(const struct scenario_images *images, const char *path) {
  for (size_t index = 0; index < images->count; index++)
    if (strcmp(images->list[index].path, path) == 0)
      return &images->list[index];
  return NULL;
}

static bool read_or_build(struct scenario_image *image, const char *path, uint32_t engine) {
  const struct build_options options = {.path = path, .engine = engine};
  if (is_source_path(path))
    return build_image(&options, &image->built) == EXIT_CODE_OK;
  return file_read(&image->file, path, THIMBLE_IMAGE_MAXIMUM);
}

static struct scenario_image *add(struct scenario_images *images, const char *path) {
  struct scenario_image image = {0};
  if (!read_or_build(&image, path, images->engine))
    return NULL;
  image.path = memory_text(path);
  images->list = memory_grow(images->list, images->count, sizeof *images->list);
  images->list[images->count] = image;
  return &images->list[images->count++];
}

bool scenario_image_get(struct scenario_images *images, const char *path,
                        struct thimble_bytes *bytes) {
  const struct scenario_image *image = find(images, path);
  if (!image)
    image = add(images, path);
  if (!image)
    return false;
  if (image->built.bytes)
    *bytes = (struct thimble_bytes){image->built.bytes, image->built.length};
  else
    *bytes = (struct thimble_bytes){image->file.data, image->file.length};
  return true;
}

void scenario_images_free(struct scenario_images *images) {
  for (size_t index = 0; index < images->count; index++) {
    struct scenario_image *image = &images->list[index];
    free(image->path);
    file_free(&image->file);
    build_result_free(&image->built);
  }
  free(images->list);
  *images = (struct scenario_images){0};
}
